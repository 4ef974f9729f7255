"""Code each sentence of a plan: what it does, about which codes, and how it is said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.sentences import Span
from assistant.models.review import Role, SentenceKind
from assistant.retrieval.reader import Chances, TextReader
from assistant.review.aside import Sifted, Sifter
from assistant.review.evidence import Told

_ROLE = 2.0
"""How many times as likely as none the likeliest role must be for a sentence to have it."""
_SECOND = 0.6
"""From which probability on a sentence gets a code beside its likeliest one."""
_ECHO = 0.35
"""The same for a tension in a measure, where the plan has told of that tension before."""
_REACH = 2
"""How many sentences back a measure that names no tension may look for the one that it answers."""

ROLES: tuple[Role, ...] = get_args(Role)
_WAYS: tuple[SentenceKind, ...] = ("hedged", "reported", "irony")
"""How a sentence that has a role may be said, if not plainly."""
_WAYS_WITHOUT: tuple[SentenceKind, ...] = ("denial", "generic_risk", "solved", "innocent")
"""What a sentence without a role may be, if not neutral."""


@dataclass(frozen=True)
class Coded:
    """What one sentence does in the plan."""

    role: Role
    codes: tuple[str, ...]
    kind: SentenceKind
    confidence: float
    """Probability of the role, given the sentence and those around it."""


@dataclass(frozen=True)
class Coding:
    """A text as the coder reads it."""

    spans: tuple[Span, ...]
    """The sentences as they were read: an instruction joined to something else is cut off."""
    sentences: tuple[Coded, ...]
    told: tuple[Told, ...]
    """The chances behind them, sentence by sentence; none of what was set aside."""
    planned: float
    """How likely the text plans any cooperation between the sectors."""


_INSTRUCTION = Coded(role="none", codes=(), kind="instruction", confidence=1.0)
_UNHEARD: Told = {"role": {"none": 1.0}}


class Coder:
    """Reads sentences with what was learned from labelled plans; see `scripts/tune.py`."""

    def __init__(self, corpus: Corpus, reader: TextReader) -> None:
        self._reader = reader
        self._sifter = Sifter(corpus, reader)
        self._handles = {m.code: frozenset(m.handles) for m in corpus.framework.mitigations}

    def code(
        self,
        text: str,
        spans: Sequence[Span],
        *,
        progress: Callable[[int], None] = lambda done: None,
    ) -> Coding:
        """One reading a sentence of `text`; what tells the reader how to judge is set aside first.

        The rest is read as if that were not there, so it cannot change how anything else is heard; nor can
        what might be such a sentence, though it is read itself.
        """
        sifted = self._sifter.sift(text, spans, progress=progress)
        plan = [at for at, one in enumerate(sifted) if not one.instructs]
        trusted = [at for at in plan if not sifted[at].suspect] or plan
        told, planned = self._along(sifted, trusted)
        if len(trusted) < len(plan):
            told = self._along(sifted, plan)[0] | told
        read = dict(zip(plan, self._read([told[at] for at in plan]), strict=True))
        return Coding(
            spans=tuple(one.span for one in sifted),
            sentences=tuple(read.get(at, _INSTRUCTION) for at in range(len(sifted))),
            told=tuple(told.get(at, _UNHEARD) for at in range(len(sifted))),
            planned=planned,
        )

    def _along(
        self, sifted: Sequence[Sifted], plan: Sequence[int]
    ) -> tuple[dict[int, Told], float]:
        """What is heard of these sentences as one text, and how likely that plans cooperation."""
        if not plan:
            return {}, 0.0
        along, whole = self._reader.along(np.vstack([sifted[at].row for at in plan]))
        told = dict(zip(plan, self._told(along, len(plan)), strict=True))
        return told, self._told(whole, 1)[0]["plan"]["a_plan"]

    def _told(self, chances: Chances, count: int) -> list[Told]:
        """The chances, sentence by sentence."""
        rows = {name: values.tolist() for name, values in chances.items()}
        labels = self._reader.labels
        return [
            {name: dict(zip(labels[name], row[at], strict=True)) for name, row in rows.items()}
            for at in range(count)
        ]

    def _read(self, told: Sequence[Told]) -> list[Coded]:
        read: list[Coded] = []
        for scores in told:
            role = _role(scores["role"])
            coded = Coded(
                role=role,
                codes=self._codes(role, scores, read),
                kind=_kind(role, scores["kind"]),
                confidence=round(scores["role"][role], 3),
            )
            read.append(coded)
        return read

    def _codes(self, role: Role, scores: Told, before: Sequence[Coded]) -> tuple[str, ...]:
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
        self, measures: Sequence[str], forces: Mapping[str, float], before: Sequence[Coded]
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


def _role(chances: Mapping[str, float]) -> Role:
    """The likeliest role, or none where that is not much less likely."""
    return max(ROLES, key=lambda name: chances[name] * (_ROLE if name == "none" else 1.0))


def _troubles(coded: Sequence[Coded]) -> tuple[str, ...]:
    """Codes of the tensions told, each once, in order."""
    told = (one.codes for one in coded if one.role == "repelling")
    return tuple(dict.fromkeys(code for codes in told for code in codes))


def _likeliest(chances: Mapping[str, float]) -> tuple[str, ...]:
    """The best code, and up to two others that are likely too; best first."""
    ranked = sorted(chances, key=lambda code: -chances[code])
    return (ranked[0], *(code for code in ranked[1:3] if chances[code] >= _SECOND))


def _kind(role: Role, chances: Mapping[str, float]) -> SentenceKind:
    """How it is said, where one way that suits the role is likelier than all others together."""
    usual: SentenceKind = "neutral" if role == "none" else "plain"
    ways = _WAYS_WITHOUT if role == "none" else _WAYS
    return next((way for way in ways if chances[way] > 0.5), usual)
