"""The protocol of what reads a text sentence by sentence, each in the light of the others."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.retrieval.vectors import Vectors

Chances = Mapping[str, Vectors]
"""What is told apart -> probabilities, a row a sentence and a column a label."""


class TextReader(Protocol):
    """Reads sentences first each by itself, then along the text that they make up."""

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """What is told apart -> its labels, in the order of the columns."""
        ...

    @property
    def beside(self) -> Mapping[str, npt.NDArray[np.generic]]:
        """What else was learned, by name; nothing for most kinds of text."""
        ...

    def rows(self, texts: Sequence[str], *, progress: Callable[[int], None] = ...) -> Vectors:
        """Each sentence by itself; `progress` is told how many more are done."""
        ...

    def alone(self, rows: Vectors) -> Chances:
        """What is heard of each sentence whatever stands around it."""
        ...

    def along(self, rows: Vectors) -> tuple[Chances, Chances]:
        """What is heard of the sentences of one text, in order, and of the text that they make up.

        The second has one row, or none for an empty text.
        """
        ...
