"""Two things side by side: a table of three rows, and the difference that matters."""

from collections.abc import Iterator

from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Line
from assistant.dialogue.names import named
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.evidence import Comparison

NAMED = 1.0
"""What being called by name adds to a topic's probability."""
ENOUGH = 0.35
"""How much must speak for a pair before it is set side by side."""


class Comparer:
    """Knows which pairs can be set side by side."""

    def __init__(self, corpus: Corpus, citer: Citer) -> None:
        self._corpus = corpus
        self._cite = citer

    def pair(self, understanding: Understanding) -> Comparison | None:
        """The pair that a question is about, if it is about one."""
        called = set(named(understanding.standalone))
        scores = {c.id: self._score(c, understanding, called) for c in self._corpus.comparisons}
        best = max(self._corpus.comparisons, key=lambda comparison: scores[comparison.id])
        return best if scores[best.id] >= ENOUGH else None

    def _score(self, pair: Comparison, understanding: Understanding, called: set[str]) -> float:
        chances = sum(understanding.subjects.get(topic, 0.0) for topic in pair.topics)
        return chances + NAMED * len(called & set(pair.topics[:2]))

    def lines(self, pair: Comparison) -> Iterator[Line]:
        """The pair, row by row; last what the difference means."""
        first, second = pair.columns
        yield Line(
            f"{first} and {second}, side by side:".capitalize(), "advice", cells=("", first, second)
        )
        for row in pair.rows:
            one, other = row.cells
            both = one == other
            text = (
                f"{row.head.capitalize()}: {one}."
                if both
                else (f"{row.head.capitalize()}: {first}, {one}; {second}, {other}.")
            )
            cited = tuple(dict.fromkeys(self._cite.finding(name) for name in row.cites))
            codes = tuple(c for name in row.cites for c in self._corpus.codes_of(name))
            cells = (row.head, one, other)
            yield Line(text, "paper", cited, tuple(dict.fromkeys(codes)), cells=cells)
        codes = self._corpus.codes_of(pair.matters.tied)
        yield Line(pair.matters.text, "inference", (self._cite.finding(pair.matters.tied),), codes)
