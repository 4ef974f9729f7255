"""Which kind of answer a question gets: a correction, an honest no, a voice, a list."""

import re
from collections.abc import Mapping, Sequence

from assistant.dialogue.choose import Chooser
from assistant.dialogue.cite import CARD
from assistant.dialogue.draft import Evidence
from assistant.dialogue.turns import WHO_SAID
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.evidence import Gap, Premise, Topic

ABOUT = 3.0
"""What showing the very thing that is asked about adds to a quote's score."""
MISTAKEN = 0.45
"""How much must speak for a mistaken premise before it is corrected."""
PLAINLY = 2.5
"""How many times likelier than any mistake about it a topic must be to be plainly what is asked about."""
SOUNDS = 0.3
"""How much a question must at least sound like a mistake where its topic is likelier than the mistake."""
DOUBT = 0.38
"""How much must speak for the outside before the answer is that the study does not say."""
STORY = 0.15
"""How much more must speak for it where somebody tells a situation, or wants the whole in short."""
LEANING = 0.15
"""The same for a turn that leans on one which was answered."""
OURS, OUTWEIGHS = 0.4, 1.5
"""How likely a topic must be, and how many times likelier than the outside, to be answered whatever is mentioned."""
LISTED = 0.25
"""How likely an overview must be before what it gathers is listed."""
_VOICE = re.compile(
    r"\b(?:quotes?|quotations?|words|verbatim|says?|said|saying|voices?|lines?)\b", re.IGNORECASE
)
"""Somebody's own words are wanted, not just a case."""


class Kinds:
    """Weighs what a question is about, what it sounds like, and what lies nearest to it."""

    def __init__(self, corpus: Corpus, choose: Chooser) -> None:
        self._corpus = corpus
        self._choose = choose

    def premise(self, understanding: Understanding, evidence: Evidence) -> Premise | None:
        """The mistake that the question most likely carries, if it likely carries one."""
        if understanding.moves:
            # What was corrected before is not corrected again when its reason or cost is asked for.
            return None
        chances = _of_kind(understanding, "premise:")
        believed, sounds = sum(chances.values()), understanding.intents["false_premise"]
        topic = self._likeliest(understanding)
        # Who plainly asks about a topic is not corrected, however near a mistake about it lies.
        if topic > PLAINLY * believed or (topic > believed and sounds < SOUNDS):
            return None
        if believed + 0.3 * sounds + 0.2 * _nearest(evidence, "premise:") < MISTAKEN:
            return None
        best = max(chances, key=lambda name: chances[name])
        return next(p for p in self._corpus.premises if f"premise:{p.id}" == best)

    def gap(self, understanding: Understanding, evidence: Evidence) -> Gap | None:
        """The kind of question without an answer that this is, if enough speaks for it."""
        chances = _of_kind(understanding, "gap:")
        nearest = _nearest(evidence, "gap:")
        # Three witnesses: what the question is about, what it sounds like, and what lies nearest to it.
        doubt = sum(chances.values()) + 0.3 * understanding.intents["outside"] + 0.2 * nearest
        told = sum(understanding.intents[kind] for kind in ("advice", "experience", "summary"))
        least = DOUBT + STORY * told + LEANING * bool(understanding.moves)
        if doubt < least or sum(chances.values()) < sum(
            _of_kind(understanding, "premise:").values()
        ):
            return None
        if (topic := self._likeliest(understanding)) >= OURS and topic > OUTWEIGHS * sum(
            chances.values()
        ):
            return None
        best = max(chances, key=lambda name: chances[name])
        return next(gap for gap in self._corpus.gaps if f"gap:{gap.id}" == best)

    def card(self, understanding: Understanding, evidence: Evidence) -> str | None:
        """The voice that fits best: by its own words, and by what the question is about.

        None where an example of what was spoken of is wanted and no voice speaks of that.
        """
        topic = next(iter(self._choose.likely(understanding, evidence.ranked)), None)
        asked_who = bool(WHO_SAID.search(understanding.asked))
        if ("example" in understanding.moves or asked_who) and topic:
            own = self._corpus.topics[topic]
            # Of what an overview gathers any voice may serve as a case, but nobody in particular has said it.
            spoken = [own, *(self._corpus.topics[name] for name in own.lists if not asked_who)]
            voices = [f.quote for one in spoken for f in one.findings if f.quote]
            if not (asked_who or _VOICE.search(understanding.asked)) or not voices:
                return None
            ranks = [target for target, _ in evidence.ranked]
            fitting = [v for v in voices if f"{CARD}{v}" in ranks]
            return min(fitting or voices[:1], key=lambda v: _rank(f"{CARD}{v}", ranks))
        chances: dict[str, float] = {}
        for topic, chance in understanding.subjects.items():
            for code in self._corpus.topics[topic].codes if topic in self._corpus.topics else ():
                chances[code] = chances.get(code, 0.0) + chance
        worth = {
            target.removeprefix(CARD): score
            + ABOUT
            * max(
                chances.get(code, 0.0)
                for code in self._corpus.cards[target.removeprefix(CARD)].codes
            )
            for target, score in evidence.ranked
            if target.startswith(CARD)
        }
        return max(worth, key=lambda card: worth[card]) if worth else None

    def _likeliest(self, understanding: Understanding) -> float:
        """How likely the likeliest topic is."""
        return max((understanding.subjects.get(t, 0.0) for t in self._corpus.topics), default=0.0)

    def listing(self, understanding: Understanding) -> Topic | None:
        """The overview that a question asks to have listed, if it is about one.

        What was told may be wanted in points whatever it was, so then it must be the overview itself.
        """
        chances = understanding.subjects
        overviews = [topic for topic in self._corpus.topics.values() if topic.lists]
        best = max(overviews, key=lambda topic: self._about(topic, chances))
        sure = self._about(best, chances) if understanding.intent == "list" else chances[best.topic]
        return best if sure >= LISTED else None

    def _about(self, topic: Topic, chances: Mapping[str, float]) -> float:
        """An overview is asked about by its own name, or by what it gathers."""
        gathered = sum(chances.get(name, 0.0) for name in topic.lists)
        return chances.get(topic.topic, 0.0) + 0.5 * gathered


def _of_kind(understanding: Understanding, kind: str) -> dict[str, float]:
    return {name: p for name, p in understanding.subjects.items() if name.startswith(kind)}


def _nearest(evidence: Evidence, kind: str) -> bool:
    return bool(evidence.ranked) and evidence.ranked[0][0].startswith(kind)


def _rank(target: str, ranks: Sequence[str]) -> int:
    return ranks.index(target) if target in ranks else len(ranks)
