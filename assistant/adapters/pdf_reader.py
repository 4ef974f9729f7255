"""A program of its own that reads one PDF: bytes on stdin, JSON on stdout.

PDFium is written in C++ and files come from strangers: what crashes it, hangs it or eats memory
ends here, not in the assistant. Run by `assistant.adapters.pdf`.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c


def main() -> None:
    """Read what stdin holds, within the limits given as arguments."""
    pages, characters, memory_mb, seconds = (int(value) for value in sys.argv[1:5])
    _confine(memory_mb, seconds)
    reply = _read(sys.stdin.buffer.read(), pages, characters)
    sys.stdout.write(json.dumps(reply))


def _confine(memory_mb: int, seconds: int) -> None:
    """Ask the system to end this process when it takes too much; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: memory_mb << 20,
        resource.RLIMIT_CPU: seconds + 1,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 4 << 20,
    }
    for what, most in wanted.items():
        with suppress(OSError, ValueError):  # a stricter limit stands already
            resource.setrlimit(what, (most, most))


def _read(data: bytes, most: int, characters: int) -> dict[str, object]:
    try:
        with pdfium.PdfDocument(data) as document:
            if len(document) > most:
                return {"error": "pages", "count": len(document)}
            return {"pages": list(_texts(document, characters))}
    except pdfium.PdfiumError as error:
        return {"error": "locked" if _is_locked(error) else "broken"}
    except MemoryError:
        return {"error": "memory"}
    except OverflowError:
        return {"error": "text"}


def _texts(document: "pdfium.PdfDocument", characters: int) -> Iterator[str]:
    """Each page's text; a page that is broken has none.

    Raises:
        OverflowError: when the text is longer than `characters`.
    """
    for number in range(len(document)):
        text = _text(document, number)
        characters -= len(text)
        if characters < 0:
            raise OverflowError
        yield text


def _text(document: "pdfium.PdfDocument", number: int) -> str:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return ""
    text: str = page.get_textpage().get_text_range()
    page.close()
    return text


def _is_locked(error: "pdfium.PdfiumError") -> bool:
    return getattr(error, "err_code", None) in (
        pdfium_c.FPDF_ERR_PASSWORD,
        pdfium_c.FPDF_ERR_SECURITY,
    )


if __name__ == "__main__":
    main()
