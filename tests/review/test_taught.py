"""The second opinion: it stands beside the first one, and a model without one is left alone."""

import numpy as np
import pytest

from assistant.review.scorer import Scorer
from assistant.review.taught import Taught, held_out

OWN = Scorer(
    labels=("hope", "fear"),
    weights=np.array([[1.0, 0.0, 4.0], [0.0, 1.0, 4.0]], np.float32),
    bias=np.array([0.5, 0.0], np.float32),
    exclusive=False,
)
SECOND = Scorer(
    labels=("hope",),
    weights=np.array([[3.0, 5.0]], np.float32),
    bias=np.array([1.5], np.float32),
    exclusive=False,
)


def test_logits_are_the_mean_of_both_and_an_untaught_label_keeps_its_own() -> None:
    both = Taught({"voice": SECOND}).beside("voice", OWN, at=2, scale=2.0)

    row = np.array([1.0, 1.0, 2 * 0.5, 2 * 1.0, 1.0])  # own, own, taught twice at scale 2, own
    logits = both.weights @ row + both.bias

    assert logits == pytest.approx([(5.5 + 8.0) / 2, 5.0])


def test_what_is_not_taught_ignores_the_tuned_dimensions() -> None:
    alone = Taught({"voice": SECOND}).beside("role", OWN, at=2, scale=2.0)

    assert np.array_equal(alone.weights[:, 2:4], np.zeros((2, 2)))
    assert np.array_equal(np.delete(alone.weights, [2, 3], axis=1), OWN.weights)


def test_without_a_tuning_nothing_changes() -> None:
    vectors = np.ones((2, 3), np.float32)

    assert Taught().beside("role", OWN, at=2, scale=1.0) is OWN
    assert np.array_equal(Taught().untaught(vectors), vectors)
    assert Taught({"voice": SECOND}).untaught(vectors).shape == (2, 1)


def test_about_a_tenth_is_kept_from_the_tuning_and_always_the_same() -> None:
    texts = [f"Sentence {number}." for number in range(1000)]

    kept = [text for text in texts if held_out(text)]

    assert 60 < len(kept) < 140
    assert kept == [text for text in texts if held_out(text)]
