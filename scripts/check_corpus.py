"""Load the whole corpus and list every mistake in it, for `make lint`."""

import sys
from pathlib import Path

from assistant.errors import CorpusError
from assistant.knowledge.corpus import Corpus

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def main() -> int:
    """0 when the corpus is whole."""
    try:
        corpus = Corpus.load(CORPUS)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"The corpus is whole: {len(corpus.findings)} findings, {len(corpus.cards)} quote cards,"
        f" {len(corpus.examples)} labelled sentences"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
