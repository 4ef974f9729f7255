"""What training leaves behind: plain numbers that score a sentence's features, saved as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.vectors import Vectors

Arrays = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class Scorer:
    """A linear classifier over features; loading one runs no code."""

    labels: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    """Shape (labels, features)."""
    bias: npt.NDArray[np.float32]
    """Shape (labels,)."""
    exclusive: bool
    """True where exactly one label holds (softmax), false where each stands alone (sigmoid)."""

    def chances(self, rows: Vectors) -> Vectors:
        """Probabilities, shape (rows, labels)."""
        logits = rows @ self.weights.T + self.bias
        if not self.exclusive:
            return np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


@dataclass(frozen=True)
class CoderModel:
    """The scorers that the coder asks."""

    role: Scorer
    hope: Scorer
    force: Scorer
    measure: Scorer
    strategy: Scorer
    uncoded: Scorer
    """How a sentence without a role is said."""
    voice: Scorer
    """How a sentence with a role is said."""

    def as_arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Everything as named arrays, to be saved; `from_arrays` reads them back."""
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for name, scorer in vars(self).items():
            arrays[f"{name}.labels"] = np.array(scorer.labels)
            arrays[f"{name}.weights"] = scorer.weights.astype(np.float16)
            arrays[f"{name}.bias"] = scorer.bias
            arrays[f"{name}.exclusive"] = np.array(scorer.exclusive)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "CoderModel":
        """The model that `as_arrays` took apart."""

        def scorer(name: str) -> Scorer:
            return Scorer(
                labels=tuple(str(label) for label in arrays[f"{name}.labels"].tolist()),
                weights=arrays[f"{name}.weights"].astype(np.float32),
                bias=arrays[f"{name}.bias"].astype(np.float32),
                exclusive=bool(arrays[f"{name}.exclusive"]),
            )

        return cls(
            role=scorer("role"),
            hope=scorer("hope"),
            force=scorer("force"),
            measure=scorer("measure"),
            strategy=scorer("strategy"),
            uncoded=scorer("uncoded"),
            voice=scorer("voice"),
        )
