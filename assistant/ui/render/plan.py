"""A plan in its own words: paragraphs of segments, each segment at most one coded sentence."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from assistant.models.record import Record
from assistant.models.review import Claim, Role
from assistant.ui.render.names import Label, Names

_HEADING = re.compile(r"#{1,6}\s+")
_ITEM = re.compile(r"(?:[-*•–—▪◦‣·+]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")

_SHORT = 60
"""Characters; a line below this ends a paragraph, since text that is wrapped runs longer."""

ParagraphKind = Literal["heading", "item", "text"]

ROLES: dict[Role, str] = {
    "compelling": "Hope",
    "repelling": "What may put off",
    "mitigation": "Handled",
    "strategy": "Strategy",
    "none": "",
}

_KINDS = {
    "denial": "says that there will be no conflict",
    "generic_risk": "a risk of any project, not of this cooperation",
    "solved": "told as solved",
    "hedged": "hedged",
    "reported": "somebody else's view",
    "irony": "meant ironically",
    "instruction": "an instruction to the reader, not followed",
}


class SegmentView(Record):
    """A stretch of the plan; `claim` is the index of the sentence it belongs to, or -1."""

    text: str
    claim: int = -1
    role: Role = "none"
    title: str = ""
    """What the sentence is taken for, in words."""


class ParagraphView(Record):
    """Segments that stand in one paragraph."""

    kind: ParagraphKind
    segments: tuple[SegmentView, ...]


class _Span(NamedTuple):
    start: int
    end: int
    kind: ParagraphKind


def paragraphs(text: str, claims: Sequence[Claim], names: Names) -> tuple[ParagraphView, ...]:
    """The whole of `text`, in order; every claim lies over the words it was read from."""
    order = sorted(range(len(claims)), key=lambda index: claims[index].start)
    return tuple(
        ParagraphView(
            kind=span.kind,
            segments=tuple(_segments(text, span, [(i, claims[i]) for i in order], names)),
        )
        for span in _spans(text)
    )


def title(claim: Claim, names: Names) -> str:
    """What a sentence is taken for, such as `Hope: real human relations`."""
    labels = ", ".join(label.label for label in _labels(claim, names))
    said = ": ".join(part for part in (ROLES[claim.role], labels) if part)
    how = _KINDS.get(claim.kind, "")
    return " · ".join(part for part in (said, how) if part)


def _labels(claim: Claim, names: Names) -> tuple[Label, ...]:
    return names.labels(claim.codes)


def _segments(
    text: str, span: _Span, claims: Sequence[tuple[int, Claim]], names: Names
) -> Iterator[SegmentView]:
    at = span.start
    for index, claim in claims:
        start, end = max(claim.start, at), min(claim.end, span.end)
        if start >= end:
            continue
        if start > at:
            yield SegmentView(text=_folded(text[at:start]))
        yield SegmentView(
            text=_folded(text[start:end]), claim=index, role=claim.role, title=title(claim, names)
        )
        at = end
    if at < span.end:
        yield SegmentView(text=_folded(text[at : span.end]))


def _spans(text: str) -> Iterator[_Span]:
    """Paragraphs: runs of lines, cut at empty lines, headings and items."""
    begun: _Span | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line)
        mark = _HEADING.match(bare) or _ITEM.match(bare)
        if begun is not None and (not bare or mark or _ends(text[begun.start : begun.end], bare)):
            yield _titled(text, begun)
            begun = None
        if not bare:
            continue
        if begun is not None:
            begun = begun._replace(end=end)
        elif mark and bare.startswith("#"):
            begun = _Span(start + mark.end(), end, "heading")
        else:
            begun = _Span(start, end, "item" if mark else "text")
    if begun is not None:
        yield _titled(text, begun)


def _ends(before: str, line: str) -> bool:
    """Whether `line` opens a new paragraph: the one before is too short to have been wrapped."""
    last = before.splitlines()[-1].strip()
    return len(last) < _SHORT and not line[:1].islower()


def _titled(text: str, span: _Span) -> _Span:
    """A short line without a full stop that stands alone is a heading."""
    said = text[span.start : span.end]
    if span.kind == "text" and len(said) < _SHORT and "\n" not in said and said[-1] not in ".!?:;,":
        return span._replace(kind="heading")
    return span


def _folded(text: str) -> str:
    """One line break or many count as one space."""
    return re.sub(r"\s+", " ", text)
