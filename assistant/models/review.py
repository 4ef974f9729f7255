"""A review: a plan's sentences with their codes, what they leave out, what to expect."""

from typing import Literal

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
