"""Forecast: which cautious strategies this plan should make one expect, from whom, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.evidence import Citation
from assistant.models.framework import Strategy
from assistant.models.review import Expected
from assistant.models.rules import ForecastRule, Rules
from assistant.review.reading import Reading
from assistant.review.weigh import Cite
from assistant.review.wording import sentences

_CITED = 3
"""Passages shown for a strategy, at most."""


@dataclass(frozen=True)
class _Reason:
    rule: ForecastRule
    because: tuple[int, ...]


def forecast(reading: Reading, rules: Rules, cite: Cite) -> tuple[Expected, ...]:
    """Strategies with at least one reason, likeliest first; the weightiest reason first."""
    found: list[tuple[int, Expected]] = []
    for strategy in reading.framework.strategies:
        reasons = _reasons(reading, rules, strategy)
        points = sum(reason.rule.points for reason in reasons)
        if points > 0:
            expected = Expected(
                code=strategy.code,
                sector=strategy.sector,
                likelihood=rules.likelihood.of(points),
                because=tuple(_told(reason) for reason in reasons),
                citations=_cited(reasons, cite),
                visible=strategy.code in reading.codes("strategy"),
            )
            found.append((points, expected))
    return tuple(expected for _, expected in sorted(found, key=lambda pair: -pair[0]))


def _reasons(reading: Reading, rules: Rules, strategy: Strategy) -> list[_Reason]:
    reasons: list[_Reason] = []
    for rule in rules.forecasts:
        because = reading.fires(rule.when, rule.unless) if rule.strategy == strategy.code else None
        if because is not None:
            reasons.append(_Reason(rule, because))
    return sorted(reasons, key=lambda reason: -reason.rule.points)


def _told(reason: _Reason) -> str:
    if not reason.because or reason.rule.everywhere:
        return reason.rule.because
    return f"{reason.rule.because.removesuffix('.')} ({sentences(reason.because)})."


def _cited(reasons: Sequence[_Reason], cite: Cite) -> tuple[Citation, ...]:
    """The passages behind the reasons, each once."""
    cited = [cite(reason.rule.finding) for reason in reasons]
    return tuple({(c.id, c.text): c for c in cited}.values())[:_CITED]
