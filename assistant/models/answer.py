"""An answer: sentences, each with its basis and its citations."""

from typing import Literal

from assistant.models.evidence import Basis, Citation
from assistant.models.record import Record

Intent = Literal[
    "definition",
    "comparison",
    "list",
    "advice",
    "explanation",
    "experience",
    "quote",
    "fact",
    "limits",
    "summary",
    "false_premise",
    "facilitation",
    "plan",
    "help",
    "thanks",
    "outside",
]

Move = Literal[
    "why",
    "when",
    "who",
    "how",
    "cost",
    "example",
    "advice",
    "municipal",
    "voluntary",
    "immigration",
    "elderly",
    "large",
    "small",
    "shorter",
    "bullets",
    "audience",
    "more",
    "certainty",
    "pushback",
    "back",
]
"""What a turn wants that leans on the turn before."""

NoMove = Literal["none"]
NO_MOVE: NoMove = "none"
"""Of a turn that leans on nothing, though it may look like it."""


class Talk(Record):
    """A turn that leans on what stood before, and what it is about then."""

    before: str
    turn: str
    about: str
    """A topic or a fact."""
    wants: Intent


Shape = Literal["run", "item", "row"]
"""A sentence runs on from the one before, is one of a list, or one row of a table."""


class Sentence(Record):
    """One sentence of an answer; `citations` are ids of the answer's citations."""

    text: str
    basis: Basis
    citations: tuple[str, ...] = ()
    item: bool = False
    """Stands on a line of its own, as one of a list."""
    cells: tuple[str, ...] = ()
    """The same as one row of a table; `text` says it for who reads sentence by sentence."""

    @property
    def shape(self) -> Shape:
        """How it stands among the others."""
        if self.cells:
            return "row"
        return "item" if self.item else "run"

    @property
    def heads(self) -> bool:
        """Whether it names the columns of a table, and claims nothing."""
        return bool(self.cells) and not self.cells[0]


class Answer(Record):
    """The contract's `ask --json`."""

    id: str
    question: str
    lang: str
    intent: Intent
    abstained: bool
    reason: str | None
    answer: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    codes: tuple[str, ...]
    follow_ups: tuple[str, ...]
    writer: str
    timings_ms: dict[str, float]
    nearest: bool = False
    """Nothing in the study is quite the case: what is told is only what comes nearest to it."""
    notes: tuple[str, ...] = ()
    """What the reader should know about the answer itself, such as a setting outside the study."""
