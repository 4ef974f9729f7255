"""OpenDocument text (.odt) as text: paragraphs, headings, lists, tables, notes and comments."""

from dataclasses import dataclass, field

from assistant.adapters.archive import Archive
from assistant.adapters.manuscript import ASIDE, ITEM, Manuscript
from assistant.adapters.word_parts import heading, local, value
from assistant.errors import DocumentError
from assistant.knowledge.documents import Limits, Reading

_TEXT = b"application/vnd.oasis.opendocument.text"
_LEFT_OUT = {
    "tracked-changes",
    "hidden-text",
    "note-citation",
    "creator",
    "date",
    "date-string",
    "sender-initials",
    "creator-initials",
    "title",
    "desc",
    "forms",
    "scripts",
}
"""Deleted text, the numbers of notes, who commented and when, what pictures are said to show."""
_MOST_SPACES = 8


def read_odt(name: str, data: bytes, limits: Limits) -> Reading:
    """The text as a reader of the page sees it, with notes and comments as asides.

    Raises:
        DocumentError: when the file is broken, poisoned, locked or no text document.
    """
    archive = Archive(name, data, limits)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.parts and b"encryption-data" in archive.read(manifest):
        raise DocumentError(f"{name!r} is locked with a password: save a copy without one")
    if "content.xml" not in archive.parts or archive.read("mimetype").strip() != _TEXT:
        raise DocumentError(f"{name!r} holds no text document: save it anew as .odt")
    body = archive.parse("content.xml", _Body())
    return Reading(pages=body.finished().pages(), notes=tuple(body.notes()))


@dataclass
class _Paragraph:
    mark: str = ""
    text: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)


class _Body:
    """`content.xml`, heard from top to bottom."""

    def __init__(self) -> None:
        self._manuscript = Manuscript()
        self._paragraphs: list[_Paragraph] = []
        """The open ones: a note stands inside the paragraph that it belongs to."""
        self._left_out = 0
        self._items = 0
        self._asides = 0
        self._counts = dict.fromkeys(("annotation", "note", "image"), 0)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        self._left_out += name in _LEFT_OUT
        if self._left_out:
            return
        if name in self._counts:
            self._counts[name] += 1
        match name:
            case "p":
                self._paragraphs.append(_Paragraph(ITEM if self._items else ""))
            case "h":
                level = value(attributes, "outline-level")
                self._paragraphs.append(_Paragraph(heading(int(level or 1))))
            case "table":
                self._manuscript.open_table()
            case "table-cell":
                self._manuscript.open_cell()
            case "list-item":
                self._items += 1
            case "annotation" | "note":
                self._asides += 1
            case "soft-page-break":
                self._manuscript.turn_page()
            case _:
                self._space(name, value(attributes, "c"))

    def end(self, tag: str) -> None:
        name = local(tag)
        match name:
            case _ if self._left_out:
                self._left_out -= name in _LEFT_OUT
            case "p" | "h":
                self._close_paragraph()
            case "table-row":
                self._manuscript.close_row()
            case "table":
                self._manuscript.close_table()
            case "list-item":
                self._items -= 1
            case "annotation" | "note":
                self._asides -= 1

    def data(self, text: str) -> None:
        if not self._left_out:
            self._put(text.replace("\n", " "))

    def finished(self) -> Manuscript:
        """All of it."""
        while self._paragraphs:
            self._close_paragraph()
        return self._manuscript

    def notes(self) -> list[str]:
        """What the reader of a review should know about how this was read."""
        said = {
            "annotation": "Comments read as text, where they stand",
            "note": "Footnotes read as text, where they stand",
            "image": "Pictures that cannot be read",
        }
        return [f"{said[name]}: {count}." for name, count in self._counts.items() if count]

    def _space(self, name: str, count: str) -> None:
        match name:
            case "s":
                self._put(" " * min(int(count or 1), _MOST_SPACES))
            case "tab":
                self._put(" ")
            case "line-break":
                self._put("\n")

    def _put(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].text.append(text)

    def _close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.text)
        if self._asides and self._paragraphs:
            self._paragraphs[-1].asides.append(text)
            return
        self._manuscript.add(text, mark=ASIDE if self._asides else paragraph.mark)
        for aside in paragraph.asides:
            self._manuscript.add(aside, mark=ASIDE)
