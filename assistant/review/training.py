"""Fit the coder at index time: ridge regression in closed form, calibrated on left-out sentences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.knowledge.corpus import Corpus
from assistant.models.framework import Entry
from assistant.models.review import Example, Role
from assistant.retrieval.vectors import Vectors
from assistant.review.features import SCALE, Features
from assistant.review.scorer import CoderModel, Scorer
from assistant.review.taught import Taught
from assistant.review.words import WordSets

Numbers = npt.NDArray[np.float64]

ROLES_IN_PLANS = {
    "compelling": 0.13,
    "repelling": 0.05,
    "mitigation": 0.05,
    "strategy": 0.03,
    "none": 0.74,
}
"""How often a plan's sentence has a role; the corpus has more hard sentences than plans have."""
UNCODED_IN_PLANS = {
    "neutral": 0.78,
    "generic_risk": 0.1,
    "innocent": 0.05,
    "denial": 0.03,
    "solved": 0.03,
    "instruction": 0.01,
}
"""How a plan's sentences without a role are said."""
CODED_IN_PLANS = {"plain": 0.8, "hedged": 0.08, "reported": 0.08, "irony": 0.04}
"""How a plan's sentences with a role are said."""


@dataclass(frozen=True)
class Lessons:
    """Features of examples, and how alike each two of them are, which every fit asks anew."""

    rows: Vectors
    alike: Vectors
    """Shape (examples, examples)."""

    @classmethod
    def of(cls, rows: Vectors) -> "Lessons":
        """All examples compared once."""
        data = np.asarray(rows, np.float32)
        return cls(data, data @ data.T)

    def only(self, chosen: Sequence[int]) -> "Lessons":
        """Some of the examples, without comparing them again."""
        return Lessons(self.rows[chosen], self.alike[np.ix_(chosen, chosen)])


@dataclass(frozen=True)
class _Fit:
    """Ridge regression of every label at once, with each example's score when it is left out."""

    weights: Numbers
    bias: Numbers
    left_out: Numbers


def train_coder(corpus: Corpus, vectors: Vectors, taught: Taught) -> CoderModel:
    """Fit everything the coder asks; `vectors` are the embedded examples of `corpus`, in order.

    What the tuned model makes of the examples is left out, since it knows them by heart; `taught` speaks for it.
    """
    own = taught.untaught(vectors)
    return _beside(fit_coder(corpus, own), taught, at=own.shape[1])


def _beside(model: CoderModel, taught: Taught, *, at: int) -> CoderModel:
    scorers = {
        name: taught.beside(name, scorer, at=at, scale=SCALE)
        for name, scorer in vars(model).items()
    }
    return CoderModel(**scorers)


def fit_coder(corpus: Corpus, vectors: Vectors) -> CoderModel:
    """What can be learned from the vectors alone."""
    examples = corpus.examples
    features = Features(WordSets(corpus.rules.cues))
    lessons = Lessons.of(features.rows([e.text for e in examples], vectors))
    known = corpus.framework

    def codes(entries: Iterable[Entry], *roles: Role) -> Scorer:
        chosen = [at for at, example in enumerate(examples) if example.role in roles]
        names = sorted(entry.code for entry in entries)
        truth = [[name in examples[at].codes for name in names] for at in chosen]
        return fit_several(lessons.only(chosen), np.array(truth, np.float64), names)

    def kinds(wanted: Callable[[Example], bool], shares: Mapping[str, float]) -> Scorer:
        chosen = [at for at, e in enumerate(examples) if wanted(e) and e.kind in shares]
        return fit_exclusive(
            lessons.only(chosen), [examples[at].kind for at in chosen], shares=shares
        )

    return CoderModel(
        role=fit_exclusive(lessons, [example.role for example in examples], shares=ROLES_IN_PLANS),
        hope=codes(known.compelling, "compelling"),
        force=codes([*known.repelling, *known.long_run], "repelling", "mitigation"),
        measure=codes(known.mitigations, "mitigation"),
        strategy=codes([*known.strategies, *known.boundary_work], "strategy"),
        uncoded=kinds(lambda example: example.role == "none", UNCODED_IN_PLANS),
        voice=kinds(lambda example: example.role != "none", CODED_IN_PLANS),
    )


def fit_exclusive(
    lessons: Lessons, labels: Sequence[str], *, shares: Mapping[str, float]
) -> Scorer:
    """One label a row; probabilities hold for texts where labels occur as in `shares`."""
    names = sorted(set(labels))
    truth = np.array([[name == label for name in names] for label in labels], np.float64)
    fit = _ridge(lessons, truth)
    slope, shift = _softmax_calibration(fit.left_out, truth)
    wanted = np.array([shares[name] for name in names])
    shift = shift + np.log(wanted / truth.mean(axis=0))
    return _scorer(fit, names, slope=slope, shift=shift, exclusive=True)


def fit_several(lessons: Lessons, truth: Numbers, names: Sequence[str]) -> Scorer:
    """Any number of labels a row; `truth` has a column a name."""
    fit = _ridge(lessons, truth)
    slope, shift = _sigmoid_calibration(fit.left_out, truth)
    return _scorer(fit, names, slope=slope, shift=shift, exclusive=False)


def _ridge(lessons: Lessons, truth: Numbers, *, penalty: float = 2.0) -> _Fit:
    """Solved in the space of examples, which are fewer than features; rare labels weigh more."""
    rarity = (truth / np.maximum(truth.sum(axis=0), 1.0)).max(axis=1)
    weight = np.sqrt(np.maximum(rarity, 1.0 / len(rarity)))
    weight = weight / weight.mean()
    mean = (weight[:, None] * truth).sum(axis=0) / weight.sum()
    # Single precision: the penalty keeps the matrix far from singular, and it takes half the time.
    inverse = np.linalg.inv(lessons.alike + penalty * np.diag(1.0 / weight).astype(np.float32))
    dual = inverse @ (truth - mean)
    left_out = truth - dual / np.diag(inverse)[:, None]
    return _Fit(weights=dual.T @ lessons.rows, bias=mean, left_out=left_out)


def _scorer(
    fit: _Fit, names: Sequence[str], *, slope: float, shift: Numbers, exclusive: bool
) -> Scorer:
    return Scorer(
        labels=tuple(names),
        weights=(slope * fit.weights).astype(np.float32),
        bias=(slope * fit.bias + shift).astype(np.float32),
        exclusive=exclusive,
    )


def _softmax_calibration(scores: Numbers, truth: Numbers) -> tuple[float, Numbers]:
    """One slope and a shift a label that make left-out scores likely, by gradient descent."""
    slope, shift = 4.0, np.zeros(scores.shape[1])
    for _ in range(400):
        logits = slope * scores + shift
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        error = powers / powers.sum(axis=1, keepdims=True) - truth
        slope -= 2.0 * float((error * scores).sum(axis=1).mean())
        shift = shift - 2.0 * error.mean(axis=0)
    return slope, shift - shift.mean()


def _sigmoid_calibration(scores: Numbers, truth: Numbers) -> tuple[float, Numbers]:
    """One slope and one shift for all labels, by gradient descent."""
    slope, shift = 4.0, 0.0
    for _ in range(800):
        error = 1.0 / (1.0 + np.exp(-(slope * scores + shift))) - truth
        slope -= 8.0 * float((error * scores).mean())
        shift -= 8.0 * float(error.mean())
    return slope, np.full(scores.shape[1], shift)
