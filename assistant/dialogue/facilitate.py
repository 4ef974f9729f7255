"""What a facilitator asks for: questions for both sides, an exercise, an agenda, two minutes to read out."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Line
from assistant.dialogue.reshape import wanted
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.evidence import Exercise, PartnerQuestion, Topic
from assistant.models.framework import Sector

QUESTIONS = 4
"""Questions where no number is named."""
STEPS = 5
TOPICS = 8
"""Topics that questions are drawn from, likeliest first."""
_QUESTIONS = re.compile(
    r"\bquestions?\b|\bdiscuss(?:ion)?\b|\bcards?\b|\btalk about\b|\bask (?:each|both|the)\b|\bthink about\b"
    r"|\bworld caf",
    re.IGNORECASE,
)
_TO: dict[Sector, re.Pattern[str]] = {
    "municipal": re.compile(
        r"\b(?:for|to|ask) (?:the |our |my )?"
        r"(?:municipal|municipality|staff|employees|town hall|city|council|department)",
        re.IGNORECASE,
    ),
    "voluntary": re.compile(
        r"\b(?:for|to|ask) (?:the |our |my )?(?:volunteers?|association|club|voluntary|organi[sz]ation|ngo)",
        re.IGNORECASE,
    ),
}
_BOTH = re.compile(r"\bboth\b|\beach (?:side|other)\b|\band volunteers\b", re.IGNORECASE)
_SIDES: dict[Sector, str] = {"municipal": "the municipality", "voluntary": "the volunteers"}
_DEFAULT = (
    "compelling_forces",
    "mirror",
    "asymmetry_control",
    "particularism",
    "opaque_bureaucracy",
    "unruliness",
    "withheld_access",
    "unreliable_practice",
)


class Facilitator:
    """Puts together what helps a meeting along, from the corpus alone."""

    def __init__(self, corpus: Corpus, citer: Citer) -> None:
        self._corpus = corpus
        self._cite = citer

    def lines(self, understanding: Understanding) -> Iterator[Line]:
        """An exercise where one is called by its name, else questions to put to each side."""
        asked = understanding.asked
        called = self._called(asked)
        if called and not (_QUESTIONS.search(asked) and called.id in ("agenda", "role_swap")):
            yield from self._exercise(called, asked)
        else:
            yield from self._questions(understanding)

    def _called(self, asked: str) -> Exercise | None:
        found = {
            exercise.id: _place(exercise, asked.lower()) for exercise in self._corpus.exercises
        }
        best = min(self._corpus.exercises, key=lambda exercise: found[exercise.id])
        return best if found[best.id] < len(asked) else None

    def _exercise(self, exercise: Exercise, asked: str) -> Iterator[Line]:
        whole = exercise.id == "explanation"
        yield Line(f"{exercise.title}:", "advice")
        count = len(exercise.steps) if whole else wanted(asked, otherwise=STEPS)
        for step in exercise.steps[:count]:
            codes = self._corpus.codes_of(step.tied) or exercise.codes
            yield Line(step.text, "advice", (self._cite.finding(step.tied),), codes, item=not whole)

    def _questions(self, understanding: Understanding) -> Iterator[Line]:
        count = wanted(understanding.asked, otherwise=QUESTIONS)
        sides = self._sides(understanding.asked)
        yield Line("These would bring it onto the table:", "advice")
        for topic, question in self._drawn(understanding, sides)[:count]:
            first = topic.findings[0]
            text = f"To {_SIDES[question.to]}: {question.text}" if len(sides) > 1 else question.text
            codes = self._corpus.codes_of(first.id)
            yield Line(text, "advice", (self._cite.finding(first.id),), codes, item=True)

    def _sides(self, asked: str) -> tuple[Sector, ...]:
        named = tuple(side for side, words in _TO.items() if words.search(asked))
        return named if len(named) == 1 and not _BOTH.search(asked) else ("municipal", "voluntary")

    def _drawn(
        self, understanding: Understanding, sides: Sequence[Sector]
    ) -> list[tuple[Topic, PartnerQuestion]]:
        """Questions of the likeliest topics, the sides taking turns; what keeps both apart fills up."""
        chances = understanding.subjects
        likely = sorted(self._corpus.topics, key=lambda topic: -chances.get(topic, 0.0))
        sure = [topic for topic in likely[:TOPICS] if chances.get(topic, 0.0) >= 0.1]
        names = dict.fromkeys([*sure, *_DEFAULT])
        topics = [self._corpus.topics[name] for name in names]
        by_side = [
            [(topic, q) for topic in topics for q in topic.partner_questions if q.to == side]
            for side in sides
        ]
        return [pair for pair in chain.from_iterable(zip_longest(*by_side)) if pair is not None]


def _place(exercise: Exercise, asked: str) -> int:
    """Where a text first calls an exercise by a name; its end where it never does."""
    calls = (re.search(rf"\b{word}\b", asked) for word in exercise.words)
    return min((call.start() for call in calls if call), default=len(asked))
