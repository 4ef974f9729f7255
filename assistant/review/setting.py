"""What a text is about: which area, and whether it plans any cooperation between the sectors at all."""

from collections.abc import Mapping, Sequence

from assistant.models.framework import Area
from assistant.models.review import Claim

_AREAS: tuple[Area, ...] = ("immigration", "elderly")
_CLEAR = 0.8
"""From which confidence on a single sentence makes a plan."""
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
    """Whether the sectors appear and something is hoped, feared or done; the more there is, the less need be named.

    A recipe with volunteers, an office agenda or a supplier's offer lacks one of the sectors; a form that nobody has
    filled in lacks everything but the names.
    """
    coded = [claim for claim in claims if claim.role != "none"]
    clear = [claim for claim in coded if claim.confidence >= _CLEAR]
    named = any("civic" in some for some in signals)
    public = any("public_body" in some for some in signals)
    if named and public:
        return len(coded) >= 2 or bool(clear)
    return len(coded) >= (2 if named or public else 4)
