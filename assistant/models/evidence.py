"""What an answer or a flag may rest on: findings, quote cards, passages, documents."""

from typing import Literal

from pydantic import Field

from assistant.models.framework import Place, Sector, Size
from assistant.models.record import Record

Aspect = Literal[
    "what", "why", "when", "who", "how", "cost", "mirror", "example", "contrast", "limit", "fact"
]
Basis = Literal["paper", "inference", "advice", "document"]
EvidenceKind = Literal["finding", "quote", "passage", "document"]
StudiedArea = Literal["immigration", "elderly"]


class Finding(Record):
    """One claim about the research in our own words, and where the paper makes it."""

    id: str
    aspect: Aspect
    basis: Literal["paper", "inference"]
    text: str
    after: str | None = None
    """The same claim as it reads right after another sentence about the same topic."""
    place: Place
    also: tuple[Place, ...] = ()
    quote: str | None = None
    about: tuple[str, ...] = ()
    """Codes that the claim speaks of beside those of its topic."""
    sector: Sector | None = None
    area: StudiedArea | None = None
    size: Size | None = None
    asks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    """Figures and names that an answer to a question of fact must hold."""


class Advice(Record):
    """Practice advice of ours, tied to the finding that it follows from."""

    text: str
    tied: str
    audience: Literal["municipal", "voluntary", "facilitator"] | None = Field(
        default=None, alias="for"
    )


class PartnerQuestion(Record):
    """A question that one side could put to the other."""

    to: Sector
    text: str


class Topic(Record):
    """All that the corpus says about one code or subject."""

    topic: str
    title: str
    codes: tuple[str, ...]
    recognise: str
    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...] = ()
    partner_questions: tuple[PartnerQuestion, ...] = ()
    follow_ups: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    """Topics that an overview gathers, in reading order."""


class Contrast(Record):
    """One row of a comparison: what is compared, and each side's part with the finding behind it."""

    head: str
    cells: tuple[str, str]
    cites: tuple[str, str]


class Tied(Record):
    """A sentence of ours and the finding that it follows from."""

    text: str
    tied: str


class Comparison(Record):
    """Two things side by side, and which difference matters."""

    id: str
    title: str
    topics: tuple[str, ...]
    columns: tuple[str, str]
    rows: tuple[Contrast, ...]
    matters: Tied


class Exercise(Record):
    """Something that a facilitator can take along to a meeting."""

    id: str
    title: str
    words: tuple[str, ...]
    """What people call it."""
    codes: tuple[str, ...]
    steps: tuple[Tied, ...]


class QuoteCard(Record):
    """A block quote of the paper: who speaks, about what, and what it shows."""

    id: str
    speaker: str
    role: str
    number: int | None
    area: StudiedArea | None
    sector: Sector | None
    section: str
    after_paragraph: int
    codes: tuple[str, ...]
    paraphrase: str
    gist: str
    asks: tuple[str, ...] = ()


class Fact(Record):
    """A count, a date, a name: one thing about the study that a reader may ask for."""

    id: str
    text: str
    after: str | None = None
    place: Place
    says: tuple[str, ...]
    asks: tuple[str, ...]
    turns: tuple[str, ...] = ()
    """How it is asked for after its like: 'and the second?'."""
    codes: tuple[str, ...] = ()
    whole: str | None = None
    """The fact that shows this one among its like, such as all interviews behind those with volunteers."""


class Premise(Record):
    """Something wrongly believed about the study, and the correction."""

    id: str
    wrong: str
    text: str
    place: Place
    topic: str
    asks: tuple[str, ...]


class Gap(Record):
    """A kind of question that the paper does not answer."""

    id: str
    text: str
    """One honest sentence: what was not studied."""
    near: str
    """The topic nearest to it, for what to ask instead."""
    asks: tuple[str, ...]


class Citation(Record):
    """The passage that bears a claim, as it is shown."""

    id: str
    kind: EvidenceKind
    text: str
    verbatim: bool
    """True only where `text` is, white space folded, in the indexed copy of the paper."""
    section: str
    paragraph: int | None
    speaker: str | None = None
    codes: tuple[str, ...] = ()


class Hit(Record):
    """What retrieval found, best first; `score` is the fused score, comparable within one query."""

    id: str
    kind: EvidenceKind
    text: str
    section: str
    paragraph: int | None
    codes: tuple[str, ...]
    score: float
