"""Choose the findings of an answer: the best hit first, then what rounds it off, from places not yet cited."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Intent, Move
from assistant.models.evidence import Aspect, Finding

POOL = 60
"""How many of the best findings may be chosen from."""
ON_TOPIC = 3.0
"""What belonging to the likeliest topic adds to a finding's score; other topics add their share of it."""
SIDE_TOPIC = 0.2
"""How likely beside the main topic another must be to have its say."""
SUMMARY = "main_findings"
"""What is summed up where no subject is named."""
TOPICS = 3
FITTING = 0.8
"""What an aspect that the question asks for adds."""
SEEN_PLACE = 1.0
"""What citing a paragraph again costs."""
SEEN_ASPECT = 0.5
"""What saying the same aspect of the same topic again costs."""
SEEN_TOPIC = 2.0
"""What another finding of the same topic costs where several topics are likely."""
WRONG_SETTING = 1.0
"""What a finding about the other sector, area or size costs, where the asker named theirs."""
RELEVANT = 0.55
"""How close to the best hit a further finding must come in an answer to a question of fact."""
PLAIN = 0.5
"""From this probability on, a topic is plainly what the question is about."""
NEAREST = 0.3
"""How much of a topic's weight comes from its best finding, beside what the question is taken to be about."""

_ASPECTS: Mapping[Intent, tuple[Aspect, ...]] = {
    "definition": ("what", "how"),
    "explanation": ("why", "when", "how", "what"),
    "experience": ("what", "why", "cost"),
    "advice": ("what", "cost", "when", "mirror"),
    "quote": ("example",),
    "fact": ("fact",),
    "limits": ("limit",),
    "comparison": ("contrast", "what"),
    "list": ("what", "contrast"),
}
_MOVED: Mapping[Move, tuple[Aspect, ...]] = {
    "why": ("why",),
    "when": ("when",),
    "who": ("who", "when"),
    "how": ("how",),
    "cost": ("cost", "mirror"),
    "example": ("example",),
}
_ORDER: tuple[Aspect, ...] = (
    "fact",
    "what",
    "how",
    "why",
    "who",
    "when",
    "example",
    "contrast",
    "mirror",
    "cost",
    "limit",
)


_OPPOSITE = re.compile(r"\b(?:opposite|contrary|other (?:kind|way|side)|differ)", re.IGNORECASE)


@dataclass(frozen=True)
class Choice:
    """The findings of an answer in reading order, and the topics that they come from."""

    findings: tuple[Finding, ...]
    topics: tuple[str, ...]
    """Main topic first; empty for a bare fact."""


class Chooser:
    """Weighs findings against each other for one question."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def choose(
        self, understanding: Understanding, ranked: Sequence[tuple[str, float]], *, count: int
    ) -> Choice:
        """The best `count` findings that together cover the question."""
        scores = dict([(t, s) for t, s in ranked if t in self._corpus.findings][:POOL])
        if not scores:
            return Choice((), ())
        if understanding.intent in ("experience", "advice", "facilitation", "comparison"):
            # A figure is no answer to a story.
            scores = {t: s for t, s in scores.items() if t not in self._corpus.facts} or scores
        top = next(iter(scores))
        topics = self._topics(understanding, scores)
        lowest = RELEVANT * scores[top] if understanding.intent == "fact" else -math.inf
        floor = min(scores.values())
        for topic in topics:
            for finding in self._corpus.topics[topic].findings:
                scores.setdefault(finding.id, floor)
        scores = {name: score for name, score in scores.items() if score >= lowest}
        lead = self._lead(top, understanding, topics)
        picked = [self._corpus.findings[lead]] if lead else []
        while len(picked) < count and len(picked) < len(scores):
            taken = {finding.id for finding in picked}
            best = max(
                (name for name in scores if name not in taken),
                key=lambda name: (
                    scores[name]
                    + ON_TOPIC * topics.get(self._corpus.topic_of.get(name, ""), 0.0)
                    + self._rounding(name, understanding, picked)
                ),
            )
            picked.append(self._corpus.findings[best])
        return self._in_order(
            picked, tuple(topics), told=understanding.intent in ("experience", "advice")
        )

    def _lead(
        self, top: str, understanding: Understanding, topics: Mapping[str, float]
    ) -> str | None:
        """What opens the answer whatever else is chosen: a definition where one is asked for, else the best hit.

        Nothing is set beforehand in a story, nor where the best hit lies away from a topic that is plain.
        """
        if understanding.intent in ("experience", "advice"):
            return None
        plain = next((t for t in topics if understanding.subjects.get(t, 0.0) >= PLAIN), None)
        if plain is None:
            return top
        if understanding.intent == "definition" and not understanding.moves:
            return self._corpus.topics[plain].findings[0].id
        return top if self._corpus.topic_of.get(top) in topics else None

    def _topics(
        self, understanding: Understanding, scores: Mapping[str, float]
    ) -> dict[str, float]:
        """The likeliest topics with their weight, the main one's being 1; none for a bare fact."""
        first = next(iter(scores))
        if first in self._corpus.facts and understanding.intent in ("fact", "limits"):
            return {}
        best: dict[str, float] = {}
        for name, score in scores.items():
            topic = self._corpus.topic_of.get(name)
            if topic:
                best.setdefault(topic, score)
        top = max(best.values(), default=0.0)
        near = {topic: math.exp(score - top) for topic, score in best.items()}
        whole = sum(near.values()) or 1.0
        weights = {
            topic: understanding.subjects.get(topic, 0.0) + NEAREST * near.get(topic, 0.0) / whole
            for topic in self._corpus.topics
        }
        ranked = sorted(weights, key=lambda topic: -weights[topic])[:TOPICS]
        if understanding.intent == "summary" and weights[ranked[0]] < PLAIN:
            return {SUMMARY: 1.0}
        main = weights[ranked[0]] or 1.0
        return {t: weights[t] / main for t in ranked if weights[t] >= SIDE_TOPIC * main}

    def _rounding(
        self, name: str, understanding: Understanding, picked: Sequence[Finding]
    ) -> float:
        """What a finding adds to those already picked: what was asked for, a new place, a new aspect."""
        finding = self._corpus.findings[name]
        topic = self._corpus.topic_of.get(name)
        wanted = _wanted(understanding)
        same = [other for other in picked if self._corpus.topic_of.get(other.id) == topic]
        worth = FITTING * (finding.aspect in wanted) - SEEN_TOPIC * max(0, len(same) - 1)
        if understanding.intent != "fact":
            worth -= SEEN_PLACE * any(finding.place == other.place for other in picked)
        worth -= SEEN_ASPECT * any(finding.aspect == other.aspect for other in same)
        return worth - WRONG_SETTING * self._misfit(finding, understanding)

    def _misfit(self, finding: Finding, understanding: Understanding) -> int:
        setting = understanding.setting
        area = finding.area and setting.area not in (None, "other") and finding.area != setting.area
        size = finding.size and setting.size and finding.size != setting.size
        sector = (
            finding.sector is not None
            and finding.sector != understanding.setting.sector
            and any(move in ("municipal", "voluntary") for move in understanding.moves)
            and finding.sector not in understanding.moves
        )
        return bool(area) + bool(size) + bool(sector)

    def _in_order(self, picked: Sequence[Finding], topics: Sequence[str], *, told: bool) -> Choice:
        """The best hit leads, in a story the best of its topic; the rest follows topic by topic."""
        of = self._corpus.topic_of
        order = list(dict.fromkeys([*topics, *(of[f.id] for f in picked if f.id in of)]))
        home = [f for f in picked if of.get(f.id) in order[:1]]
        lead = home[0] if told and home else picked[0]
        rest = [f for f in picked if f is not lead]
        rest.sort(
            key=lambda f: (
                order.index(of[f.id]) if f.id in of else -1,
                _ORDER.index(f.aspect),
            )
        )
        return Choice((lead, *rest), tuple(order))


def _wanted(understanding: Understanding) -> tuple[Aspect, ...]:
    """The aspects that a question asks for, by its words, its moves or else its intent."""
    if understanding.moves and _OPPOSITE.search(understanding.asked):
        return ("contrast",)
    for move in understanding.moves:
        if move in _MOVED:
            return _MOVED[move]
    return _ASPECTS.get(understanding.intent, ())
