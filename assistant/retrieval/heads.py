"""Linear heads over an embedding and the words beside it: what training leaves behind, and how it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.vectors import Vector, Vectors


@dataclass(frozen=True)
class Head:
    """A trained classifier: plain numbers, so that loading one runs no code."""

    labels: tuple[str, ...]
    meaning: npt.NDArray[np.float32]
    """Weights of the embedding, shape (labels, dimensions)."""
    words: npt.NDArray[np.float32]
    """Weights of the words, shape (labels, buckets)."""
    bias: npt.NDArray[np.float32]
    """Shape (labels,)."""
    lexicon: Lexicon

    def of(self, text: str, vector: Vector) -> dict[str, float]:
        """Label -> probability for one text and its vector; exactly one label holds."""
        buckets, weights = self.lexicon.weights(text)
        logits = self.meaning @ vector + self.words[:, buckets] @ weights + self.bias
        powers = np.exp(logits - logits.max())
        return dict(zip(self.labels, (powers / powers.sum()).tolist(), strict=True))


class Trainer(Protocol):
    """Fits heads."""

    def fit(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        *,
        strength: float,
    ) -> Head:
        """One label a text; `strength` is the inverse of the penalty on weights."""
        ...


def as_arrays(head: Head) -> Mapping[str, npt.NDArray[np.generic]]:
    """A head as arrays to be saved; `from_arrays` reads them back."""
    return {
        "labels": np.array(head.labels),
        "meaning": head.meaning.astype(np.float16),
        "words": head.words.astype(np.float16),
        "bias": head.bias,
        "rarity": head.lexicon.rarity,
    }


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Head:
    """The head that `as_arrays` took apart."""
    return Head(
        labels=tuple(str(name) for name in arrays["labels"].tolist()),
        meaning=arrays["meaning"].astype(np.float32),
        words=arrays["words"].astype(np.float32),
        bias=arrays["bias"].astype(np.float32),
        lexicon=Lexicon(arrays["rarity"].astype(np.float32)),
    )
