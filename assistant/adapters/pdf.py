"""PDF pages as text, through PDFium in a process of its own."""

import json
import math
import subprocess
import sys
from pathlib import Path

from assistant.errors import DocumentError
from assistant.knowledge.documents import DEFAULT_LIMITS, Limits, Reading

_PROGRAM = Path(__file__).with_name("pdf_reader.py")
_REASONS = {
    "locked": "is locked with a password: save a copy without one",
    "broken": "is a broken PDF: open it, print it to a new PDF and try again",
    "memory": "takes too much memory to read: print it to a new PDF, without pictures",
    "crash": "cannot be read safely: print it to a new PDF and try again",
}


def read_pdf(name: str, data: bytes, limits: Limits) -> Reading:
    """The text of every page, in order; a scanned page has none.

    Raises:
        DocumentError: when the file is locked, broken, too large, or harms whoever reads it.
    """
    reply = _asked(name, data, limits)
    match reply:
        case {"pages": [*pages]}:
            return Reading(pages=tuple(str(page) for page in pages))
        case {"error": "pages", "count": int(count)}:
            raise DocumentError(
                f"{name!r} has {count} pages, and at most {limits.pages} are read: split it"
            )
        case {"error": "text"}:
            raise DocumentError(
                f"{name!r} holds more than {limits.inflated_mb} MB of text: split it"
            )
        case {"error": str(why)} if why in _REASONS:
            raise DocumentError(f"{name!r} {_REASONS[why]}")
        case _:
            raise DocumentError(f"{name!r} {_REASONS['crash']}")


def page_texts(path: Path) -> list[str]:
    """The text of every page of a file on disk.

    Raises:
        DocumentError: as `read_pdf`.
    """
    return list(read_pdf(path.name, path.read_bytes(), DEFAULT_LIMITS).pages)


def _asked(name: str, data: bytes, limits: Limits) -> object:
    """What the reading process says; a process that crashes says nothing."""
    numbers = (limits.pages, limits.inflated_mb * 1_000_000, limits.memory_mb)
    command = [sys.executable, "-P", str(_PROGRAM), *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and the file goes to its stdin
            [*command, str(math.ceil(limits.seconds))],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{name!r} takes longer than {limits.seconds:g} seconds to read: "
            "print it to a new PDF and try again"
        ) from error
    return json.loads(done.stdout) if done.returncode == 0 else None
