"""Find the sentence of a passage that bears a claim, so that the eye can be led to it."""

import re
from typing import NamedTuple

from assistant.knowledge.sentences import sentences

_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_STEM = 6
_ENOUGH = 2
"""Words that a sentence must share with the claim before anything is marked."""

_WHOLE = 0.7
"""A claim that shares more than this of a passage's words rests on all of it."""


class Marked(NamedTuple):
    """A passage in three parts; the middle one is the sentence that bears the claim, or empty where no one does."""

    before: str
    bearing: str
    after: str


def mark(passage: str, claim: str) -> Marked:
    """Cut `passage` around the sentence closest to `claim`; joined again, the parts are the passage."""
    spans = sentences(passage)
    if len(spans) < 2:
        return Marked(passage, "", "")
    wanted = _stems(claim)
    if len(wanted & _stems(passage)) > _WHOLE * len(_stems(passage)):
        return Marked(passage, "", "")
    best = max(spans, key=lambda span: _closeness(span.text, wanted))
    if len(_stems(best.text) & wanted) < _ENOUGH:
        return Marked(passage, "", "")
    return Marked(passage[: best.start], passage[best.start : best.end], passage[best.end :])


def _closeness(sentence: str, wanted: frozenset[str]) -> float:
    """Shared words, with long sentences held back, since they share more by chance."""
    stems = _stems(sentence)
    return len(stems & wanted) / (len(stems) + 10) if stems else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))
