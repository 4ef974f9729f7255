"""Weigh a plan: what it hopes for against what it faces."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.models.evidence import Citation
from assistant.models.framework import Framework, Sector
from assistant.models.review import Balance, Claim, Flag, Level, Role, Tally, Verdict
from assistant.models.rules import FlagRule, Rules
from assistant.review.evidence import Evidence
from assistant.review.reading import Reading

Cite = Callable[[str], Citation]
"""Finding id -> the passage that bears it."""

_SIDES: tuple[Sector, ...] = ("municipal", "voluntary")
_LEVELS: tuple[Level, ...] = ("low", "medium", "high")
_MOST = {"high": 3, "medium": 4}
"""How many flags may be this severe: where everything comes first, nothing does."""
_CLEAR = 0.7
"""From which confidence on a sentence is no longer doubtful."""
_BOTH = 0.3
"""How surely a balanced plan names something on the less sure of the two sides, at least."""
_HANDLED = 0.6
"""Share of what is named that a balanced plan answers, at least."""
_MIRRORED = 0.65
"""Share of what is hoped of which a balanced plan faces a mirror, at least."""
_FACED = 0.42
"""How surely a plan must face a force for the flag on it to stay down."""
_TOLD = 0.75
"""How surely a single sentence shows that the plan faces something."""
_TOLD_TOGETHER = 1.6
"""What two sentences come to that show it together."""


@dataclass(frozen=True)
class _Raised:
    """A force with the rules that raise it, the weightiest first."""

    rule: FlagRule
    because: tuple[int, ...]
    others: int


def verdict(evidence: Evidence) -> Verdict:
    """What a text that plans cooperation comes to; see the contract's 'What the four verdicts mean'."""
    if not _faces_anything(evidence):
        return "over_optimistic"
    both = min(_surest(evidence.named, evidence.framework, side) for side in _SIDES)
    handled = _share(evidence.answered, evidence.named)
    mirrored = _share(
        {hope: sure * _mirror_faced(evidence, hope) for hope, sure in evidence.hoped.items()},
        evidence.hoped,
    )
    if both >= _BOTH and handled >= _HANDLED and mirrored >= _MIRRORED:
        return "balanced"
    return "partly_balanced"


def flags(reading: Reading, evidence: Evidence, rules: Rules, cite: Cite) -> tuple[Flag, ...]:
    """One flag for each force that hopes or omissions call for and the plan does not face, weightiest first."""
    faced = frozenset(force for force, sure in evidence.faced.items() if sure >= _FACED)
    raised: dict[str, list[tuple[FlagRule, tuple[int, ...]]]] = {}
    for rule in rules.flags:
        because = reading.fires(rule.when, rule.unless) if rule.raises not in faced else None
        if because is not None:
            raised.setdefault(rule.raises, []).append((rule, because))
    ranked = sorted((_strongest(found) for found in raised.values()), key=_weight, reverse=True)
    levels = _levels([_severity(item, reading, faced) for item in ranked])
    flagged = [
        _flag(item, level, reading.framework, cite)
        for item, level in zip(ranked, levels, strict=True)
    ]
    return tuple(sorted(flagged, key=lambda flag: -_LEVELS.index(flag.severity)))


def balance(reading: Reading) -> Balance:
    """Sentences counted by sector; a hope of the general talk counts on both sides."""
    return Balance(
        municipal=_tally(reading, "municipal"),
        voluntary=_tally(reading, "voluntary"),
    )


def _faces_anything(evidence: Evidence) -> bool:
    """One clear sentence or two that name a trouble or do something about it; one doubtful one is chance."""
    return any(sure >= _TOLD for sure in evidence.troubles[:1]) or (
        sum(evidence.troubles[:2]) >= _TOLD_TOGETHER
    )


def _surest(named: Mapping[str, float], framework: Framework, sector: Sector) -> float:
    return max(sure for force, sure in named.items() if framework.sector_of[force] == sector)


def _mirror_faced(evidence: Evidence, hope: str) -> float:
    return max(evidence.faced[force] for force in evidence.framework.mirrors[hope])


def _strongest(found: Sequence[tuple[FlagRule, tuple[int, ...]]]) -> _Raised:
    rule, because = max(found, key=lambda pair: (_LEVELS.index(pair[0].severity), len(pair[1])))
    return _Raised(rule=rule, because=because, others=len(found) - 1)


def _weight(raised: _Raised) -> tuple[int, int, int]:
    return _LEVELS.index(raised.rule.severity), raised.others, len(raised.because)


def _severity(raised: _Raised, reading: Reading, faced: frozenset[str]) -> Level:
    """The rule's own, one step up where several rules agree.

    One step down where another mirror of the same hope is faced, and one where every sentence behind it is doubtful.
    """
    at = _LEVELS.index(raised.rule.severity) + (raised.others >= 2)
    hopes = {code for index in raised.because for code in reading.claims[index].codes}
    of = reading.framework.mirrors
    mirrors = [hope for hope in hopes if hope in of]
    at -= bool(mirrors) and all(not faced.isdisjoint(of[mirror]) for mirror in mirrors)
    at -= all(_doubtful(reading.claims[index], raised.rule) for index in raised.because)
    return _LEVELS[min(max(at, 0), 2)]


def _doubtful(claim: Claim, rule: FlagRule) -> bool:
    """Whether a sentence is not surely what the rule looks for."""
    sought = {code for condition in rule.when for code in condition.codes}
    return claim.confidence < _CLEAR or (bool(sought) and sought.isdisjoint(claim.codes))


def _levels(wanted: Sequence[Level]) -> list[Level]:
    """Severities of flags in order of weight, with no more of each than `_MOST` allows."""
    given: list[Level] = []
    for level in wanted:
        at = _LEVELS.index(level)
        while at and given.count(_LEVELS[at]) >= _MOST[_LEVELS[at]]:
            at -= 1
        given.append(_LEVELS[at])
    return given


def _flag(raised: _Raised, severity: Level, framework: Framework, cite: Cite) -> Flag:
    rule = raised.rule
    viewpoints = {force.code: force.viewpoint for force in framework.repelling}
    return Flag(
        id=f"flag-{rule.raises}",
        code=rule.raises,
        viewpoint=viewpoints[rule.raises],
        severity=severity,
        because=raised.because,
        rule=rule.id,
        finding=rule.reason,
        citations=(cite(rule.finding),),
        question=rule.question,
        closes_when=rule.closes_when,
    )


def _tally(reading: Reading, sector: Sector) -> Tally:
    mine = {sector, "either"}

    def count(*roles: Role) -> int:
        return sum(
            not mine.isdisjoint(reading.viewpoints(reading.claims[at].codes))
            for at in reading.indexes(*roles)
        )

    mitigated = [
        sector in reading.viewpoints(reading.answers(reading.claims[at]))
        for at in reading.indexes("mitigation")
    ]
    return Tally(
        compelling=count("compelling"),
        acknowledged=count("repelling", "mitigation"),
        mitigated=sum(mitigated),
    )


def _share(part: Mapping[str, float], whole: Mapping[str, float]) -> float:
    """What part of a whole is; all of it where there is nothing."""
    total = sum(whole.values())
    return sum(part.values()) / total if total else 1.0
