"""A second opinion on each sentence: heads fitted beforehand over a model that was tuned for plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from assistant.retrieval.vectors import Vectors
from assistant.review.scorer import Scorer

_ONE_IN = 10
_SAY = {"role": 0.4}
"""How much of the mean is the second opinion's."""
_SAY_IN_CODES = 0.3
"""The same for all scorers of codes."""


@dataclass(frozen=True)
class Taught:
    """Calibrated scorers over the last dimensions of a sentence's vector; none where the model was not tuned."""

    scorers: Mapping[str, Scorer] = field(default_factory=dict)
    """By the name of the scorer of `CoderModel` that each of them stands beside."""

    @property
    def dimensions(self) -> int:
        """How many of a vector's last dimensions they look at."""
        return max((scorer.weights.shape[1] for scorer in self.scorers.values()), default=0)

    def beside(self, name: str, scorer: Scorer, *, at: int, scale: float) -> Scorer:
        """The scorer over whole rows that gives the mean of both opinions' logits.

        `at` is where the dimensions looked at begin in a row, `scale` how they are multiplied there. A label that was
        not taught is left to the one opinion that knows it.
        """
        if not self.scorers:
            return scorer
        weights = np.insert(scorer.weights, [at] * self.dimensions, np.zeros(1, np.float32), axis=1)
        bias = scorer.bias.copy()
        second, say = self.scorers.get(name), _SAY.get(name, _SAY_IN_CODES)
        for row, label in enumerate(scorer.labels if second else ()):
            assert second
            if label in second.labels:
                own = second.labels.index(label)
                weights[row] *= 1.0 - say
                weights[row, at : at + self.dimensions] = say * second.weights[own] / scale
                bias[row] = (1.0 - say) * bias[row] + say * second.bias[own]
        return Scorer(scorer.labels, weights, bias, exclusive=scorer.exclusive)

    def untaught(self, vectors: Vectors) -> Vectors:
        """The vectors without what the tuned model makes of them."""
        return vectors[:, : vectors.shape[1] - self.dimensions]


def held_out(text: str) -> bool:
    """Whether a sentence is kept from the tuning, so that chances can be calibrated on it."""
    return crc32(text.encode()) % _ONE_IN == 0
