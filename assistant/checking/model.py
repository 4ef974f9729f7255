"""What training leaves behind, and how it is asked: two linear stages over what the reader sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from assistant.checking.features import Features, Numbers, Surface
from assistant.retrieval.vectors import Vectors

Arrays = Mapping[str, npt.NDArray[np.generic]]
LAYERS = 5
"""Parts of a reader's row, each a layer of the sentence model."""
_MEANING, _MIDDLE = 0.6, 0.4
"""What the last layer and the middle one count for in how near two sentences are."""


@dataclass(frozen=True)
class CheckModel:
    """Plain numbers, so that loading one runs no code."""

    centre: npt.NDArray[np.float32]
    """Of the reader's rows, shape (features,)."""
    first: npt.NDArray[np.float32]
    """What a sentence sounds like, shape (features + 1, verdicts)."""
    near: npt.NDArray[np.float32]
    """The known statements, shape (statements, dimensions)."""
    second: npt.NDArray[np.float32]
    """Weighs everything, shape (numbers + 1, verdicts)."""
    mean: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]

    def chances(
        self, texts: Sequence[str], rows: Vectors, features: Features
    ) -> tuple[Numbers, Numbers]:
        """Probabilities of the verdicts, and similarity to every known statement; a row a sentence."""
        if not texts:
            return np.zeros((0, 4)), np.zeros((0, len(self.near)))
        centred = centred_rows(rows, self.centre)
        first = with_one(centred) @ self.first
        near = nearness(centred) @ self.near.T
        seen: Numbers = np.array(
            [
                features.row(Surface(text), score, close)
                for text, score, close in zip(texts, first, near, strict=True)
            ]
        )
        logits = with_one((seen - self.mean) / self.scale) @ self.second
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True), near.astype(np.float64)

    def as_arrays(self) -> Arrays:
        """To be saved; `from_arrays` reads them back."""
        whole = {field.name: getattr(self, field.name) for field in fields(self)}
        return whole | {"near": self.near.astype(np.float16)}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "CheckModel":
        """The model that `as_arrays` took apart."""
        return cls(**{field.name: arrays[field.name].astype(np.float32) for field in fields(cls)})


def centred_rows(rows: Vectors, centre: Vectors) -> Numbers:
    """Each layer around its middle and at one length, all layers together at length 1."""
    parts = np.split(np.asarray(rows, np.float64) - centre, LAYERS, axis=1)
    unit = [part / np.linalg.norm(part, axis=1, keepdims=True).clip(1e-9) for part in parts]
    return np.asarray(np.hstack(unit) / np.sqrt(LAYERS), np.float64)


def nearness(centred: Numbers) -> Numbers:
    """Rows whose products say how near two sentences are."""
    parts = np.split(centred * np.sqrt(LAYERS), LAYERS, axis=1)
    near = [np.sqrt(_MEANING) * parts[-1], np.sqrt(_MIDDLE) * parts[LAYERS // 2]]
    return np.asarray(np.hstack(near), np.float64)


def with_one(rows: Numbers) -> Numbers:
    """A last column of ones, for the bias."""
    return np.asarray(np.hstack([rows, np.ones((len(rows), 1))]), np.float64)
