"""What is heard of a text: heads over its meaning and words, a tuned reader, and the ways of asking nearest to it."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from assistant.models.answer import NO_MOVE
from assistant.retrieval.heads import Head
from assistant.retrieval.kin import Kin
from assistant.retrieval.reader import TextReader
from assistant.retrieval.vectors import Embedder

TUNED = {"subject": 0.6, "intent": 0.6}
"""How much of what is believed comes from the tuned reader or its kin, not from the heads of the index."""
KIN = 0.5
"""How much of what the reader says of a subject comes from the ways of asking that lie nearest."""
_REMEMBERED = 1024

Chances = Mapping[str, float]


class Hearing:
    """Asks the heads that were trained with the index, the reader that was tuned beforehand, and its kin."""

    def __init__(
        self, heads: Mapping[str, Head], embedder: Embedder, reader: TextReader, kin: Kin
    ) -> None:
        """`kin` are the corpus' ways of asking, as `reader` hears them."""
        self._heads = heads
        self._embedder = embedder
        self._reader = reader
        self._kin = kin
        self._remember: Callable[[str], Mapping[str, Chances]] = lru_cache(_REMEMBERED)(self._read)
        self._mixed: Callable[[str, str], Chances] = lru_cache(_REMEMBERED)(self._mix)

    def subjects(self, text: str) -> Chances:
        """What a text is about: topic, fact, premise or gap, with probabilities."""
        return self._mixed("subject", text)

    def intents(self, text: str) -> Chances:
        """What kind of answer a text wants, with probabilities."""
        return self._mixed("intent", text)

    def moves(self, text: str) -> Chances:
        """What a turn wants of the one before, if it leans on it at all, with probabilities."""
        alone = self._alone("lean", text)[NO_MOVE]
        wants = self._alone("move", text)
        return {NO_MOVE: alone} | {move: (1.0 - alone) * chance for move, chance in wants.items()}

    def likeness(self, text: str, other: str) -> float:
        """Cosine of the angle between what two texts mean."""
        return float(np.dot(self._embedder.query(text), self._embedder.query(other)))

    def _mix(self, head: str, text: str) -> Chances:
        """What all make of a text together; what the reader was never taught it leaves to the head."""
        own, tuned, share = self._alone(head, text), self._remember(text)[head], TUNED[head]
        mixed = {
            name: (1 - share) * chance + share * tuned.get(name, 0.0)
            for name, chance in own.items()
        }
        whole = sum(mixed.values())
        return {name: chance / whole for name, chance in mixed.items()}

    def _alone(self, head: str, text: str) -> Chances:
        return self._heads[head].of(text, self._embedder.query(text))

    def _read(self, text: str) -> Mapping[str, Chances]:
        rows = self._reader.rows([text])
        heard = {
            head: dict(zip(self._reader.labels[head], chances[0].tolist(), strict=True))
            for head, chances in self._reader.alone(rows).items()
        }
        kin = self._kin.of(rows[0])
        subject = {
            name: (1 - KIN) * heard["subject"].get(name, 0.0) + KIN * share
            for name, share in kin.items()
        }
        return heard | {"subject": subject}
