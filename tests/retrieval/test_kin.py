"""The nearest ways of asking: who lies near has the vote, and the votes share out one."""

import numpy as np
import pytest

from assistant.retrieval.kin import Kin, kin_of
from assistant.retrieval.vectors import Vector


def place(degrees: float) -> Vector:
    """Where a text stands on a circle, in as many numbers as a reader gives."""
    row = np.zeros(384, np.float32)
    row[:2] = 3 * np.cos(np.radians(degrees)), 3 * np.sin(np.radians(degrees))
    return row


@pytest.fixture
def kin() -> Kin:
    """Thirty around the north, thirty around the east."""
    rows = [place(90 + at / 3) for at in range(30)] + [place(at / 3) for at in range(30)]
    return Kin(kin_of(np.stack(rows), ["north"] * 30 + ["east"] * 30))


@pytest.mark.parametrize(("degrees", "label"), [(80, "north"), (20, "east")])
def test_the_nearest_decide(kin: Kin, degrees: float, label: str) -> None:
    votes = kin.of(place(degrees))

    assert max(votes, key=lambda name: votes[name]) == label
    assert sum(votes.values()) == pytest.approx(1.0, abs=1e-6)


def test_a_text_with_two_labels_votes_for_both() -> None:
    kin = Kin(kin_of(np.stack([place(40), place(40)]), ["north", "winter"]))

    assert kin.of(place(40)) == pytest.approx({"north": 0.5, "winter": 0.5})


def test_what_is_kept_of_each_is_small() -> None:
    kept = kin_of(np.stack([place(at) for at in range(200)]), ["any"] * 200)

    assert kept["rows"].nbytes == 200 * 128
