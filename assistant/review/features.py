"""What the coder sees of a sentence: its vector, its words, and how it is said."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from assistant.retrieval.vectors import Vectors
from assistant.review.words import WordSets

Bins = npt.NDArray[np.intp]

SCALE = 1.0
"""What vectors are multiplied by in a row."""
_WORDS = 4096
"""Bins that stems and pairs of stems are hashed into."""
_PIECES = 4096
"""Bins for pieces of words, three to five letters long."""
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_ENDINGS = ("ing", "ies", "ed", "es", "s", "ly")


class Features:
    """Turns sentences and their vectors into rows of numbers; the same sentence, the same row."""

    def __init__(self, cues: WordSets) -> None:
        self._cues = cues

    def rows(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """Shape (texts, dimensions of the vectors + words + pieces + cues + shape)."""
        words = np.zeros((len(texts), _WORDS), np.float32)
        pieces = np.zeros((len(texts), _PIECES), np.float32)
        for row, text in enumerate(texts):
            tokens = [token.lower() for token in _TOKEN.findall(text.replace("’", "'"))]
            np.add.at(words[row], _word_bins(tokens), 1.0)
            for token in tokens:
                np.add.at(pieces[row], _piece_bins(token), 1.0)
        cues = np.array([[*self._cues.tally(text).values()] for text in texts], np.float32)
        shape = np.array([_shape(text) for text in texts], np.float32)
        blocks = [
            np.asarray(vectors, np.float32) * SCALE,
            _damped(words) * 0.7,
            _damped(pieces) * 0.5,
            np.minimum(cues.reshape(len(texts), -1), 2.0) * 0.25,
            shape.reshape(len(texts), -1) * 0.2,
        ]
        return np.hstack(blocks)


def _damped(counts: Vectors) -> Vectors:
    """Counts on a logarithmic scale, rows of length 1."""
    logged = np.log1p(counts)
    return np.asarray(logged / np.linalg.norm(logged, axis=1, keepdims=True).clip(1e-6), np.float32)


def _word_bins(tokens: Sequence[str]) -> Bins:
    stems = [_stem(token) for token in tokens]
    pairs = (f"{a} {b}" for a, b in zip(["^", *stems], [*stems, "$"], strict=True))
    return np.array([crc32(item.encode()) % _WORDS for item in (*stems, *pairs)], np.intp)


@lru_cache(maxsize=20_000)
def _piece_bins(token: str) -> Bins:
    return np.array([crc32(p.encode()) % _PIECES for p in _pieces(f"_{token}_")], np.intp)


def _pieces(word: str) -> Iterator[str]:
    for size in (3, 4, 5):
        yield from (word[at : at + size] for at in range(len(word) - size + 1))


@lru_cache(maxsize=20_000)
def _stem(token: str) -> str:
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token.removesuffix(ending)
    return token


def _shape(text: str) -> tuple[float, ...]:
    """How the sentence looks: a heading, a fragment, a question, a list of figures."""
    words = text.split()
    return (
        float(text.rstrip().endswith((".", "!", "?"))),
        float(text.rstrip().endswith("?")),
        float(len(words) <= 5),
        min(len(words), 40) / 20,
        float(any(character.isdigit() for character in text)),
        float(any(mark in text for mark in "\"“”'‘’")),
        float(":" in text or ";" in text),
    )
