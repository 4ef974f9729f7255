"""A citation as the source panel shows it."""

from collections.abc import Iterable

from assistant.models.evidence import Citation, EvidenceKind
from assistant.models.record import Record
from assistant.ui.render.bearing import mark
from assistant.ui.render.names import Label, Names

PAPER = "Frederiksen & Grubb (2021), Public Management Review, doi 10.1080/14719037.2021.1978759"

_STANDING: dict[tuple[EvidenceKind, bool], str] = {
    ("finding", True): "Verbatim from your copy of the paper",
    ("passage", True): "Verbatim from your copy of the paper",
    ("quote", True): "Verbatim: the speaker's words, as printed in your copy",
    ("finding", False): "In our words: a paraphrase, not the paper's text",
    ("passage", False): "In our words: a paraphrase, not the paper's text",
    ("quote", False): "In our words: what the speaker says, not a quotation",
    ("document", True): "From your own document",
    ("document", False): "From your own document",
}


class SourceView(Record):
    """One passage, where it stands, and what it bears."""

    key: str
    """Unique on the page."""
    number: int
    kind: EvidenceKind
    path: tuple[str, ...]
    place: str
    before: str
    bearing: str
    after: str
    verbatim: bool
    standing: str
    speaker: str
    codes: tuple[Label, ...]
    claim: str
    """The sentence that cites it."""


def source(citation: Citation, *, key: str, number: int, claim: str, names: Names) -> SourceView:
    """`claim` is the sentence that rests on the citation; its bearer in the passage is marked."""
    before, bearing, after = mark(citation.text, claim)
    return SourceView(
        key=key,
        number=number,
        kind=citation.kind,
        path=names.path(citation.section),
        place=_place(citation),
        before=before,
        bearing=bearing,
        after=after,
        verbatim=citation.verbatim,
        standing=_STANDING[citation.kind, citation.verbatim],
        speaker=citation.speaker or "",
        codes=names.labels(citation.codes),
        claim=claim,
    )


def reference(view: SourceView) -> str:
    """One line for a text that leaves the page."""
    where = " › ".join(view.path) + (f", {view.place}" if view.place else "")
    speaker = f"; {view.speaker}" if view.speaker else ""
    whose = "verbatim" if view.verbatim else "paraphrase"
    return f"[{view.number}] {where}{speaker} ({whose})"


def numbered(ids: Iterable[str]) -> dict[str, int]:
    """Citation ids -> numbers, by first mention."""
    return {name: number for number, name in enumerate(dict.fromkeys(ids), start=1)}


def _place(citation: Citation) -> str:
    if citation.paragraph is None:
        return ""
    unit = "page" if citation.kind == "document" else "paragraph"
    return f"{unit} {citation.paragraph}"
