"""What a turn leans on: the earlier turn that names the subject, what is wanted of it now, and in which form."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from assistant.models.answer import Move

Form = Literal["shorter", "bullets", "audience", "certainty", "pushback"]
"""Another way of saying the same; the subject and the findings stay."""
FORMS: frozenset[Move] = frozenset(get_args(Form))
SLOTS: frozenset[Move] = frozenset(
    ("municipal", "voluntary", "immigration", "elderly", "large", "small")
)
"""Moves to another side, area or size; the others ask for more about the same thing."""

TELLING = 6
"""Words from which on a turn that leans says something of its own besides."""

MovesOf = Callable[[str], tuple[Move, ...]]
"""What a turn wants that leans on the one before, likeliest first; nothing for one that stands alone."""

_FIRST = re.compile(
    r"\b(?:first|start(?:ed)?|beginning|began|earlier|initial|original)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:last|previous|before that|just now)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
_IDLE = frozenset(
    re.findall(
        r"\w+",
        "back what about were said first that this your question earlier with return going "
        "come coming lets again from they them does point thing topic previous want would "
        "could tell more please have mentioned named start beginning when which where into "
        "pick left talking talked spoke second third last other there their ",
    )
)
"""Words of going back itself, which name no subject."""


@dataclass(frozen=True)
class Thread:
    """A turn with all that it takes from the turns before."""

    before: str
    """The earlier words that name the subject; empty for a turn that stands alone."""
    own: str
    """The last words that ask for something: a slot, an aspect, a question."""
    moves: tuple[Move, ...]
    form: Form | None = None

    @property
    def searched(self) -> str:
        """The question as it stands alone: a move to another side or area adds its words, one for more does not."""
        if not self.before:
            return self.own
        tells = self.moves and (self.moves[0] in SLOTS or len(self.own.split()) >= TELLING)
        return f"{self.before} {self.own}" if tells else self.before


def follow(asked: str, turns: Sequence[str], moves_of: MovesOf) -> Thread:
    """Read `asked` after the earlier `turns`, looking back no further than is needed."""
    moves = moves_of(asked) if turns else ()
    if not moves:
        return Thread("", asked, ())
    first = moves[0]
    if first in FORMS:
        return replace(_ended(turns, moves_of), form=cast(Form, first))
    if "back" in moves:
        return _returned(asked, turns, moves, moves_of)
    before = _ended(turns, moves_of)
    kept = [move for move in before.moves if (move in SLOTS) != (first in SLOTS)]
    slot = before.moves[0] if before.moves and before.moves[0] in SLOTS else None
    subject = before.searched
    if first not in SLOTS and slot:
        # 'And why?' after 'and in elderly care?' asks why in elderly care.
        return Thread(subject, asked, (*moves, slot))
    return Thread(_subject(before, first), asked, (*moves, *kept))


def _ended(turns: Sequence[str], moves_of: MovesOf) -> Thread:
    """Where the talk stood before the turn in question."""
    return follow(turns[-1], turns[:-1], moves_of)


def _subject(before: Thread, move: Move) -> str:
    """What is spoken of; one slot takes the place of another, but a turn that tells more adds to it."""
    if not before.before:
        return before.own
    if before.moves[0] in SLOTS and move in SLOTS:
        return before.before
    return before.searched


def _returned(
    asked: str, turns: Sequence[str], moves: tuple[Move, ...], moves_of: MovesOf
) -> Thread:
    """A turn that goes back: to the first or the last subject, or to the one whose words it repeats."""
    rest = tuple(move for move in moves if move != "back")
    alone = [turn for at, turn in enumerate(turns) if at == 0 or not moves_of(turn)]
    wanted = set(_WORD.findall(asked.lower())) - _IDLE
    named = [turn for turn in alone if wanted & set(_WORD.findall(turn.lower()))]
    if named:
        return Thread(named[-1], asked, rest or ("more",))
    if _LAST.search(asked) and not _FIRST.search(asked) and len(alone) > 1:
        return Thread(alone[-2], asked, rest or ("more",))
    return Thread(alone[0], asked, rest or ("more",))
