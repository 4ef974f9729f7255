"""What is heard of a text: heads over its meaning and words, and a tuned reader, each believed as much."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from assistant.retrieval.heads import Head
from assistant.retrieval.reader import TextReader
from assistant.retrieval.vectors import Embedder

TUNED = 0.5
"""How much of what is believed of a text comes from the tuned reader."""
_REMEMBERED = 1024

Chances = Mapping[str, float]


class Hearing:
    """Asks the heads that were trained with the index, and the reader that was tuned beforehand."""

    def __init__(self, heads: Mapping[str, Head], embedder: Embedder, reader: TextReader) -> None:
        self._heads = heads
        self._embedder = embedder
        self._reader = reader
        self._remember: Callable[[str], Mapping[str, Chances]] = lru_cache(_REMEMBERED)(self._read)

    def subjects(self, text: str) -> Chances:
        """What a text is about: topic, fact, premise or gap, with probabilities."""
        return self._heard("subject", text)

    def intents(self, text: str) -> Chances:
        """What kind of answer a text wants, with probabilities."""
        return self._heard("intent", text)

    def moves(self, text: str) -> Chances:
        """What a turn wants of the one before, with probabilities."""
        return self._alone("move", text)

    def likeness(self, text: str, other: str) -> float:
        """Cosine of the angle between what two texts mean."""
        return float(np.dot(self._embedder.query(text), self._embedder.query(other)))

    def _heard(self, head: str, text: str) -> Chances:
        """What both make of a text together; what the reader was never taught it leaves to the head."""
        own, tuned = self._alone(head, text), self._remember(text)[head]
        mixed = {
            name: (1 - TUNED) * chance + TUNED * tuned.get(name, 0.0)
            for name, chance in own.items()
        }
        whole = sum(mixed.values())
        return {name: chance / whole for name, chance in mixed.items()}

    def _alone(self, head: str, text: str) -> Chances:
        return self._heads[head].of(text, self._embedder.query(text))

    def _read(self, text: str) -> Mapping[str, Chances]:
        heard = self._reader.alone(self._reader.rows([text]))
        return {
            head: dict(zip(self._reader.labels[head], rows[0].tolist(), strict=True))
            for head, rows in heard.items()
        }
