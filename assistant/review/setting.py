"""What a text is about: which area, and whether it plans any cooperation between the sectors at all."""

from collections.abc import Mapping, Sequence

from assistant.models.framework import Area
from assistant.models.review import Claim

_AREAS: tuple[Area, ...] = ("immigration", "elderly")
_ENOUGH = 1.5
"""Sentences with a role that make a plan, counted by their chances."""
_DENSE = 0.19
"""Share of such sentences that a text must have."""
_MANY = 8.0
"""So many of them are enough, however long the text is."""
_CLEAR = 0.8
"""From which confidence on a single sentence can make a plan of a few lines."""
_SHORT = 0.25
"""Share of such sentences in a plan of a few lines."""
_HEAD = 3
"""Sentences at the beginning that count double: there a plan says what it is about."""
_SHARE = 0.04
"""Words of an area, as a share of the sentences, from which on a plan belongs to it."""


def area_of(counts: Sequence[Mapping[str, int]]) -> Area:
    """The studied area whose words the plan uses most; `counts` are signals a sentence."""
    head, rest = counts[:_HEAD], counts[_HEAD:]
    totals = {
        area: 2 * sum(count[area] for count in head) + sum(count[area] for count in rest)
        for area in _AREAS
    }
    best = max(_AREAS, key=lambda area: totals[area])
    enough = max(2.0, _SHARE * len(counts))
    return best if totals[best] >= enough else "other"


def plans_cooperation(claims: Sequence[Claim], signals: Sequence[frozenset[str]]) -> bool:
    """Whether a sector appears, and enough is hoped, feared or done about the other one.

    A recipe with volunteers, an office agenda, a supplier's offer and a form that nobody has filled in lack the latter.
    """
    weight = sum(_weight(claim) for claim in claims)
    coded = [claim for claim in claims if claim.role != "none"]
    named = [any(sector in some for some in signals) for sector in ("civic", "public_body")]
    if weight >= max(_ENOUGH, min(_DENSE * len(claims), _MANY)):
        return bool(coded) and any(named)
    clear = any(claim.confidence >= _CLEAR for claim in coded)
    return clear and all(named) and weight >= _SHORT * len(claims)


def _weight(claim: Claim) -> float:
    """The chance that a sentence has a role."""
    if claim.kind == "instruction":
        return 0.0
    return 1.0 - claim.confidence if claim.role == "none" else claim.confidence
