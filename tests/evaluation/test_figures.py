"""Shares and their intervals."""

import math

import pytest

from assistant.evaluation.figures import Share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Wilson's interval without correction, as Newcombe (1998) prints it.
        pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148"),
        pytest.param(0, 20, 0.0, 0.1611, id="0 of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29"),
        pytest.param(20, 20, 0.8389, 1.0, id="all"),
    ],
)
def test_interval(hits: int, of: int, low: float, high: float) -> None:
    assert Share(hits=hits, of=of).interval == pytest.approx((low, high), abs=1e-4)


def test_count() -> None:
    assert Share.count([True, False, True]) == Share(hits=2, of=3)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        pytest.param(Share(hits=0, of=0), "–", id="nothing counted"),
        pytest.param(Share(hits=1, of=2), "0.500 (1/2, 0.09–0.91)", id="with its counts"),
    ],
)
def test_told(share: Share, told: str) -> None:
    assert str(share) == told


def test_nothing_counted_is_no_number() -> None:
    empty = Share.count([])

    assert math.isnan(empty.value)
    assert all(math.isnan(end) for end in empty.interval)
