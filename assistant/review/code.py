"""Code each sentence of a plan: what it does, about which codes, and how it is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.knowledge.corpus import Corpus
from assistant.models.review import Role, SentenceKind
from assistant.retrieval.vectors import Vectors
from assistant.review.features import Features
from assistant.review.neighbours import ROLES, Numbers, among_neighbours
from assistant.review.scorer import CoderModel
from assistant.review.words import WordSets

_SURE = 0.5
"""Below this probability a role is not given: a wrong one misleads more than a missing one."""
_SURE_TOGETHER = 0.6
"""The same for being a trouble or what is done about it, where it is open which."""
_SECOND = 0.5
"""From which probability on a sentence gets a code beside its likeliest one."""
_ECHO = 0.15
"""The same for a tension in a measure, where the plan has told of that tension before."""
_REACH = 2
"""How many sentences back a measure that names no tension may look for the one that it answers."""
_TOLD = 0.6
"""From which probability on a sentence is taken for an instruction whatever its words."""
_HEADING_WORDS = 4
"""Up to so many words without a full stop are a heading."""
_AT_ONCE = 256
"""Sentences whose features are held in memory together."""

_KINDS: dict[str, SentenceKind] = {
    "denial": "denial",
    "generic_risk": "generic_risk",
    "solved": "solved",
    "innocent": "innocent",
    "hedged": "hedged",
    "reported": "reported",
    "irony": "irony",
}
"""Labels that the model may give to how a sentence is said; all else is plain, or neutral without a role."""


@dataclass(frozen=True)
class Coded:
    """What one sentence does in the plan."""

    role: Role
    codes: tuple[str, ...]
    kind: SentenceKind
    confidence: float
    """Probability of the role, given the sentence and its neighbours."""


_INSTRUCTION = Coded(role="none", codes=(), kind="instruction", confidence=1.0)
_HEADING = Coded(role="none", codes=(), kind="neutral", confidence=1.0)

Chances = dict[str, float]


class Coder:
    """Reads sentences with what was trained at index time."""

    def __init__(self, corpus: Corpus, model: CoderModel) -> None:
        self._model = model
        self._features = Features(WordSets(corpus.rules.cues))
        self._instructs = WordSets({"instruction": corpus.rules.signals["instruction"]})
        self._handles = {m.code: frozenset(m.handles) for m in corpus.framework.mitigations}

    def code(self, texts: Sequence[str], vectors: Vectors) -> list[Coded]:
        """One reading a sentence; `vectors` are their embeddings, in order.

        What tells the reader how to judge is set aside first, so that the rest reads as if it were not there;
        so are headings.
        """
        scored = [
            scored
            for start in range(0, len(texts), _AT_ONCE)
            for scored in self._score(
                texts[start : start + _AT_ONCE], vectors[start : start + _AT_ONCE]
            )
        ]
        aside = [self._aside(text, chances) for text, chances in zip(texts, scored, strict=True)]
        plan = [chances for chances, set_aside in zip(scored, aside, strict=True) if not set_aside]
        read = iter(self._read(plan))
        return [set_aside or next(read) for set_aside in aside]

    def _aside(self, text: str, chances: Mapping[str, Chances]) -> Coded | None:
        """An instruction to the reader or a heading, which have no part in the plan; None for all else."""
        told = chances["uncoded"].get("instruction", 0.0) >= _TOLD or self._instructs.used(text)
        return _INSTRUCTION if told else _HEADING if _is_heading(text) else None

    def _score(self, texts: Sequence[str], vectors: Vectors) -> list[dict[str, Chances]]:
        """For each sentence, what each scorer makes of it."""
        rows = self._features.rows(texts, vectors)
        scores = {
            name: (s.labels, s.chances(rows).tolist()) for name, s in vars(self._model).items()
        }
        return [
            {
                name: dict(zip(labels, row[at], strict=True))
                for name, (labels, row) in scores.items()
            }
            for at in range(len(texts))
        ]

    def _read(self, scored: Sequence[Mapping[str, Chances]]) -> list[Coded]:
        chances = _roles(scored)
        read: list[Coded] = []
        for scores, chance in zip(scored, chances, strict=True):
            at = _surest(chance)
            coded = Coded(
                role=ROLES[at],
                codes=self._codes(ROLES[at], scores, read),
                kind=_kind(ROLES[at], scores),
                confidence=round(float(chance[at]), 3),
            )
            read.append(coded)
        return read

    def _codes(
        self, role: Role, scores: Mapping[str, Chances], before: Sequence[Coded]
    ) -> tuple[str, ...]:
        match role:
            case "compelling":
                return _likeliest(scores["hope"])
            case "repelling":
                return _likeliest(scores["force"])
            case "strategy":
                return _likeliest(scores["strategy"])
            case "mitigation":
                measures = _likeliest(scores["measure"])
                return (*measures, *self._answered(measures, scores["force"], before))
            case "none":
                return ()

    def _answered(
        self, measures: Sequence[str], forces: Chances, before: Sequence[Coded]
    ) -> tuple[str, ...]:
        """The tensions that a measure names, or else those named just before that it can handle.

        Plans often list what may chafe first and what is done about it after: what has been told is heard sooner.
        """
        told = _troubles(before)
        named = tuple(
            code
            for code, chance in forces.items()
            if chance >= (_ECHO if code in told else _SECOND)
        )
        handled = frozenset().union(*(self._handles[measure] for measure in measures))
        return named or tuple(code for code in _troubles(before[-_REACH:]) if code in handled)


def _troubles(coded: Sequence[Coded]) -> tuple[str, ...]:
    """Codes of the tensions told, each once, in order."""
    told = (one.codes for one in coded if one.role == "repelling")
    return tuple(dict.fromkeys(code for codes in told for code in codes))


def _is_heading(text: str) -> bool:
    return len(text.split()) <= _HEADING_WORDS and not text.endswith((".", "!", "?"))


def _roles(scored: Sequence[Mapping[str, Chances]]) -> Numbers:
    if not scored:
        return np.zeros((0, len(ROLES)))
    return among_neighbours(np.array([[s["role"][role] for role in ROLES] for s in scored]))


def _surest(chance: Numbers) -> int:
    """Index of the role that is sure enough, else of `none`.

    A trouble and what is done about it are often told in one breath: together sure, the likelier of them is taken.
    """
    best = int(chance.argmax())
    if chance[best] >= _SURE:
        return best
    told = [ROLES.index("repelling"), ROLES.index("mitigation")]
    if chance[told].sum() >= _SURE_TOGETHER:
        return max(told, key=lambda at: float(chance[at]))
    return ROLES.index("none")


def _likeliest(chances: Chances) -> tuple[str, ...]:
    """The best code, and up to two others that are likely too; best first."""
    ranked = sorted(chances, key=lambda code: -chances[code])
    return (ranked[0], *(code for code in ranked[1:3] if chances[code] >= _SECOND))


def _kind(role: Role, scores: Mapping[str, Chances]) -> SentenceKind:
    """How it is said, where one way is likelier than all others together."""
    chances = scores["uncoded" if role == "none" else "voice"]
    best = max(chances, key=lambda label: chances[label])
    usual: SentenceKind = "neutral" if role == "none" else "plain"
    return _KINDS.get(best, usual) if chances[best] >= 0.5 else usual
