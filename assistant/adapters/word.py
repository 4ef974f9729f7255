"""Word's .docx as text: paragraphs, headings, lists, tables, text boxes, footnotes and comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join

from assistant.adapters.archive import Archive
from assistant.adapters.manuscript import ASIDE, HEADING, ITEM, Manuscript
from assistant.adapters.word_parts import (
    LEFT_OUT,
    USUAL,
    Asides,
    Relations,
    Styles,
    heading,
    local,
    value,
)
from assistant.errors import DocumentError
from assistant.knowledge.documents import Limits, Reading

_OFF = {"0", "false", "off"}
_ASIDES = {"footnotes.xml": "footnote", "endnotes.xml": "endnote", "comments.xml": "comment"}


def read_docx(name: str, data: bytes, limits: Limits) -> Reading:
    """The text as a reader of the page sees it, with footnotes and comments as asides.

    Raises:
        DocumentError: when the file is broken, poisoned, locked or no Word document.
    """
    archive = Archive(name, data, limits)
    main = _main_part(archive)
    if main not in archive.parts:
        raise DocumentError(f"{name!r} holds no Word document: save it anew as .docx")
    folder = dirname(main)
    styles = Styles()
    if join(folder, "styles.xml") in archive.parts:
        archive.parse(join(folder, "styles.xml"), styles)
    asides: dict[tuple[str, str], str] = {}
    for part, kind in _ASIDES.items():
        if join(folder, part) in archive.parts:
            asides |= archive.parse(join(folder, part), Asides(kind)).texts
    body = archive.parse(main, _Body(styles.marks(), dict(asides)))
    return Reading(pages=body.finished().pages(), notes=tuple(_notes(body, asides)))


def _notes(body: "_Body", asides: Mapping[tuple[str, str], str]) -> list[str]:
    comments = sum(kind == "comment" for kind, _ in asides)
    notes = []
    if comments:
        notes.append(f"Comments read as text, where they stand: {comments}.")
    if len(asides) > comments:
        notes.append(f"Footnotes read as text, where they stand: {len(asides) - comments}.")
    if body.pictures:
        notes.append(f"Pictures that cannot be read: {body.pictures}.")
    if body.hidden:
        notes.append("Text that is formatted as hidden was left out.")
    return notes


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" not in archive.parts:
        return USUAL
    return archive.parse("_rels/.rels", Relations()).main


@dataclass
class _Paragraph:
    mark: str = ""
    text: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    turns: list[bool] = field(default_factory=list)
    """Page breaks behind its first word: whether each is one that Word rendered."""


class _Body:
    """The main part, heard from top to bottom."""

    def __init__(self, marks: Mapping[str, str], asides: dict[tuple[str, str], str]) -> None:
        self.pictures = 0
        self.hidden = False
        self._marks = marks
        self._asides = asides
        self._manuscript = Manuscript()
        self._paragraphs: list[_Paragraph] = []
        """The open ones: a text box stands inside another paragraph."""
        self._left_out = 0
        self._in_properties = False
        self._run_hidden = False
        self._reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        self._left_out += name in LEFT_OUT
        self._reading = name == "t" and not (self._left_out or self._run_hidden)
        if self._left_out:
            return
        match name:
            case "p":
                self._paragraphs.append(_Paragraph())
            case "tbl":
                self._manuscript.open_table()
            case "tc":
                self._manuscript.open_cell()
            case "pPr":
                self._in_properties = True
            case _ if self._in_properties:
                self._format(name, attributes)
            case _:
                self._inline(name, attributes)

    def end(self, tag: str) -> None:
        name = local(tag)
        self._reading = False
        match name:
            case _ if self._left_out:
                self._left_out -= name in LEFT_OUT
            case "p":
                self._close_paragraph()
            case "tr":
                self._manuscript.close_row()
            case "tbl":
                self._manuscript.close_table()
            case "pPr":
                self._in_properties = False

    def data(self, text: str) -> None:
        if self._reading:
            self._put(text.replace("\n", " "))

    def finished(self) -> Manuscript:
        """All of it; an aside that nothing refers to comes last."""
        while self._paragraphs:
            self._close_paragraph()
        for text in self._asides.values():
            self._manuscript.add(text, mark=ASIDE)
        return self._manuscript

    def _format(self, name: str, attributes: Mapping[str, str]) -> None:
        """What a paragraph's properties say; its own come after its style's."""
        if not self._paragraphs:
            return
        paragraph, given = self._paragraphs[-1], value(attributes, "val")
        match name:
            case "pStyle":
                paragraph.mark = self._marks.get(given, "")
            case "outlineLvl" if given.isdigit() and int(given) < 9:
                paragraph.mark = heading(int(given) + 1)
            case "numId" if not paragraph.mark.startswith(HEADING):
                paragraph.mark = "" if given == "0" else ITEM
            case "pageBreakBefore" if given not in _OFF:
                self._manuscript.turn_page()

    def _inline(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "r":
                self._run_hidden = False
            case "vanish" if value(attributes, "val") not in _OFF:
                self.hidden = self._run_hidden = True
            case "tab":
                self._put(" ")
            case "noBreakHyphen":
                self._put("-")
            case "br" if value(attributes, "type") == "page":
                self._turn(rendered=False)
            case "lastRenderedPageBreak":
                self._turn(rendered=True)
            case "br" | "cr":
                self._put("\n")
            case "footnoteReference" | "endnoteReference" | "commentReference":
                self._refer(name.removesuffix("Reference"), value(attributes, "id"))
            case "blip" | "imagedata":
                self.pictures += 1

    def _put(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].text.append(text)

    def _refer(self, kind: str, number: str) -> None:
        if self._paragraphs and (kind, number) in self._asides:
            self._paragraphs[-1].asides.append(self._asides.pop((kind, number)))

    def _turn(self, *, rendered: bool) -> None:
        """Before a paragraph's first word at once, else when it ends: paragraphs stay whole."""
        if self._paragraphs and any(text.strip() for text in self._paragraphs[-1].text):
            self._paragraphs[-1].turns.append(rendered)
        else:
            self._manuscript.turn_page(rendered=rendered)

    def _close_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        self._manuscript.add("".join(paragraph.text), mark=paragraph.mark)
        for aside in paragraph.asides:
            self._manuscript.add(aside, mark=ASIDE)
        for rendered in paragraph.turns:
            self._manuscript.turn_page(rendered=rendered)
