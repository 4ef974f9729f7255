"""What is kept of two teachings."""

import numpy as np
from tune import Learned, mean


def teaching(seed: int) -> Learned:
    draw = np.random.default_rng(seed)
    return {
        "lessons": np.array(f"digest {seed}"),
        "down.part": draw.normal(size=(2, 5)).astype(np.float16),
        "up.part": draw.normal(size=(4, 2)).astype(np.float16),
        "head.role.bias": draw.normal(size=3).astype(np.float32),
    }


def test_a_layer_is_changed_by_the_mean_of_both_changes() -> None:
    before, now = teaching(1), teaching(2)

    both = mean(before, now, keep=0.7)

    bias, *biases = (np.asarray(one["head.role.bias"], np.float32) for one in (both, before, now))
    change, *changes = (
        np.asarray(one["up.part"], np.float32) @ np.asarray(one["down.part"], np.float32)
        for one in (both, before, now)
    )
    assert np.allclose(bias, 0.7 * biases[0] + 0.3 * biases[1])
    assert np.allclose(change, 0.7 * changes[0] + 0.3 * changes[1], atol=0.01)
    assert both["lessons"] == now["lessons"]
