"""Fit the check at index time: ridge regression, then logistic regression on what the first stage missed."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from assistant.checking.features import Features, Mask, Numbers, Surface
from assistant.checking.frame import Frame
from assistant.checking.known import Known, statements
from assistant.checking.model import CheckModel, centred_rows, nearness, with_one
from assistant.knowledge.corpus import Corpus
from assistant.models.check import VERDICTS
from assistant.retrieval.vectors import Embedder

_FOLDS = 5
_RIDGE = 0.5
_PENALTY = 10.0
_ROUNDS = 1500
_STEP = 0.5
_SHARES = (0.36, 0.28, 0.19, 0.17)
"""How often each verdict is expected in a text that is checked."""


def train_check(corpus: Corpus, reader: Embedder) -> CheckModel:
    """Fit everything; the same corpus and reader give the same model."""
    known = statements(corpus)
    rows = reader.documents([statement.text for statement in known])
    return fit(known, rows, Features(known, Frame(corpus.framework)))


def fit(known: Sequence[Known], rows: npt.NDArray[np.float32], features: Features) -> CheckModel:
    """The model for statements and their rows."""
    truth = np.array([[k.verdict == v for v in VERDICTS] for k in known], np.float64)
    centre = rows.mean(axis=0)
    centred = centred_rows(rows, centre)
    wide = with_one(centred)
    first = _held_out(wide, truth, [_fold(k) for k in known])
    near = nearness(centred)
    close = near @ near.T
    # Only what people write counts in the second stage: findings and cards are all of one kind and one hand.
    learned = [
        at for at, statement in enumerate(known) if not statement.origin or not statement.about
    ]
    seen = np.array(
        [
            features.row(Surface(known[at].text), first[at], close[at], without=_without(known, at))
            for at in learned
        ]
    )
    mean, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    second = _logistic(with_one((seen - mean) / scale), truth[learned])
    return CheckModel(
        centre=centre,
        first=_ridge(wide, truth).astype(np.float32),
        near=near.astype(np.float32),
        second=second.astype(np.float32),
        mean=mean.astype(np.float32),
        scale=scale.astype(np.float32),
    )


def _fold(statement: Known) -> int:
    """Sayings of one mistake fall together, so that none is judged with its twin at hand."""
    key = (
        statement.why if statement.verdict == "contradicted" else statement.origin or statement.text
    )
    if statement.verdict in ("not_covered", "no_claim"):
        key = statement.text
    return crc32(key.encode()) % _FOLDS


def _without(known: Sequence[Known], at: int) -> Mask:
    """Itself; and for every other saying of a mistake, all of that mistake's sayings."""
    alone = np.zeros(len(known), np.bool_)
    alone[at] = True
    own = known[at]
    if own.why and at % 2:
        alone |= np.array([other.why == own.why for other in known])
    return alone


def _held_out(rows: Numbers, truth: Numbers, folds: Sequence[int]) -> Numbers:
    """Scores of each row by a fit that has not seen its fold."""
    scores = np.zeros_like(truth)
    which = np.array(folds)
    for fold in range(_FOLDS):
        left, kept = which == fold, which != fold
        scores[left] = rows[left] @ _ridge(rows[kept], truth[kept])
    return scores


def _ridge(rows: Numbers, truth: Numbers) -> Numbers:
    """Rare verdicts weigh more."""
    weight = 1.0 / np.sqrt(truth.sum(axis=0))[truth.argmax(axis=1)]
    weight = weight / weight.mean()
    penalty = np.eye(rows.shape[1]) * _RIDGE
    penalty[-1, -1] = 1e-6
    return np.linalg.solve(
        rows.T @ (weight[:, None] * rows) + penalty, rows.T @ (weight[:, None] * truth)
    )


def _logistic(rows: Numbers, truth: Numbers) -> Numbers:
    """Multinomial, by gradient descent; verdicts count as often as they are expected."""
    weight = (np.array(_SHARES) / truth.mean(axis=0))[truth.argmax(axis=1)]
    found = np.zeros((rows.shape[1], truth.shape[1]))
    for _ in range(_ROUNDS):
        logits = rows @ found
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        error = weight[:, None] * (powers / powers.sum(axis=1, keepdims=True) - truth)
        pull = found * (_PENALTY / len(rows))
        pull[-1] = 0.0
        found = found - _STEP * (rows.T @ error / len(rows) + pull)
    return found
