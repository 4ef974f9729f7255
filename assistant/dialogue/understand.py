"""What a question wants: the question that stands alone, its intent, its subjects, the asker's setting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from assistant.dialogue.setting import Setting, setting_of
from assistant.models.answer import Intent, Move
from assistant.retrieval.heads import Head
from assistant.retrieval.training import NO_MOVE
from assistant.retrieval.vectors import Embedder, Vector

LEANS = 0.5
"""How sure the moves' head must be that a turn leans on the one before."""
CLEAR = 0.5
"""A turn that seems to point back stands alone all the same if its own words tell its subject so surely."""
SELF_CONTAINED = 0.3
"""The same for a turn that does not."""
SHORT = 16
"""A longer turn tells its own story."""
ASIDE_SURE = 0.6
"""How sure the intents' head must be of thanks, a cry for help or a pasted plan."""
CARRIED = 0.5
"""How much of what is known about the subject comes from the turns before, when a turn leans on them."""
REMEMBERED = 6
"""Turns that are looked back on."""
_POINTS_BACK = re.compile(
    r"^(?:and|but|so|then|also|what about|how about|why|how so|when|is that|no,)\b"
    r"|\b(?:it|that|this|they|them|their|those|these|he|she|one|ones|former|latter|other|others|same|instead|opposite)\b",
    re.IGNORECASE,
)
_TURNS_AWAY = re.compile(
    r"\b(?:different (?:thing|question|topic)|another (?:question|thing)|new topic|change of topic|by the way)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|start|beginning|earlier)\b", re.IGNORECASE)
_ASIDE = ("thanks", "help", "plan")
_CHANGES_SUBJECT: frozenset[Move] = frozenset(
    ("municipal", "voluntary", "immigration", "elderly", "large", "small")
)
"""Moves to another side, area or size; the others ask for more about the same thing."""


class Languages(Protocol):
    """Tells the language of a text as an ISO 639-1 code."""

    def __call__(self, text: str) -> str:
        """Such as `en` or `da`."""
        ...


@dataclass(frozen=True)
class Understanding:
    """A question as the search and the writer take it."""

    asked: str
    standalone: str
    """The question with what it leans on; this is what is searched for."""
    lang: str
    intent: Intent
    intents: Mapping[str, float]
    subjects: Mapping[str, float]
    """Topic, fact, `premise:<id>` or `gap:<id>` -> probability."""
    setting: Setting
    moves: tuple[Move, ...]
    """What a turn wants that leans on the turn before, likeliest first; empty for one that stands alone."""
    earlier: tuple[str, ...] = ()
    """The asker's turns before this one, oldest first."""


class Understander:
    """Reads a question with the heads that were trained on the corpus' ways of asking."""

    def __init__(self, heads: Mapping[str, Head], embedder: Embedder, languages: Languages) -> None:
        self._heads = heads
        self._embedder = embedder
        self._languages = languages

    def __call__(self, question: str, history: Sequence[str] = ()) -> Understanding:
        """Understand `question`, asked after the earlier user turns in `history`."""
        asked = " ".join(question.split())
        turns = [" ".join(turn.split()) for turn in history if turn.strip()][-REMEMBERED:]
        alone = self._embedder.query(asked)
        moves = self._moves(asked, alone) if turns else ()
        before = self._carrier(turns, moves, asked) if moves else ""
        standalone = f"{before} {asked}" if before else asked
        searched = before if before and moves[0] not in _CHANGES_SUBJECT else standalone
        vector = self._embedder.query(searched)
        subjects: Mapping[str, float] = self._heads["subject"].of(searched, vector)
        if before and searched != before:
            known = self._heads["subject"].of(before, self._embedder.query(before))
            subjects = _blend(subjects, known)
        intents = self._heads["intent"].of(searched, vector)
        return Understanding(
            asked=asked,
            standalone=searched,
            lang=self._languages(standalone),
            intent=_intent(intents, moves),
            intents=intents,
            subjects=subjects,
            setting=setting_of(standalone, turns),
            moves=moves,
            earlier=tuple(turns),
        )

    def _moves(self, asked: str, vector: Vector) -> tuple[Move, ...]:
        """What a turn wants that leans on the one before, likeliest first; nothing for one that stands alone."""
        chances = self._heads["move"].of(asked, vector)
        if _TURNS_AWAY.search(asked):
            return ()
        words, points = len(asked.split()), bool(_POINTS_BACK.search(asked))
        leans = chances.pop(NO_MOVE) < 1 - LEANS
        if words > SHORT or not (points or leans):
            return ()
        clear = max(self._heads["subject"].of(asked, vector).values())
        if clear > (CLEAR if points else SELF_CONTAINED):
            return ()
        ranked = sorted(chances, key=lambda name: -chances[name])
        likely = [name for name in ranked[:2] if chances[name] > 0.1 or name == ranked[0]]
        return tuple(cast(Move, name) for name in likely)

    def _carrier(self, turns: Sequence[str], moves: Sequence[Move], asked: str) -> str:
        """The turns that the question leans on, back to one that stands alone."""
        if "back" in moves and _FIRST.search(asked):
            return next((t for t in turns if not self._moves(t, self._embedder.query(t))), turns[0])
        taken: list[str] = []
        for turn in reversed(turns):
            taken.insert(0, turn)
            if not self._moves(turn, self._embedder.query(turn)):
                break
        return " ".join(taken)


def _blend(here: Mapping[str, float], before: Mapping[str, float]) -> Mapping[str, float]:
    return {
        name: (1 - CARRIED) * chance + CARRIED * before.get(name, 0.0)
        for name, chance in here.items()
    }


def _intent(intents: Mapping[str, float], moves: Sequence[Move]) -> Intent:
    wanted: dict[Move, Intent] = {
        "example": "quote",
        "advice": "advice",
        "why": "explanation",
        "when": "explanation",
        "who": "explanation",
        "how": "explanation",
        "cost": "explanation",
    }
    for move in moves:
        if move in wanted:
            return wanted[move]
    ranked = sorted(intents, key=lambda name: -intents[name])
    # A wrong guess at small talk answers nothing, a wrong guess at any other intent only shifts the weights.
    fitting = (name for name in ranked if name not in _ASIDE or intents[name] >= ASIDE_SURE)
    return cast(Intent, next(fitting))
