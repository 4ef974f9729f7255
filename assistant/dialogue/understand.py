"""What a question wants: the question that stands alone, its intent, its subjects, the asker's setting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from assistant.dialogue.hearing import Hearing
from assistant.dialogue.names import OPPOSITES, named
from assistant.dialogue.setting import Setting, setting_of
from assistant.dialogue.thread import Form, Thread, follow
from assistant.dialogue.turns import ALOUD, NTH, OPPOSITE, REST, RETURNS, SHAPED, WHO_SAID, Turns
from assistant.models.answer import Intent, Move
from assistant.models.evidence import Topic
from assistant.models.framework import Sector

ASIDE_SURE = 0.6
"""How sure the intents' head must be of thanks, a cry for help or a pasted plan."""
CARRIED = 0.5
"""How much of what is known about the subject comes from the turns before, when a turn leans on them; after a fact,
from the turn alone."""
TURN = 3.0
"""How much likelier a topic of the side becomes to which a turn moves, and a topic of the other side less likely."""
REMEMBERED = 12
"""Turns that are looked back on."""
FACT = 0.25
"""How likely a fact must be for what sounds like a story to ask for it; of 90 facts, few come near it by chance."""
IN_FULL = 0.6
"""How likely a subject must be for a question for a fact to need nothing that stands before it."""
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_PLACES |= {"former": 0, "latter": -1}
_WORDS_WANTED = re.compile(
    r"\b(?:word for word|verbatim|quotes?|quotations?|(?:the|their|his|her|whose|own|exact) (?:exact |very )?words)\b",
    re.IGNORECASE,
)
"""Somebody's own words are asked for by name."""
_SIDE_BY_SIDE = re.compile(
    r"\bside by side\b|\bin two columns\b|\bas a table\b|\bdifferences? between\b"
    r"|(?:^|[.?!] )(?:please )?(?:compare|contrast)\b",
    re.IGNORECASE,
)
"""A table is asked for by name."""
_LISTED = re.compile(r"(?:^|[.?!] )(?:please )?(?:list|enumerate)\b", re.IGNORECASE)
_IN_SHORT = re.compile(
    r"\bin (?:a|one|two|three|four|five|six|\d+) (?:short )?(?:sentences?|lines?|paragraphs?)\b",
    re.IGNORECASE,
)
UNSURE = 0.5
"""How likely the likeliest kind of answer must be before a length asked for does not make it a summary."""
_COURTESY = re.compile(
    r"(?:(?:ok|okay|thanks|thank you|thx|great|good|perfect|fine|cheers|i see|hello|hi|right|lovely|understood|very"
    r"|much|so|a lot|many|that helps?|got it)\b[\s.,!]*)+",
    re.IGNORECASE,
)
_ASIDE = ("thanks", "help", "plan")
_SHAPES = ("facilitation", "comparison", "list", "summary")
"""Kinds of answer that a turn that leans may name itself, whatever it leans on."""


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
    form: Form | None = None
    """Another way of saying what was said; None for an answer of its own."""
    told: str = ""
    """The question, and where it leans, the turn that it leans on."""


class Understander:
    """Reads a question, and what it takes from the questions before."""

    def __init__(self, hearing: Hearing, languages: Languages, topics: Mapping[str, Topic]) -> None:
        self.turns = Turns(hearing, topics)
        self._topics = topics
        self._sides = {name: _side(topic) for name, topic in topics.items()}
        self._languages = languages

    def __call__(self, question: str, history: Sequence[str] = ()) -> Understanding:
        """Understand `question`, asked after the earlier user turns in `history`."""
        asked = " ".join(question.split())
        turns = [" ".join(turn.split()) for turn in history if turn.strip()][-REMEMBERED:]
        turns = [turn for turn in turns if not _COURTESY.fullmatch(turn)]
        thread = follow(asked, turns, self.turns)
        if turns and not thread.moves and self._completed(asked, turns[-1]):
            thread = Thread(turns[-1], asked, ("more",))
        leans = bool(thread.before) and thread.form is None
        of_fact = leans and self._of_fact(thread.before)
        picked = self._picked(asked, turns) if leans and not of_fact else ()
        if picked:
            titles = " and ".join(self._topics[name].title for name in picked)
            thread = Thread(f"What is {titles}?", asked, thread.moves)
        searched = thread.searched
        if of_fact:
            # 'And the second?' after a question for a first thing asks for another fact, however little it says.
            searched = f"{thread.before} {thread.own}"
        heard = f"{thread.before} {thread.own}" if leans else searched
        subjects = self.turns.subjects(heard)
        if leans:
            # A topic stays what is spoken of; a fact has been told, and its words would drown what is asked next.
            beside = thread.own if of_fact else thread.before
            subjects = _blend(subjects, self.turns.subjects(beside))
        if picked:
            subjects = {name: (name in picked) / len(picked) for name in subjects}
        elif thread.moves and not of_fact:
            subjects = self._turned(subjects, thread.moves)
        intents = self.turns.intents(heard)
        return Understanding(
            asked=asked,
            standalone=searched,
            lang=self._languages(f"{thread.before} {asked}" if thread.before else asked),
            intent="definition" if picked else self._intent(intents, thread, subjects),
            intents=intents,
            subjects=subjects,
            setting=setting_of(asked, turns),
            moves=thread.moves,
            form=thread.form,
            told=f"{searched} {thread.own}" if thread.before else searched,
            earlier=tuple(turns),
        )

    def _intent(
        self, intents: Mapping[str, float], thread: Thread, subjects: Mapping[str, float]
    ) -> Intent:
        """What kind of answer is wanted; a turn that leans says so by what it asks for, except after a bare fact."""
        wanted: dict[Move, Intent] = {
            "example": "quote",
            "advice": "advice",
            "why": "explanation",
            "when": "explanation",
            "who": "explanation",
            "how": "explanation",
            "cost": "explanation",
        }
        if thread.moves and WHO_SAID.search(thread.own):
            return "quote"
        if thread.moves and max(subjects, key=lambda name: subjects[name]) not in self._topics:
            wanted = {}
        for move in thread.moves:
            if move in wanted:
                return wanted[move]
        if _SIDE_BY_SIDE.search(thread.own):
            return "comparison"
        if _LISTED.search(thread.own):
            return "list"
        if _IN_SHORT.search(thread.own) and max(intents.values()) < UNSURE:
            return "summary"
        if _WORDS_WANTED.search(thread.own):
            return "quote"
        if ALOUD.search(thread.own):
            return "facilitation"
        if thread.before and thread.form is None:
            own = self.turns.intents(thread.own)
            kind = max(own, key=lambda name: own[name])
            if kind in _SHAPES and own[kind] >= SHAPED:
                return cast(Intent, kind)
        if not thread.before and _around_a_fact(intents, subjects):
            # Who asks for a figure in the midst of a story wants the figure.
            return "fact"
        ranked = sorted(intents, key=lambda name: -intents[name])
        # A wrong guess at small talk answers nothing, a wrong guess at any other intent only shifts the weights.
        fitting = (name for name in ranked if name not in _ASIDE or intents[name] >= ASIDE_SURE)
        return cast(Intent, next(fitting))

    def _turned(self, subjects: Mapping[str, float], moves: Sequence[Move]) -> Mapping[str, float]:
        """After a move to one side, what that side feels and does is likelier than what the other does."""
        # Who leans on what was said is not corrected, so that no mistake takes a topic's place.
        subjects = {
            name: 0.0 if name.startswith("premise:") else chance
            for name, chance in subjects.items()
        }
        side = next((move for move in moves if move in ("municipal", "voluntary")), None)
        if side is None:
            return subjects
        subjects = _swapped(subjects, side)
        shifted = {
            name: chance
            * (
                # Who turns to a side of what was told asks what it does, hardly for a bare fact.
                (1 / TURN if name.startswith("fact.") else 1.0)
                if not self._sides.get(name)
                else TURN
                if self._sides[name] == side
                else 1 / TURN
            )
            for name, chance in subjects.items()
        }
        whole = sum(shifted.values())
        return {name: chance / whole for name, chance in shifted.items()}

    def _picked(self, asked: str, turns: Sequence[str]) -> tuple[str, ...]:
        """What 'the second one' or 'the other two' points at, among what was listed, compared or asked about."""
        nth, rest = NTH.search(asked), REST.search(asked)
        if OPPOSITE.search(asked):
            mains = [self._main(turn) for turn in reversed(turns)]
            return tuple(OPPOSITES[main] for main in mains if main in OPPOSITES)[:1]
        if RETURNS.search(asked) or not (nth or rest):
            return ()
        spoken = [(turn, self._main(turn)) for turn in turns]
        lists = (named(turn) or self._gathered(turn) for turn in reversed(turns))
        listed = next((names for names in lists if len(names) > 1), ())
        told = [
            main
            for turn, main in spoken
            if main and not self._topics[main].lists and not self.turns.moves(turn)
        ]
        if rest:
            left = tuple(name for name in listed if name not in told)
            return (
                left if left and (len(left) == 1 or not re.search(r"\bone\b", rest.group())) else ()
            )
        assert nth
        place = _PLACES[nth.group(1).lower()]
        names = listed or told
        return (names[place],) if -1 <= place < len(names) and names else ()

    def _gathered(self, turn: str) -> tuple[str, ...]:
        """What the overview gathers that a turn is about, if it is about one more than about any other topic."""
        chances = self.turns.subjects(turn)
        best = max(self._topics, key=lambda name: chances.get(name, 0.0))
        return tuple(self._topics[best].lists)

    def _of_fact(self, asked: str) -> bool:
        """Whether a figure or a name was asked for."""
        return bool(asked) and self.turns.likeliest(asked).startswith("fact.")

    def _completed(self, asked: str, before: str) -> bool:
        """Whether the turn before makes plain which fact is asked for: 'boundary work, then' and 'from whom?'."""
        intents, own = self.turns.intents(asked), self.turns.subjects(asked)
        if max(intents, key=lambda name: intents[name]) != "fact" or max(own.values()) >= IN_FULL:
            return False
        both = f"{before} {asked}"
        best = self.turns.likeliest(both)
        return (
            self._of_fact(both)
            and self.turns.subjects(both)[best] > max(own.values())
            and best != self.turns.likeliest(before)
        )

    def _main(self, turn: str) -> str | None:
        """The topic that a turn is most likely about, if it is about one."""
        best = self.turns.likeliest(turn)
        return best if best in self._topics else None


def _around_a_fact(intents: Mapping[str, float], subjects: Mapping[str, float]) -> bool:
    """Whether what sounds like a story or a wish for advice is likeliest about a fact."""
    told = max(intents, key=lambda name: intents[name]) in ("experience", "advice")
    best = max(subjects, key=lambda name: subjects[name])
    return told and best.startswith("fact.") and subjects[best] >= FACT


def _side(topic: Topic) -> Sector | None:
    """The side that a topic belongs to, where all its findings with a side have the same."""
    sides = {finding.sector for finding in topic.findings if finding.sector}
    return sides.pop() if len(sides) == 1 else None


def _swapped(subjects: Mapping[str, float], side: Sector) -> Mapping[str, float]:
    """What is said of both sides apart is spoken of for the side that is asked for."""
    swapped = dict(subjects)
    for name, other in OPPOSITES.items():
        if side in other and name in subjects and other in subjects:
            swapped[other] += swapped[name]
            swapped[name] = 0.0
    return swapped


def _blend(here: Mapping[str, float], before: Mapping[str, float]) -> Mapping[str, float]:
    return {
        name: (1 - CARRIED) * chance + CARRIED * before.get(name, 0.0)
        for name, chance in here.items()
    }
