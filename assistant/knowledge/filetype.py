"""Tell what a file is by its first bytes and its ending; where the two differ, say so."""

from pathlib import PurePath
from typing import Literal

from assistant.errors import DocumentError

Kind = Literal["text", "pdf", "docx", "odt"]

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
}
READABLE = ".txt, .md, .docx, .pdf or .odt"

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_NAMES = {"text": "plain text", "pdf": "a PDF", "docx": "a Word document", "odt": "an ODT document"}
_SNIFFED = 4096


def recognise(name: str, data: bytes) -> Kind:
    """What `data` is, where its bytes and the ending of `name` agree.

    Raises:
        DocumentError: when they do not, or when it is nothing that can be read.
    """
    ending = PurePath(name).suffix.lower()
    if not data.strip():
        raise DocumentError(f"{name!r} is empty: save it anew and try again")
    if data.startswith(_OLE):
        raise DocumentError(f"{name!r} {_why_ole(data)}")
    if ending not in ENDINGS:
        what = f"a {ending} file" if ending else "a file without an ending"
        raise DocumentError(f"{name!r} is {what}: give a {READABLE} file")
    wanted, found = ENDINGS[ending], _sniffed(data)
    if found is None:
        raise DocumentError(f"{name!r} is not {_NAMES[wanted]}, or is broken: save it anew")
    if found != wanted:
        right = next(other for other, kind in ENDINGS.items() if kind == found)
        raise DocumentError(
            f"{name!r} is named {ending}, but holds {_NAMES[found]}: give it the ending {right}"
        )
    return found


def _why_ole(data: bytes) -> str:
    if _LOCKED in data:
        return "is locked with a password: save a copy without one"
    return "is in an old Office format: save it as .docx and try again"


def _sniffed(data: bytes) -> Kind | None:
    head = data[:_SNIFFED]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "odt" if head[30:].startswith(_ODT) else "docx"
    return "text" if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """Text has line breaks and tabs, and no other control characters; UTF-16 says so at once."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in head)
    return b"\0" not in head and control <= len(head) // 100
