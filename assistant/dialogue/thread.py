"""What a turn leans on: the earlier turn that names the subject, what is wanted of it now, and in which form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, cast, get_args

from assistant.models.answer import Move

Form = Literal["shorter", "bullets", "audience", "certainty", "pushback"]
"""Another way of saying the same; the subject and the findings stay."""
FORMS: frozenset[Move] = frozenset(get_args(Form))
SLOTS: frozenset[Move] = frozenset(
    ("municipal", "voluntary", "immigration", "elderly", "large", "small")
)
"""Moves to another side, area or size; the others ask for more about the same thing."""


class Reader(Protocol):
    """Tells of turns what following them needs."""

    def moves(self, turn: str) -> tuple[Move, ...]:
        """What a turn wants that leans on the one before, likeliest first; nothing for one that stands alone."""
        ...

    def names_subject(self, turn: str) -> bool:
        """Whether a turn's own words tell what it is about, pronouns or not."""
        ...

    def likest(self, words: str, turns: Sequence[str]) -> str | None:
        """The turn that speaks of what the words speak of, if one does."""
        ...


_FIRST = re.compile(
    r"\b(?:first|start(?:ed)?|beginning|began|earlier|initial|original)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:last|previous|before that|just now)\b", re.IGNORECASE)
_HEAD = re.compile(r"[^:,;.?!]+")
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
_ASKING = frozenset(
    re.findall(
        r"\w+",
        "cost costs price drawback downside example examples instance case reason reasons cause quote quotes words "
        "said happen happens happened done doing work works gets give gives have does look looks like mean means "
        "find finds found know known show shows explain describe described anybody anyone somebody someone "
        "really exactly mostly also then else with without will would should because still just only some many "
        "much most often never ever these those than very well good problem thing things person people study "
        "paper research authors",
    )
)
"""Words of asking for a reason, a price or an example, which add nothing to search for."""


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
        told = set(_WORD.findall(self.own.lower())) - _IDLE - _ASKING
        told -= set(_WORD.findall(self.before.lower()))
        tells = self.moves and (self.moves[0] in SLOTS or told)
        return f"{self.before} {self.own}" if tells else self.before


def follow(asked: str, turns: Sequence[str], reader: Reader) -> Thread:
    """Read `asked` after the earlier `turns`, looking back no further than is needed."""
    moves = reader.moves(asked) if turns else ()
    if not moves:
        return Thread("", asked, ())
    first = moves[0]
    if first in FORMS:
        return replace(_ended(turns, reader), form=cast(Form, first))
    if "back" in moves:
        return _returned(asked, turns, moves, reader)
    before = _ended(turns, reader)
    kept = [move for move in before.moves if (move in SLOTS) != (first in SLOTS)]
    slot = before.moves[0] if before.moves and before.moves[0] in SLOTS else None
    subject = before.searched
    if first not in SLOTS and slot:
        # 'And why?' after 'and in elderly care?' asks why in elderly care.
        return Thread(subject, asked, (*moves, slot))
    return Thread(_subject(before, first, reader), asked, (*moves, *kept))


def _ended(turns: Sequence[str], reader: Reader) -> Thread:
    """Where the talk stood before the turn in question."""
    return follow(turns[-1], turns[:-1], reader)


def _subject(before: Thread, move: Move, reader: Reader) -> str:
    """What is spoken of; one slot takes the place of another, but a turn that tells more adds to it."""
    if not before.before or reader.names_subject(before.own):
        return before.own
    if before.moves[0] in SLOTS and move in SLOTS:
        return before.before
    return before.searched


def _returned(asked: str, turns: Sequence[str], moves: tuple[Move, ...], reader: Reader) -> Thread:
    """A turn that goes back: to the first or the last subject, or to the one whose words it repeats."""
    rest = tuple(move for move in moves if move != "back") or ("more",)
    alone = [turn for at, turn in enumerate(turns) if at == 0 or not reader.moves(turn)]
    # 'Back to the coding: what came last?' goes where its head says; what follows is asked there.
    found = _HEAD.match(asked)
    head = found.group() if found else asked
    for words in (head, asked):
        wanted = set(_WORD.findall(words.lower())) - _IDLE
        named = [turn for turn in alone if wanted & set(_WORD.findall(turn.lower()))]
        if named:
            return Thread(named[-1], asked, rest)
    if _LAST.search(head) and not _FIRST.search(head) and len(alone) > 1:
        return Thread(alone[-2], asked, rest)
    if not _FIRST.search(head) and (like := reader.likest(head, alone)):
        return Thread(like, asked, rest)
    return Thread(alone[0], asked, rest)
