"""Fitting: what is learned, that chances are calibrated, that a model survives being saved."""

from io import BytesIO

import numpy as np
import numpy.typing as npt
import pytest

from assistant.knowledge.corpus import Corpus
from assistant.review.features import Features
from assistant.review.scorer import CoderModel
from assistant.review.training import Lessons, fit_exclusive, fit_several
from assistant.review.words import WordSets

RANDOM = np.random.default_rng(7)


def test_exclusive_finds_the_label_and_follows_the_shares() -> None:
    rows = RANDOM.normal(size=(200, 5)).astype(np.float32)
    labels = ["up" if row[0] > 0 else "down" for row in rows]

    even = fit_exclusive(Lessons.of(rows), labels, shares={"up": 0.5, "down": 0.5})
    rare = fit_exclusive(Lessons.of(rows), labels, shares={"up": 0.05, "down": 0.95})

    up = even.labels.index("up")
    right = [
        (chance[up] > 0.5) == (row[0] > 0)
        for chance, row in zip(even.chances(rows), rows, strict=True)
    ]
    assert np.mean(right) > 0.9
    assert rare.chances(rows)[:, up].mean() < even.chances(rows)[:, up].mean()
    assert np.allclose(even.chances(rows).sum(axis=1), 1.0, atol=1e-5)


def test_several_labels_stand_alone_and_are_calibrated() -> None:
    rows = RANDOM.normal(size=(300, 6)).astype(np.float32)
    noise = RANDOM.normal(size=(300, 2))
    truth = (rows[:, :2] + noise > 0).astype(np.float64)

    chances = fit_several(Lessons.of(rows), truth, ["warm", "fast"]).chances(rows)

    for column in range(2):
        sure = chances[:, column] > 0.6
        assert truth[sure, column].mean() == pytest.approx(chances[sure, column].mean(), abs=0.12)


def test_features_are_the_same_for_the_same_sentence_and_differ_for_others() -> None:
    features = Features(WordSets({"hope": ["hope"]}))
    vectors = np.zeros((3, 4), np.float32)

    rows = features.rows(["We hope.", "We fear?", "We hope."], vectors)

    assert rows.dtype == np.float32
    assert np.array_equal(rows[0], rows[2])
    assert not np.array_equal(rows[0], rows[1])


def test_features_of_no_words_are_finite() -> None:
    rows = Features(WordSets({"hope": ["hope"]})).rows(["...", ""], np.zeros((2, 4), np.float32))

    assert np.isfinite(rows).all()


def test_a_model_survives_being_saved(model: CoderModel) -> None:
    arrays = {name: _saved_and_loaded(array) for name, array in model.as_arrays().items()}

    again = CoderModel.from_arrays(arrays)

    rows = RANDOM.normal(size=(4, model.role.weights.shape[1])).astype(np.float32) * 0.05
    for name, scorer in vars(model).items():
        kept = getattr(again, name)
        assert kept.labels == scorer.labels
        assert np.allclose(kept.chances(rows), scorer.chances(rows), atol=0.01)


def test_the_model_knows_every_code(model: CoderModel, corpus: Corpus) -> None:
    framework = corpus.framework

    assert set(model.hope.labels) == {entry.code for entry in framework.compelling}
    assert set(model.measure.labels) == {entry.code for entry in framework.mitigations}
    assert {entry.code for entry in framework.repelling} < set(model.force.labels)
    assert {entry.code for entry in framework.strategies} < set(model.strategy.labels)


def test_training_twice_gives_the_same() -> None:
    rows = RANDOM.normal(size=(40, 8)).astype(np.float32)
    labels = ["a", "b"] * 20

    first, second = (
        fit_exclusive(Lessons.of(rows), labels, shares={"a": 0.5, "b": 0.5}) for _ in range(2)
    )

    assert np.array_equal(first.weights, second.weights)


def _saved_and_loaded(array: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    file = BytesIO()
    np.save(file, array, allow_pickle=False)
    file.seek(0)
    return np.asarray(np.load(file, allow_pickle=False))
