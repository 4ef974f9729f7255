"""The ways of asking that lie nearest to a question as a tuned reader hears it."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant.retrieval.reader import TextReader
from assistant.retrieval.vectors import Vector, Vectors

NEIGHBOURS = 20
HEAT = 20.0
"""How much more the nearest of them count than the others."""

Arrays = Mapping[str, npt.NDArray[np.generic]]


def kin_of(pairs: Sequence[tuple[str, str]], reader: TextReader) -> Arrays:
    """Texts, each with its label, as `Kin` wants them; to be kept with an index."""
    labels = sorted({label for _, label in pairs})
    numbers = {label: at for at, label in enumerate(labels)}
    texts = list(dict.fromkeys(text for text, _ in pairs))
    places = {text: at for at, text in enumerate(texts)}
    rows = _unit(reader.rows(texts)).astype(np.float16)
    return {
        "rows": rows[[places[text] for text, _ in pairs]],
        "labels": np.array(labels),
        "truth": np.array([numbers[label] for _, label in pairs], np.int32),
    }


class Kin:
    """Lets the nearest texts vote."""

    def __init__(self, arrays: Arrays) -> None:
        self._rows = arrays["rows"].astype(np.float32)
        self._truth = arrays["truth"].astype(np.intp)
        self.labels = tuple(str(label) for label in arrays["labels"].tolist())

    def of(self, row: Vector) -> dict[str, float]:
        """Label -> share of the votes, for a row of the reader that made the others."""
        near = self._rows @ _unit(row[None])[0]
        most = min(NEIGHBOURS, len(near))
        best = np.argpartition(-near, most - 1)[:most]
        votes = np.exp(HEAT * (near[best] - near[best].max()))
        shares = np.bincount(self._truth[best], weights=votes, minlength=len(self.labels))
        return dict(zip(self.labels, (shares / votes.sum()).tolist(), strict=True))


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), np.float32)
