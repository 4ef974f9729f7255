"""The ways of asking that lie nearest to a question as a tuned reader hears it."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant.retrieval.vectors import Vector, Vectors

NEIGHBOURS = 20
HEAT = 20.0
"""How much more the nearest of them count than the others."""
WIDTH = 128
"""Numbers that are kept of each; with a third of them nearly the same are nearest."""
_FINE = 127

Arrays = Mapping[str, npt.NDArray[np.generic]]


def kin_of(rows: Vectors, labels: Sequence[str]) -> Arrays:
    """A reader's rows, each with its label, as `Kin` wants them: small enough to be kept with the reader."""
    names = sorted(set(labels))
    numbers = {label: at for at, label in enumerate(names)}
    long = _unit(rows)
    axes = np.linalg.eigh(long.T @ long)[1][:, -WIDTH:].astype(np.float16)
    short = _unit(long @ axes.astype(np.float32))
    return {
        "rows": np.round(short / np.abs(short).max() * _FINE).astype(np.int8),
        "axes": axes,
        "labels": np.array(names),
        "truth": np.array([numbers[label] for label in labels], np.int16),
    }


class Kin:
    """Lets the nearest texts vote."""

    def __init__(self, arrays: Arrays) -> None:
        self._rows = _unit(arrays["rows"].astype(np.float32))
        self._axes = arrays["axes"].astype(np.float32)
        self._truth = arrays["truth"].astype(np.intp)
        self.labels = tuple(str(label) for label in arrays["labels"].tolist())

    def of(self, row: Vector) -> dict[str, float]:
        """Label -> share of the votes, for a row of the reader that made the others."""
        near = self._rows @ _unit(row[None] @ self._axes)[0]
        most = min(NEIGHBOURS, len(near))
        best = np.argpartition(-near, most - 1)[:most]
        votes = np.exp(HEAT * (near[best] - near[best].max()))
        shares = np.bincount(self._truth[best], weights=votes, minlength=len(self.labels))
        return dict(zip(self.labels, (shares / votes.sum()).tolist(), strict=True))


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), np.float32)
