"""Roles in the light of their neighbours: hopes stand together in a plan, and so do troubles and measures."""

import numpy as np
import numpy.typing as npt

from assistant.models.review import Role

Numbers = npt.NDArray[np.float64]

ROLES: tuple[Role, ...] = ("compelling", "repelling", "mitigation", "strategy", "none")

_FOLLOWS = np.array(
    [
        [2.5, 0.6, 0.6, 1.2, 0.7],
        [0.5, 3.0, 4.0, 0.8, 0.6],
        [0.5, 3.0, 3.0, 0.8, 0.7],
        [1.2, 0.8, 0.8, 1.5, 1.0],
        [0.8, 0.7, 0.6, 1.0, 1.2],
    ]
)
"""How much likelier a role (column) is after another (row) than by itself; from how plans are built."""


def among_neighbours(alone: Numbers) -> Numbers:
    """Probabilities of each sentence's role given all sentences; columns as in `ROLES`.

    `alone` holds each sentence's probabilities by itself. Forward and backward messages of a chain are multiplied.
    """
    forward, backward = alone.copy(), np.ones_like(alone)
    for at in range(1, len(alone)):
        forward[at] = alone[at] * (forward[at - 1] @ _FOLLOWS)
        forward[at] /= forward[at].sum()
    for at in range(len(alone) - 2, -1, -1):
        backward[at] = _FOLLOWS @ (alone[at + 1] * backward[at + 1])
        backward[at] /= backward[at].sum()
    both = forward * backward
    return np.asarray(both / both.sum(axis=1, keepdims=True), np.float64)
