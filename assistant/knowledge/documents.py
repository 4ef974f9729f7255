"""Read what users bring, safely: every limit is counted, every refusal is one sentence."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from pydantic import Field

from assistant.errors import DocumentError
from assistant.knowledge.filetype import Kind, recognise
from assistant.knowledge.pages import body_lines, running_text
from assistant.knowledge.plain import clean, decoded, shown
from assistant.knowledge.sentences import sentences
from assistant.models.record import Record

_CHUNK = 900
"""Characters that MiniLM reads whole, about 200 tokens."""
_WINDOW = 20_000
"""Characters cut into sentences at a time, so that a file without line breaks costs no more."""


class Limits(Record):
    """How much of a file is read before it is refused."""

    file_mb: int = Field(default=20, gt=0)
    inflated_mb: int = Field(default=25, gt=0)
    """What the file may unpack to, counted while it unpacks."""
    entries: int = Field(default=1000, gt=0)
    """Files inside a .docx or .odt."""
    ratio: int = Field(default=100, gt=0)
    """How many times larger it may unpack."""
    pages: int = Field(default=400, gt=0)
    seconds: float = Field(default=60.0, gt=0)
    memory_mb: int = Field(default=256, gt=0)
    """Address space of the process that reads a PDF, where the system can limit it."""


DEFAULT_LIMITS = Limits()


class Reading(Record):
    """What an adapter made of a file: its pages, and what was left out or added."""

    pages: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads one kind of file; raises `DocumentError` with a sentence that names the file."""

    def __call__(self, name: str, data: bytes, limits: Limits) -> Reading:
        """Read a file that was recognised as this kind."""
        ...


Readers = Mapping[Kind, Reader]
"""One reader a kind; plain text needs none."""


class Page(Record):
    """A page as read, from 1."""

    number: int
    text: str


class Document(Record):
    """A file as read; offsets of a review point into `text`."""

    name: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()
    """How it was read, for the person who brought it."""

    @property
    def text(self) -> str:
        """All pages, with an empty line between."""
        return "\n\n".join(page.text for page in self.pages if page.text)


class Chunk(Record):
    """A piece of a project's own document, small enough to embed and to quote."""

    id: str
    """Of its file, page and words, so that indexing again is idempotent."""
    file: str
    page: int
    text: str


def read_document(path: Path, readers: Readers, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file.

    Raises:
        DocumentError: one sentence that says what is wrong with it and what to do.
    """
    return read_bytes(path.name, _bytes(path, limits), readers, limits)


def read_bytes(
    name: str, data: bytes, readers: Readers, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read a file that is in memory; `name` is trusted for its ending alone.

    Raises:
        DocumentError: as `read_document`.
    """
    name = shown(name)
    if len(data) > limits.file_mb * 1_000_000:
        raise DocumentError(_too_large(name, limits))
    kind = recognise(name, data)
    reading = _plain(data) if kind == "text" else readers[kind](name, data, limits)
    if len(reading.pages) > limits.pages:
        raise DocumentError(
            f"{name!r} has {len(reading.pages)} pages, "
            f"and at most {limits.pages} are read: split it"
        )
    pages = tuple(_tidied(kind, reading.pages))
    if not any(char.isalpha() for page in pages for char in page):
        raise DocumentError(f"{name!r} {_why_silent(kind)}")
    return Document(
        name=name,
        pages=tuple(Page(number=number, text=text) for number, text in enumerate(pages, start=1)),
        notes=(*reading.notes, *_silent_pages(kind, pages)),
    )


def chunks(document: Document) -> list[Chunk]:
    """Whole paragraphs packed together page by page; a longer one is cut between sentences."""
    seen: dict[str, int] = {}
    found: list[Chunk] = []
    for page in document.pages:
        for text in _packed(page.text):
            key = f"{document.name}\0{page.number}\0{text}"
            seen[key] = seen.get(key, 0) + 1
            name = sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:16]
            found.append(Chunk(id=name, file=document.name, page=page.number, text=text))
    return found


def read_library(
    folder: Path, readers: Readers, limits: Limits = DEFAULT_LIMITS
) -> tuple[list[Chunk], list[str]]:
    """Chunks of every readable file in `folder` and below, and a sentence for each other file.

    Both in the order of names. Hidden files and the lock files of Office are passed over.

    Raises:
        DocumentError: when there is no such folder.
    """
    if not folder.is_dir():
        raise DocumentError(f"there is no folder {str(folder)!r}: check the path")
    found: list[Chunk] = []
    problems: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if not path.is_file() or any(part.startswith((".", "~$")) for part in name.parts):
            continue
        try:
            document = read_document(path, readers, limits)
        except DocumentError as error:
            problems.append(str(error))
            continue
        found += chunks(document.model_copy(update={"name": name.as_posix()}))
    return found, problems


def _bytes(path: Path, limits: Limits) -> bytes:
    name = shown(path.name)
    if path.is_dir():
        raise DocumentError(f"{name!r} is a folder: give a file")
    if not path.is_file():
        raise DocumentError(f"there is no file {str(path)!r}: check the path")
    most = limits.file_mb * 1_000_000
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise DocumentError(f"{name!r} cannot be opened ({error.strerror})") from error
    if len(data) > most:
        raise DocumentError(_too_large(name, limits))
    return data


def _too_large(name: str, limits: Limits) -> str:
    return f"{name!r} is larger than {limits.file_mb} MB: leave out pictures, or split it"


def _plain(data: bytes) -> Reading:
    """Plain text has one page, unless form feeds turn it."""
    return Reading(pages=tuple(decoded(data).split("\f")))


def _tidied(kind: Kind, pages: Sequence[str]) -> Iterator[str]:
    if kind == "pdf":  # lines are mended first: what marks a broken word is invisible too
        yield from (clean(running_text(lines)) for lines in body_lines(pages))
    else:
        yield from (clean(page).replace("\f", "\n").strip() for page in pages)


def _why_silent(kind: Kind) -> str:
    if kind == "pdf":
        return "holds no text to read: if it is a scan, run text recognition (OCR) on it first"
    return "holds no text: pictures cannot be read, so write or paste what they say"


def _silent_pages(kind: Kind, pages: Sequence[str]) -> Iterator[str]:
    silent = [str(number) for number, text in enumerate(pages, start=1) if not text]
    if kind == "pdf" and silent:
        which = ", ".join(silent[:10]) + (" ..." if len(silent) > 10 else "")
        yield f"{len(silent)} of {len(pages)} pages hold no text and were not read: {which}"


def _packed(text: str) -> list[str]:
    packed: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        for piece in _pieces(paragraph.strip()):
            longer = "\n\n".join([*packed[-1:], piece])
            if packed and len(longer) <= _CHUNK:
                packed[-1] = longer
            else:
                packed.append(piece)
    return [piece for piece in packed if piece]


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph, cut between sentences where it is longer than a chunk."""
    if len(paragraph) <= _CHUNK:
        yield paragraph
        return
    for at in range(0, len(paragraph), _WINDOW):
        part = paragraph[at : at + _WINDOW]
        begin = end = 0
        for start, stop, _ in sentences(part):
            if end > begin and stop - begin > _CHUNK:
                yield from _halved(part[begin:start].strip())
                begin = start
            end = stop
        yield from _halved(part[begin:].strip())


def _halved(piece: str) -> list[str]:
    """A sentence without end, such as a table written as one line, is cut between words."""
    return [piece] if len(piece) <= 2 * _CHUNK else textwrap.wrap(piece, _CHUNK)
