"""What a writer hands over: sentences with the evidence that each rests on, before they are checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from assistant.dialogue.understand import Understanding
from assistant.models.evidence import Basis, Citation

EMBEDDED = "embedded"
"""The name of the writer that composes from the corpus' own sentences."""


@dataclass(frozen=True)
class Line:
    """One sentence and what it rests on."""

    text: str
    basis: Basis
    citations: tuple[Citation, ...] = ()
    codes: tuple[str, ...] = ()
    """The framework codes that the sentence is about."""
    opening: bool = False
    """Says what the asker's case is taken for, before anything is told about it."""
    kept: bool = False
    """Said whoever writes: a caution, or where the asker's own documents speak."""
    writer: str = EMBEDDED
    beside: tuple[str, ...] = ()
    """Texts that a figure in the sentence may stand in beside its citations."""
    item: bool = False
    """One of a list."""
    cells: tuple[str, ...] = ()
    """The sentence as a row of a table."""


@dataclass(frozen=True)
class Evidence:
    """What a writer may use: nothing else exists for it."""

    ranked: tuple[tuple[str, float], ...]
    """Targets with their score, best first (see `View.target`)."""
    documents: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How an answer ended, beside its sentences."""

    abstained: bool = False
    reason: str | None = None
    codes: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    nearest: bool = False
    """Nothing fits: what is told is what comes nearest."""
    settled: bool = False
    """The words themselves were chosen, as in an abstention or a correction: no other writer may change them."""


class Writer(Protocol):
    """Words an answer from evidence."""

    name: str

    def write(self, understanding: Understanding, evidence: Evidence) -> Iterator[Line | Outcome]:
        """Lines in the order in which they are read; the last item is the outcome."""
        ...
