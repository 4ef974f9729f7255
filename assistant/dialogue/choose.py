"""Choose the findings of an answer: the best hit first, then what rounds it off, from places not yet cited."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.checking.wording import content
from assistant.dialogue.names import named
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Intent, Move
from assistant.models.evidence import Aspect, Finding

POOL = 60
"""How many of the best findings may be chosen from."""
ON_TOPIC = 2.0
"""What belonging to the likeliest topic adds to a finding's score; other topics add their share of it."""
SIDE_TOPIC = 0.2
"""How likely beside the main topic another must be to have its say."""
SUMMARY = "main_findings"
"""What is summed up where no subject is named."""
TOPICS = 5
FITTING = 0.8
"""What an aspect that the question asks for adds."""
SEEN_PLACE = 1.0
"""What citing a paragraph again costs."""
SEEN_ASPECT = 0.5
"""What saying the same aspect of the same topic again costs."""
SEEN_TOPIC = 3.0
"""What another finding of the same topic costs where several topics are likely."""
OPEN = 0.4
"""Below this probability of every topic a story may be about any of them, and each has one say."""
DEFINES = 1.0
"""What being the first thing to know about its topic adds to a finding in such a story."""
WRONG_SETTING = 2.5
"""What a finding about the other sector, area or size costs, where the asker named theirs."""
RELEVANT = 0.55
"""How close to the best hit a further finding must come in an answer to a question of fact."""
RELATED = 0.6
"""How close to the best hit a finding must come that belongs to none of the answer's topics."""
SAME = 0.55
"""Share of the shorter one's words from which on a finding says again what another said."""
TOLD = 1.5
"""What belongs to the definition costs in a turn that asks for something else about the same thing."""
CERTAIN = 0.99
"""From this probability on a topic was pointed at, as by 'the second one': what it is comes first."""
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
        self._words = {name: content(f.text) for name, f in corpus.findings.items()}

    def choose(
        self,
        understanding: Understanding,
        ranked: Sequence[tuple[str, float]],
        *,
        count: int,
        room: int,
    ) -> Choice:
        """The best findings that together cover the question, at most `count` and about `room` words.

        Fewer where nothing else bears on it, or where the rest only says it again.
        """
        scores = self._scores(understanding, ranked)
        if not scores:
            return Choice((), ())
        top = next(iter(scores))
        topics = self._topics(understanding, scores)
        lowest = RELEVANT * scores[top] if understanding.intent == "fact" else -math.inf
        floor = min(scores.values())
        for topic in topics:
            for finding in self._corpus.topics[topic].findings:
                scores.setdefault(finding.id, floor)
        scores = {name: score for name, score in scores.items() if score >= lowest}
        lead = self._lead(top, understanding, topics, scores)
        picked = [self._corpus.findings[lead]] if lead else []
        near = RELATED * scores.get(top, 0.0)
        facts = self._corpus.facts
        left = {
            name
            for name, score in scores.items()
            if name != lead
            and (not topics or self._corpus.topic_of.get(name) in topics or score >= near)
            and (name not in facts or understanding.intent == "fact" or lead in (None, *facts))
        }
        while len(picked) < count and left:
            best = max(
                sorted(left),
                key=lambda name: (
                    scores[name]
                    + ON_TOPIC * topics.get(self._corpus.topic_of.get(name, ""), 0.0)
                    + self._rounding(name, understanding, picked, topics)
                ),
            )
            left.discard(best)
            finding = self._corpus.findings[best]
            if not self._said(finding, picked) and self._fits(finding, picked, room):
                picked.append(finding)
        return self._in_order(
            picked, tuple(topics), told=understanding.intent in ("experience", "advice")
        )

    def likely(
        self, understanding: Understanding, ranked: Sequence[tuple[str, float]]
    ) -> tuple[str, ...]:
        """The topics that it is likely about, the likeliest first; none for a bare fact."""
        scores = self._scores(understanding, ranked)
        return tuple(self._topics(understanding, scores)) if scores else ()

    def _scores(
        self, understanding: Understanding, ranked: Sequence[tuple[str, float]]
    ) -> dict[str, float]:
        """What may be chosen from, best first."""
        scores = dict([(t, s) for t, s in ranked if t in self._corpus.findings][:POOL])
        if understanding.intent in ("experience", "advice", "facilitation", "comparison"):
            # Neither a figure nor how the study was done is an answer to a story.
            return {t: s for t, s in scores.items() if not self._of_method(t)} or scores
        return scores

    def _of_method(self, name: str) -> bool:
        return name in self._corpus.facts or self._corpus.findings[name].place.section == "methods"

    def _said(self, finding: Finding, picked: Sequence[Finding]) -> bool:
        """Whether one of those picked says so already, in other words."""
        mine = self._words[finding.id]
        theirs = [self._words[other.id] for other in picked]
        return any(len(mine & words) >= SAME * min(len(mine), len(words)) for words in theirs)

    def _fits(self, finding: Finding, picked: Sequence[Finding], room: int) -> bool:
        return not picked or sum(len(f.text.split()) for f in [*picked, finding]) <= room

    def _lead(
        self,
        top: str,
        understanding: Understanding,
        topics: Mapping[str, float],
        scores: Mapping[str, float],
    ) -> str | None:
        """What opens the answer whatever else is chosen: a definition where one is asked for, else the best hit.

        Nothing is set beforehand in a story, nor where the best hit lies away from a topic that is plain.
        """
        if understanding.intent in ("experience", "advice"):
            return None
        if (asked := _moved(understanding)) and topics:
            # 'And what does it cost?' is answered by what it costs, not by what it is.
            own = self._corpus.topics[next(iter(topics))].findings
            fitting = [f.id for f in own if f.aspect in asked and f.id in scores]
            if fitting:
                of = self._corpus.findings
                return min(fitting, key=lambda n: (asked.index(of[n].aspect), -scores[n]))
        plain = next((t for t in topics if understanding.subjects.get(t, 0.0) >= PLAIN), None)
        if plain is None and understanding.intent == "definition" and not understanding.moves:
            # 'What is selection?' names its topic, however many others are near.
            plain = next((t for t in named(understanding.asked) if t in topics), None)
        if plain is None:
            return top
        pointed_at = understanding.subjects[plain] >= CERTAIN
        if pointed_at or (understanding.intent == "definition" and not understanding.moves):
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
        self,
        name: str,
        understanding: Understanding,
        picked: Sequence[Finding],
        topics: Mapping[str, float],
    ) -> float:
        """What a finding adds to those already picked: what was asked for, a new place, a new aspect."""
        finding = self._corpus.findings[name]
        topic = self._corpus.topic_of.get(name)
        wanted = _wanted(understanding)
        same = [other for other in picked if self._corpus.topic_of.get(other.id) == topic]
        worth = FITTING * (finding.aspect in wanted)
        if self._open(understanding, topics):
            worth -= SEEN_TOPIC * (max(0, len(same) - 1) + bool(same))
            worth += DEFINES * (topic in topics and self._first(topic) == name)
        elif len(topics) > 1:
            worth -= SEEN_TOPIC * max(0, len(same) - 1)
        if _moved(understanding):
            worth -= TOLD * (finding.aspect == "what")
        if understanding.intent != "fact":
            worth -= SEEN_PLACE * any(finding.place == other.place for other in picked)
        worth -= SEEN_ASPECT * any(finding.aspect == other.aspect for other in same)
        return worth - WRONG_SETTING * self._misfit(finding, understanding)

    def _open(self, understanding: Understanding, topics: Mapping[str, float]) -> bool:
        """Whether somebody tells a story that may be about several things."""
        told = understanding.intent in ("experience", "advice")
        likely = max((understanding.subjects.get(topic, 0.0) for topic in topics), default=1.0)
        return told and len(topics) > 1 and likely < OPEN

    def _first(self, topic: str | None) -> str | None:
        return self._corpus.topics[topic].findings[0].id if topic else None

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
    return _moved(understanding) or _ASPECTS.get(understanding.intent, ())


def _moved(understanding: Understanding) -> tuple[Aspect, ...]:
    """The aspects that a turn asks for which leans on the one before."""
    return next((_MOVED[move] for move in understanding.moves if move in _MOVED), ())
