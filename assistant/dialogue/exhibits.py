"""The evidence as a chat model sees it: numbered, marked as data, within a budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.dialogue.draft import Line
from assistant.dialogue.marked import as_data
from assistant.models.evidence import Basis

LONGEST = 1500
"""Characters of one piece of evidence."""
_FIRMEST: tuple[Basis, ...] = ("document", "advice", "inference", "paper")
"""From what says nothing about the research to what the paper itself says."""


@dataclass(frozen=True)
class Exhibit:
    """One piece of evidence: what the embedded writer would say, or the document that it points to."""

    id: str
    line: Line
    text: str

    @property
    def basis(self) -> Basis:
        """What a sentence that rests on this can be at most."""
        return self.line.basis

    def marked(self) -> str:
        """As it stands in the request."""
        tag = "document" if self.basis == "document" else "finding"
        return as_data(tag, self.text, {"id": self.id})


def exhibits(lines: Sequence[Line], *, budget: int) -> tuple[Exhibit, ...]:
    """As many of `lines` as fit into `budget` characters, in their order; at least the first."""
    taken: list[Exhibit] = []
    for number, (line, text) in enumerate(_told(lines), start=1):
        exhibit = Exhibit(f"e{number}", line, text)
        budget -= len(exhibit.marked())
        if taken and budget < 0:
            break
        taken.append(exhibit)
    return tuple(taken)


def basis_of(claimed: Basis, cited: Sequence[Exhibit]) -> Basis:
    """What a sentence is shown as: never on firmer ground than the weakest of its evidence."""
    return min((claimed, *(exhibit.basis for exhibit in cited)), key=_FIRMEST.index)


def _told(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    for line in lines:
        if line.basis == "document":
            # The line only points there; what a writer needs is what stands there.
            yield line, " ".join(c.text for c in line.citations)[:LONGEST]
        elif not line.kept:
            yield line, line.text[:LONGEST]
