"""The parts of a .docx around its text: which part is the main one, styles, footnotes, comments."""

from collections.abc import Mapping
from posixpath import normpath

from assistant.adapters.manuscript import HEADING, ITEM

_MAIN = "/officeDocument"
_DEEPEST = 12
"""Steps from a style to what it is based on; a file may go round in circles."""
USUAL = "word/document.xml"
LEFT_OUT = {"del", "moveFrom", "Fallback", "pPrChange", "rPrChange"}
"""Deleted and moved text, former formats, and the second rendering of what newer versions draw."""


def local(tag: str) -> str:
    """A name without its namespace: strict and transitional files differ in it."""
    return tag.rpartition("}")[2]


def value(attributes: Mapping[str, str], wanted: str) -> str:
    """An attribute by its local name, or nothing."""
    return next((found for key, found in attributes.items() if local(key) == wanted), "")


def heading(level: int) -> str:
    """The mark of a heading; Markdown knows six levels."""
    return HEADING * min(max(level, 1), 6) + " "


class Relations:
    """Finds the main part, which need not be called `document.xml`."""

    def __init__(self) -> None:
        self.main = USUAL

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        inside = local(tag) == "Relationship" and value(attributes, "TargetMode") != "External"
        if inside and value(attributes, "Type").endswith(_MAIN):
            self.main = normpath(value(attributes, "Target").lstrip("/"))

    def end(self, tag: str) -> None:
        """Relations are empty elements."""

    def data(self, text: str) -> None:
        """They hold no text."""


class Styles:
    """Which styles are headings and lists, also by what they are based on."""

    def __init__(self) -> None:
        self._style = ""
        self._own: dict[str, str] = {}
        self._based: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        given = value(attributes, "val")
        match local(tag):
            case "style":
                self._style = value(attributes, "styleId")
            case "name":
                self._named(given.lower())
            case "basedOn":
                self._based[self._style] = given
            case "numId" if given != "0":
                self._own.setdefault(self._style, ITEM)

    def end(self, tag: str) -> None:
        """It closes."""
        if local(tag) == "style":
            self._style = ""

    def data(self, text: str) -> None:
        """Styles hold no text."""

    def marks(self) -> Mapping[str, str]:
        """Style id -> the mark of its paragraphs."""
        return {style: self._mark(style) for style in {*self._own, *self._based}}

    def _named(self, name: str) -> None:
        """Ids are translated (`Overskrift1`), names are not."""
        kind, _, level = name.partition(" ")
        if kind == "heading" and level.isdigit():
            self._own[self._style] = heading(int(level))
        elif name == "title":
            self._own[self._style] = heading(1)
        elif name.startswith(("list bullet", "list number")):
            self._own[self._style] = ITEM

    def _mark(self, style: str) -> str:
        for _ in range(_DEEPEST):
            if style in self._own or style not in self._based:
                break
            style = self._based[style]
        return self._own.get(style, "")


class Asides:
    """The texts of footnotes, endnotes or comments by kind and id."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._id = ""
        self._reading = False
        self._left_out = 0
        self._text: list[str] = []
        self.texts: dict[tuple[str, str], str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = local(tag)
        self._left_out += name in LEFT_OUT
        self._reading = name == "t" and not self._left_out
        if name == self._kind:
            separator = value(attributes, "type") not in {"", "normal"}
            self._id = "" if separator else value(attributes, "id")
            self._text = []

    def end(self, tag: str) -> None:
        """It closes."""
        name = local(tag)
        self._left_out -= name in LEFT_OUT
        self._reading = False
        if name == "p":
            self._text.append(" ")
        if name == self._kind and self._id:
            self._keep(" ".join("".join(self._text).split()))

    def data(self, text: str) -> None:
        """Text in it."""
        if self._reading:
            self._text.append(text)

    def _keep(self, text: str) -> None:
        if text:
            self.texts[self._kind, self._id] = text
