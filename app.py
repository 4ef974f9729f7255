"""Start the app: `python app.py` is `assistant serve`."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "serve")
    main()
