"""The verdict on one sentence, with the statements that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.checking.features import Features, Numbers
from assistant.checking.frame import Frame
from assistant.checking.known import statements
from assistant.checking.model import CheckModel
from assistant.knowledge.corpus import Corpus
from assistant.models.check import VERDICTS, Verdict
from assistant.retrieval.vectors import Embedder

_SURE = 0.7
"""How likely it must be that the paper says otherwise; without this, 15 of 107 true dev sentences were accused."""
_RANK = 0.03
"""What a finding loses for each place further back among those that a statement is about."""


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


def _verdict(chances: Numbers) -> Verdict:
    """The likeliest verdict; nobody is told on a mere guess that they are wrong."""
    first, second = (int(at) for at in np.argsort(-chances, kind="stable")[:2])
    doubtful = VERDICTS[first] == "contradicted" and float(chances[first]) < _SURE
    return VERDICTS[second if doubtful else first]


class Judge:
    """Judges sentences against everything that the corpus knows."""

    def __init__(self, corpus: Corpus, model: CheckModel, reader: Embedder) -> None:
        self._frame = Frame(corpus.framework)
        self._known = statements(corpus)
        self._features = Features(self._known, self._frame)
        self._model = model
        self._reader = reader
        self._placed = np.array([at for at, known in enumerate(self._known) if known.about])

    def __call__(self, texts: Sequence[str]) -> list[Judgement]:
        """One judgement a sentence."""
        if not texts:
            return []
        rows = self._reader.documents(texts)
        chances, near = self._model.chances(texts, rows, self._features)
        return [self._one(*item) for item in zip(texts, chances, near, strict=True)]

    def _one(self, text: str, chances: Numbers, near: Numbers) -> Judgement:
        clashes = self._frame.clashes(text)
        verdict = _verdict(chances)
        if clashes and verdict == "supported":
            verdict = "contradicted"
        topics = tuple(f"{clash.topic}.what" for clash in clashes)
        return Judgement(
            verdict=verdict,
            sure=float(chances.max()),
            nearest=(*topics, *self._nearest(near)),
            why=self._why(near),
            clashes=tuple(clash.reason for clash in clashes),
            wide=self._frame.too_wide(text),
        )

    def _why(self, near: Numbers) -> str:
        wrong = [
            at for at, statement in enumerate(self._known) if statement.verdict == "contradicted"
        ]
        best = max(wrong, key=lambda at: near[at])
        return self._known[best].why

    def _nearest(self, near: Numbers, *, count: int = 12) -> tuple[str, ...]:
        """Findings and cards that the nearest statements are about."""
        worth: dict[str, float] = {}
        for at in self._placed[np.argsort(-near[self._placed], kind="stable")[:40]]:
            for rank, name in enumerate(self._known[at].about):
                score = float(near[at]) - _RANK * rank
                worth[name] = max(worth.get(name, -1.0), score)
        return tuple(sorted(worth, key=lambda name: -worth[name])[:count])
