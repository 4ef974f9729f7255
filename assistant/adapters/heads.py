"""Heads fitted with SciPy: multinomial logistic regression over meaning and words.

The two kinds of features are kept apart, dense and sparse: put together, as scikit-learn wants them, hundreds of
classes take minutes where this takes seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.retrieval.heads import Head
from assistant.retrieval.lexicon import BUCKETS, Lexicon
from assistant.retrieval.vectors import Vectors

_Numbers = npt.NDArray[np.float64]
_STEPS = 40
"""Of L-BFGS; the loss is then within two percent of where it ends."""


class LogisticTrainer:
    """Fits one classifier; the same texts give the same weights."""

    def fit(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        *,
        strength: float,
    ) -> Head:
        """One label a text; `strength` is the inverse of the penalty on weights."""
        lexicon = Lexicon.of(texts)
        names = sorted(set(labels))
        truth = np.array([names.index(label) for label in labels])
        problem = _Problem(vectors, _words(texts, lexicon), truth, len(names), 1 / strength)
        start = np.zeros((vectors.shape[1] + BUCKETS + 1) * len(names))
        found = minimize(
            problem.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
        )
        meaning, words, bias = problem.parts(found.x)
        return Head(
            labels=tuple(names), meaning=meaning.T, words=words.T, bias=bias, lexicon=lexicon
        )


@dataclass(frozen=True)
class _Problem:
    meaning: Vectors
    words: csr_matrix
    truth: npt.NDArray[np.int64]
    classes: int
    penalty: float

    def parts(self, weights: _Numbers) -> tuple[Vectors, Vectors, Vectors]:
        """Weights of the meaning, of the words, and the bias."""
        flat = weights.astype(np.float32)
        cut = self.meaning.shape[1] * self.classes
        return (
            flat[:cut].reshape(-1, self.classes),
            flat[cut : -self.classes].reshape(-1, self.classes),
            flat[-self.classes :],
        )

    def loss(self, weights: _Numbers) -> tuple[float, _Numbers]:
        """Penalised log loss and its gradient."""
        meaning, words, bias = self.parts(weights)
        logits = self.meaning @ meaning + self.words @ words + bias
        logits -= logits.max(axis=1, keepdims=True)
        rows = np.arange(len(self.truth))
        own = logits[rows, self.truth].copy()
        chances = np.exp(logits)
        whole = chances.sum(axis=1, keepdims=True)
        size = float((meaning * meaning).sum() + (words * words).sum())
        loss = float((np.log(whole[:, 0]) - own).sum()) + self.penalty * size / 2
        chances /= whole
        chances[rows, self.truth] -= 1
        gradient = (
            self.meaning.T @ chances + self.penalty * meaning,
            self.words.T @ chances + self.penalty * words,
            chances.sum(axis=0),
        )
        return loss, np.concatenate([part.ravel() for part in gradient]).astype(np.float64)


def _words(texts: Sequence[str], lexicon: Lexicon) -> csr_matrix:
    rows = [lexicon.weights(text) for text in texts]
    pointers = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    values = np.concatenate([weights for _, weights in rows])
    buckets = np.concatenate([buckets for buckets, _ in rows])
    return csr_matrix((values, buckets, pointers), shape=(len(texts), BUCKETS), dtype=np.float32)
