"""Vectors, and the protocols of what makes and stores them."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
"""Shape (dimensions,), length 1."""
Vectors = npt.NDArray[np.float32]
"""Shape (texts, dimensions), rows of length 1."""


def key(text: str) -> str:
    """What a text is known by among the vectors of a build."""
    return sha256(text.encode()).hexdigest()[:24]


class Embedder(Protocol):
    """Turns text into unit vectors."""

    name: str

    def query(self, text: str) -> Vector:
        """One text."""
        ...

    def documents(self, texts: Sequence[str], *, progress: Callable[[int], None] = ...) -> Vectors:
        """Many texts, as rows."""
        ...


class VectorStore(Protocol):
    """Keeps vectors under ids and finds the nearest."""

    def write(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace."""
        ...

    def nearest(self, vector: Vector, *, limit: int) -> list[tuple[str, float]]:
        """Ids with their cosine similarity, best first."""
        ...


class KeywordIndex(Protocol):
    """Finds texts by their words."""

    def best(self, query: str, *, limit: int) -> list[tuple[int, float]]:
        """Positions of the texts it was built from with their BM25 score, best first."""
        ...
