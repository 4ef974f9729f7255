"""A review: a plan's sentences with their codes, what they leave out, what to expect."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from assistant.models.evidence import Citation
from assistant.models.framework import Area, Sector
from assistant.models.record import Record

Role = Literal["compelling", "repelling", "mitigation", "strategy", "none"]
Verdict = Literal["over_optimistic", "partly_balanced", "balanced", "not_a_plan"]
Level = Literal["high", "medium", "low"]
SentenceKind = Literal[
    "plain",
    "denial",
    "generic_risk",
    "solved",
    "hedged",
    "reported",
    "irony",
    "innocent",
    "neutral",
    "instruction",
]


class Example(Record):
    """A labelled plan sentence that trains the coder."""

    text: str
    role: Role
    codes: tuple[str, ...]
    kind: SentenceKind = "plain"


class LabelledStrategy(Record):
    """A strategy that a reader of the paper would expect."""

    code: str
    sector: Sector


class LabelledPlan(Record):
    """A plan with what a careful reviewer would say of it; it teaches the coder, or judges the review."""

    id: str
    title: str
    area: Area
    overall: Verdict
    must_flag: tuple[str, ...]
    must_not_flag: tuple[str, ...]
    strategies: tuple[LabelledStrategy, ...]
    sentences: tuple[Example, ...]

    @property
    def text(self) -> str:
        """The plan as a user would bring it, a sentence a line."""
        return "\n".join(sentence.text for sentence in self.sentences)


class Piece(Record):
    """Labelled sentences that stand one after the other somewhere in a plan; they teach the coder."""

    id: str
    sentences: tuple[Example, ...]


class Claim(Record):
    """One sentence of the plan, coded; offsets are characters of the text as read."""

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    role: Role
    confidence: float
    kind: SentenceKind = "plain"


class Flag(Record):
    """A repelling force that the plan ignores."""

    id: str
    code: str
    viewpoint: Sector
    severity: Level
    because: tuple[int, ...]
    """Indexes into the review's claims."""
    rule: str
    finding: str
    citations: tuple[Citation, ...]
    question: str
    closes_when: str
    questions: Mapping[Sector, str] = Field(default_factory=dict)
    """What to ask each sector, so that whoever reads it has a question for the other side."""
    contested: str = ""
    """Why somebody disagrees with it; the flag stays."""


class Contest(Record):
    """Somebody disagrees with a flag."""

    flag: str
    """The flag's id."""
    reason: str = Field(min_length=1)


class Expected(Record):
    """A cautious strategy that this plan should make one expect."""

    code: str
    sector: Sector
    likelihood: Level
    because: tuple[str, ...]
    citations: tuple[Citation, ...]
    visible: bool = False
    """True where the plan itself already uses the strategy."""


class Tally(Record):
    """How many sentences of the plan do what, seen from one sector."""

    compelling: int
    acknowledged: int
    mitigated: int


class Balance(Record):
    """The tallies of both sectors."""

    municipal: Tally
    voluntary: Tally


class Section(Record):
    """A headed part of a long plan."""

    title: str
    first: int
    """Index of its first claim."""
    last: int
    """Index of its last claim."""


class Change(Record):
    """A coded sentence that one version lacks, or that reads otherwise in the other."""

    how: Literal["added", "removed", "changed"]
    before: Claim | None
    """As it was; None where it was added."""
    after: Claim | None
    """As it is; None where it was removed."""


class Turn(Record):
    """What became of a flag from one version to the next."""

    flag: str
    code: str
    outcome: Literal["closed", "opened", "stays"]
    before: Level | None
    """How severe it was; None where it was not raised."""
    after: Level | None
    because: tuple[int, ...]
    """Indexes into the comparison's changes: the sentences that made the difference."""


class Comparison(Record):
    """A plan beside an earlier version of it."""

    against: str
    """The file of the earlier version."""
    overall_before: Verdict
    flags: tuple[Turn, ...]
    changes: tuple[Change, ...]


class Review(Record):
    """The contract's `review --json`."""

    file: str
    lang: str
    overall: Verdict
    area: Area
    summary: str
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    strategies: tuple[Expected, ...]
    balance: Balance
    notes: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    """The parts of a long plan that has headings."""
    comparison: Comparison | None = None
    """Only where the plan was held against an earlier version."""
