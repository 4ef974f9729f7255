"""Stand-ins for what is slow: vectors from digests, heads without training, stores in memory."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from assistant.knowledge.corpus import Corpus
from assistant.retrieval.build import Arrays
from assistant.retrieval.heads import Head
from assistant.retrieval.lexicon import BUCKETS, Lexicon
from assistant.retrieval.vectors import Vector, Vectors

DIMENSIONS = 8


class DigestEmbedder:
    """A vector that only depends on the text; keeps what it was given."""

    def __init__(self, name: str = "digest@1") -> None:
        self.name = name
        self.embedded: list[str] = []

    def query(self, text: str) -> Vector:
        """One text."""
        row: Vector = self.documents([text])[0]
        return row

    def documents(
        self, texts: Sequence[str], *, progress: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Many texts, as rows."""
        self.embedded += texts
        progress(len(texts))
        if not texts:
            return np.zeros((0, 0), np.float32)
        digests = [sha256(text.encode()).digest()[:DIMENSIONS] for text in texts]
        rows = np.array([list(digest) for digest in digests], np.float32) + 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class UntrainedHeads:
    """Heads that find every label equally likely."""

    def fit(
        self, texts: Sequence[str], vectors: Vectors, labels: Sequence[str], *, strength: float
    ) -> Head:
        """One label a text."""
        assert len(texts) == len(vectors) == len(labels)
        assert strength > 0
        names = tuple(sorted(set(labels)))
        return Head(
            labels=names,
            meaning=np.zeros((len(names), vectors.shape[1]), np.float32),
            words=np.zeros((len(names), BUCKETS), np.float32),
            bias=np.zeros(len(names), np.float32),
            lexicon=Lexicon.of(texts),
        )


class MemoryStore:
    """Vectors in a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[str, Vector] = {}

    def write(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace."""
        self.rows |= dict(zip(ids, vectors, strict=True))

    def nearest(self, vector: Vector, *, limit: int) -> list[tuple[str, float]]:
        """Ids with their cosine similarity, best first."""
        scored = [(name, float(row @ vector)) for name, row in self.rows.items()]
        return sorted(scored, key=lambda pair: -pair[1])[:limit]


class MemoryStores:
    """Opens the same store for the same folder and name."""

    def __init__(self) -> None:
        self._opened: dict[tuple[Path, str], MemoryStore] = {}

    def __call__(self, path: Path, name: str) -> MemoryStore:
        """The store of that name in that folder."""
        return self._opened.setdefault((path, name), MemoryStore())


def learn_nothing(corpus: Corpus) -> Mapping[str, Arrays]:
    """Only how many findings there were."""
    return {"count": {"findings": np.array([len(corpus.findings)])}}


def small(corpus: Corpus, *, topic: str = "selection", digest: str = "one") -> Corpus:
    """One topic of a corpus, its ways of asking, one card, one premise, one gap."""
    fields: dict[str, object] = {name: getattr(corpus, name) for name in Corpus.model_fields}
    cut: dict[str, object] = {
        "topics": {topic: corpus.topics[topic]},
        "cards": {"q01": corpus.cards["q01"]},
        "facts": {},
        "premises": corpus.premises[:1],
        "gaps": corpus.gaps[:1],
        "asks": {topic: corpus.asks[topic]},
        "intents": {},
        "moves": {},
        "digest": digest,
    }
    return Corpus.model_validate(fields | cut)
