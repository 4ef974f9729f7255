"""Lay a sentence beside one that it nearly copies, and name what was changed in substance."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.checking.wording import WIDE, content, figures, negations, overlap, stance

NEAR_COPY = 0.6
"""Share of common stems from which on a sentence is taken for a copy with changes."""
_SIDES = re.compile(
    r"(?P<municipal>\b(?:municipal\w*|public (?:sector|side|bod\w+|agenc\w+|authorit\w+)|councils?|civil servants?"
    r"|officials?|town halls?)(?: (?:staff|employees?|managers?|departments?|participants?))?\b"
    r"|\b(?:staff|employees?)\b)"
    r"|(?P<voluntary>\b(?:volunt\w+|associations?|NGOs?|civil society|organi[sz]ations?)(?: organi[sz]ations?)?\b)",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\bmunicipal volunteer (?:consultant|coordinator)s?", re.IGNORECASE)
_FIELDS: Mapping[str, re.Pattern[str]] = {
    "immigration": re.compile(r"\b(?:immigra\w+|refugees?|integration|migrants?)\b", re.IGNORECASE),
    "elderly": re.compile(r"\b(?:elder\w*|old(?:er)? people|old-age|seniors?)\b", re.IGNORECASE),
}
_STRATEGIES = re.compile(
    r"\b(?:selection|individuali[sz]ation|(?:service )?separation|depoliticiz\w+|depoliticis\w+|decoupl\w+"
    r"|symbolic compensation)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"#\d+")


def differences(text: str, reference: str, *, about: str = "") -> list[str]:
    """Changes of substance; none where the two are not near copies.

    `about` names the strategy that the reference is about, if it does not name it itself.
    """
    if overlap(_content(text), _content(reference)) < NEAR_COPY:
        return []
    return list(_changed(text, reference, about))


def _changed(text: str, reference: str, about: str) -> Iterator[str]:
    if _swapped(_sides(text), _sides(reference)):
        yield "the sides are not as in the evidence"
    if negations(text) % 2 != negations(reference) % 2:
        yield "it denies what the evidence says, or says what the evidence denies"
    if {s.lower() for s in _STRATEGIES.findall(text)} - {
        s.lower() for s in _STRATEGIES.findall(f"{reference} {about}")
    }:
        yield "the strategy is not the one in the evidence"
    if _fields(text) - _fields(reference):
        yield "the field is not the one in the evidence"
    if figures(text) - figures(reference):
        yield "a figure is not the one in the evidence"
    if set(_SPEAKER.findall(text)) - set(_SPEAKER.findall(reference)):
        yield "the speaker is not the one in the evidence"
    if _wide(text) - _wide(reference):
        yield "it claims more than the evidence does"
    if any(a * b < 0 for a, b in zip(stance(text), stance(reference), strict=True)):
        yield "it says the opposite of the evidence"


def _wide(text: str) -> frozenset[str]:
    return frozenset(found.lower() for found in WIDE.findall(text))


def _swapped(mine: list[str], theirs: list[str]) -> bool:
    """One side is named more often than there, and the other less; or both as often and in another order."""
    more = mine.count("municipal") - theirs.count("municipal")
    other = mine.count("voluntary") - theirs.count("voluntary")
    return more * other < 0 or (len(mine) == len(theirs) and mine != theirs)


def _sides(text: str) -> list[str]:
    return [str(found.lastgroup) for found in _SIDES.finditer(_MIXED.sub("municipal", text))]


def _fields(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _FIELDS.items() if pattern.search(text))


@lru_cache(maxsize=8192)
def _content(text: str) -> frozenset[str]:
    return content(text)
