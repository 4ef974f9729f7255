"""A written report, block by block, before it becomes Markdown, a Word document or a PDF."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from assistant.models.record import Record
from assistant.models.review import Role


def _writable(text: str) -> str:
    """What every format can hold: no half surrogates and no control characters."""
    kept = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(
        char for char in kept if char in "\n\t" or char.isprintable() or char == "\u00a0"
    )


Said = Annotated[str, AfterValidator(_writable)]
"""Text that any file format can hold, whoever wrote it."""


class Heading(Record):
    """Opens a part; level 1 is below the title."""

    level: int
    text: Said


class Text(Record):
    """A paragraph, perhaps with a few words in bold before it."""

    text: Said
    lead: Said = ""


class Quote(Record):
    """Words of the plan or of the paper, and where they stand."""

    text: Said
    source: Said = ""


class Items(Record):
    """A list."""

    items: tuple[Text, ...]


class Rows(Record):
    """A table."""

    head: tuple[Said, ...]
    rows: tuple[tuple[Said, ...], ...]


class Drawing(Record):
    """Where the picture stands, and what to say of it."""

    caption: Said


class Marked(Record):
    """A sentence of the plan with its number, its role and the labels of its codes."""

    number: int
    text: Said
    role: Role
    labels: Said


Block = Heading | Text | Quote | Items | Rows | Drawing | Marked


class Report(Record):
    """A title and what follows."""

    title: Said
    blocks: tuple[Block, ...]


Underline = Literal["single", "double", "dotted", "wavy", "none"]

UNDERLINES: dict[Role, Underline] = {
    "compelling": "single",
    "repelling": "double",
    "mitigation": "dotted",
    "strategy": "wavy",
    "none": "none",
}
"""How a role is marked without colour."""
