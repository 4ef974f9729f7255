"""What a question wants: the question that stands alone, its intent, its subjects, the asker's setting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from assistant.dialogue.setting import Setting, setting_of
from assistant.dialogue.thread import FORMS, Form, Thread, follow
from assistant.models.answer import Intent, Move
from assistant.retrieval.heads import Head
from assistant.retrieval.training import NO_MOVE
from assistant.retrieval.vectors import Embedder

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
INSISTS = 0.6
"""How sure it must be that a turn wants the same said otherwise, or disputes it, before its words are set aside."""
CARRIED = 0.5
"""How much of what is known about the subject comes from the turns before, when a turn leans on them."""
REMEMBERED = 12
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
_REST = re.compile(
    r"\b(?:the )?(?:other|remaining) (?:two|three|one|ones)\b|\bthe rest\b", re.IGNORECASE
)
_NTH = re.compile(
    r"\b(?:the |your |that )?(first|second|third|fourth|fifth|last)\b"
    r"(?! (?:question|turn|thing|topic|point|coding|pass|round|step|meeting))",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_ASIDE = ("thanks", "help", "plan")


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
    form: Form | None = None
    """Another way of saying what was said; None for an answer of its own."""
    told: str = ""
    """The question, and where it leans, the turn that it leans on."""


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
        thread = follow(asked, turns, self._moves)
        searched = thread.searched
        subjects = self._subjects(searched)
        if thread.before and searched != thread.before:
            subjects = _blend(subjects, self._subjects(thread.before))
        intents = self._heads["intent"].of(searched, self._embedder.query(searched))
        return Understanding(
            asked=asked,
            standalone=searched,
            lang=self._languages(f"{thread.before} {asked}" if thread.before else asked),
            intent=_intent(intents, thread),
            intents=intents,
            subjects=subjects,
            setting=setting_of(f"{searched} {asked}" if thread.before else asked, turns),
            moves=thread.moves,
            form=thread.form,
            told=f"{searched} {thread.own}" if thread.before else searched,
        )

    def _subjects(self, text: str) -> Mapping[str, float]:
        return self._heads["subject"].of(text, self._embedder.query(text))

    def _moves(self, asked: str) -> tuple[Move, ...]:
        """What a turn wants that leans on the one before, likeliest first; nothing for one that stands alone."""
        if _TURNS_AWAY.search(asked):
            return ()
        chances = self._heads["move"].of(asked, self._embedder.query(asked))
        forms = sum(chances[form] for form in FORMS)
        if chances.pop(NO_MOVE) < LEANS and forms > INSISTS:
            return (max(FORMS, key=lambda form: chances[form]),)
        words, points = len(asked.split()), bool(_POINTS_BACK.search(asked))
        leans = sum(chances.values()) > LEANS
        if words > SHORT or not (points or leans):
            return ()
        clear = max(self._subjects(asked).values())
        if clear > (CLEAR if points else SELF_CONTAINED):
            return ()
        ranked = sorted(chances, key=lambda name: -chances[name])
        likely = [name for name in ranked[:2] if chances[name] > 0.1 or name == ranked[0]]
        return tuple(cast(Move, name) for name in likely)


def _blend(here: Mapping[str, float], before: Mapping[str, float]) -> Mapping[str, float]:
    return {
        name: (1 - CARRIED) * chance + CARRIED * before.get(name, 0.0)
        for name, chance in here.items()
    }


def _intent(intents: Mapping[str, float], thread: Thread) -> Intent:
    wanted: dict[Move, Intent] = {
        "example": "quote",
        "advice": "advice",
        "why": "explanation",
        "when": "explanation",
        "who": "explanation",
        "how": "explanation",
        "cost": "explanation",
    }
    for move in thread.moves:
        if move in wanted:
            return wanted[move]
    ranked = sorted(intents, key=lambda name: -intents[name])
    # A wrong guess at small talk answers nothing, a wrong guess at any other intent only shifts the weights.
    fitting = (name for name in ranked if name not in _ASIDE or intents[name] >= ASIDE_SURE)
    return cast(Intent, next(fitting))
