"""What a text is about: which area, and whether it plans any cooperation between the sectors at all."""

from collections.abc import Mapping, Sequence

from assistant.models.framework import Area
from assistant.models.review import Claim

_AREAS: tuple[Area, ...] = ("immigration", "elderly")
_SECTORS = frozenset({"civic", "public_body"})
_PLANNED = 0.5
"""How likely it must be that a text plans anything between the sectors."""
_PERHAPS = 0.25
"""The same for a text that surely hopes for something and surely sees some trouble, be it ever so short."""
_SURE = 0.9
_HEAD = 3
"""Sentences at the beginning that count double: there a plan says what it is about."""


def area_of(counts: Sequence[Mapping[str, int]]) -> Area:
    """The studied area whose words the plan uses most; `counts` are signals a sentence."""
    head, rest = counts[:_HEAD], counts[_HEAD:]
    totals = {
        area: 2 * sum(count[area] for count in head) + sum(count[area] for count in rest)
        for area in _AREAS
    }
    best = max(_AREAS, key=lambda area: totals[area])
    return best if totals[best] else "other"


def plans_cooperation(
    claims: Sequence[Claim], signals: Sequence[frozenset[str]], planned: float
) -> bool:
    """Whether the text as a whole reads like a plan, a sector appears, and anything is hoped, feared or done."""
    named = any(not some.isdisjoint(_SECTORS) for some in signals)
    sure = {claim.role for claim in claims if claim.confidence >= _SURE}
    weighs = "compelling" in sure and not sure.isdisjoint({"repelling", "mitigation"})
    bound = _PERHAPS if weighs else _PLANNED
    return planned >= bound and named and any(claim.role != "none" for claim in claims)
