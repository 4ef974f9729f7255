"""The verdict on each sentence of a text, with the statements that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.checking.frame import Frame
from assistant.checking.known import statements
from assistant.knowledge.corpus import Corpus
from assistant.models.check import VERDICTS, Verdict
from assistant.retrieval.reader import TextReader
from assistant.retrieval.vectors import Embedder, Vector, Vectors

_SURE = 0.5
"""How likely it must be that the paper says otherwise: nobody is told on a mere guess that they are wrong."""
_RANK = 0.03
"""What a finding loses for each place further back among those that a statement is about."""

Arrays = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class Judgement:
    """A verdict before it is shown."""

    verdict: Verdict
    sure: float
    nearest: tuple[str, ...]
    """Findings and cards, best first."""
    why: str
    """What the paper has instead, where the sentence says the like of something known to be wrong."""
    clashes: tuple[str, ...]
    """Where the framework alone disagrees."""
    wide: str | None
    """Words that claim more than the study can."""


def near_statements(corpus: Corpus, embedder: Embedder) -> Arrays:
    """The vectors of all that the corpus knows to be true or false, to be kept with an index."""
    rows = embedder.documents([statement.text for statement in statements(corpus)])
    return {"near": rows.astype(np.float16)}


class Judge:
    """Judges the sentences of a text, each among the others, with what was learned from labelled texts."""

    def __init__(
        self, corpus: Corpus, near: Arrays, embedder: Embedder, reader: TextReader
    ) -> None:
        """`near` is what `near_statements` made of the same corpus with the same embedder."""
        self._frame = Frame(corpus.framework)
        self._known = statements(corpus)
        self._near = near["near"].astype(np.float32)
        self._embedder = embedder
        self._reader = reader
        self._placed = np.array([at for at, known in enumerate(self._known) if known.about])
        self._wrong = [at for at, k in enumerate(self._known) if k.verdict == "contradicted"]

    def __call__(self, texts: Sequence[str]) -> list[Judgement]:
        """One judgement a sentence of a text, in order."""
        if not texts:
            return []
        along, _ = self._reader.along(self._reader.rows(texts))
        near = self._embedder.documents(texts) @ self._near.T
        return [self._one(*item) for item in zip(texts, along["verdict"], near, strict=True)]

    def _one(self, text: str, chances: Vector, near: Vector) -> Judgement:
        clashes = self._frame.clashes(text)
        verdict = _verdict(chances)
        if clashes and verdict == "supported":
            verdict = "contradicted"
        topics = tuple(f"{clash.topic}.what" for clash in clashes)
        return Judgement(
            verdict=verdict,
            sure=float(chances.max()),
            nearest=(*topics, *self._nearest(near)),
            why=self._known[max(self._wrong, key=lambda at: near[at])].why,
            clashes=tuple(clash.reason for clash in clashes),
            wide=self._frame.too_wide(text),
        )

    def _nearest(self, near: Vectors, *, count: int = 12) -> tuple[str, ...]:
        """Findings and cards that the nearest statements are about."""
        worth: dict[str, float] = {}
        for at in self._placed[np.argsort(-near[self._placed], kind="stable")[:40]]:
            for rank, name in enumerate(self._known[at].about):
                score = float(near[at]) - _RANK * rank
                worth[name] = max(worth.get(name, -1.0), score)
        return tuple(sorted(worth, key=lambda name: -worth[name])[:count])


def _verdict(chances: Vector) -> Verdict:
    """The likeliest verdict that is sure enough."""
    first, second = (int(at) for at in np.argsort(-chances, kind="stable")[:2])
    doubtful = VERDICTS[first] == "contradicted" and float(chances[first]) < _SURE
    return VERDICTS[second if doubtful else first]
