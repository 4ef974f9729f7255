"""What makes a flag and what makes a forecast: `corpus/rules.yaml` in memory."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from assistant.models.framework import Area, Viewpoint
from assistant.models.record import Record
from assistant.models.review import Level, Role, SentenceKind


class Condition(Record):
    """Holds when at least so many sentences of a plan match every field that is set."""

    roles: tuple[Role, ...] = ()
    """Any of these."""
    codes: tuple[str, ...] = ()
    """Any of these."""
    viewpoint: Viewpoint | None = None
    """Whose force the sentence is about."""
    kind: SentenceKind | None = None
    signal: str | None = None
    """A named set of words in `signals`, one of which the sentence uses."""
    area: Area | None = None
    """The area of the whole plan."""
    at_least: int = Field(default=1, ge=1)
    aside: bool = False
    """True where the sentences that meet it are needed, but are not what the rule is about."""


class FlagRule(Record):
    """Raises a repelling force that the plan should have faced."""

    id: str
    raises: str
    severity: Level
    when: tuple[Condition, ...]
    """All must hold."""
    unless: tuple[Condition, ...] = ()
    """None may hold."""
    reason: str
    finding: str
    """The finding that ties the reason to the paper."""
    question: str
    """What to ask the sector that does not feel the force."""
    closes_when: str


class ForecastRule(Record):
    """A reason to expect a strategy; reasons add up."""

    id: str
    strategy: str
    points: int
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...] = ()
    because: str
    finding: str
    everywhere: bool = False
    """True where the reason lies in the study and no sentence of the plan need be named."""


class Likelihood(Record):
    """From how many points on a strategy is expected how much; fewer are low."""

    high: int
    medium: int

    def of(self, points: int) -> Level:
        """The level that so many points make."""
        if points >= self.high:
            return "high"
        return "medium" if points >= self.medium else "low"


class Rules(Record):
    """All rules, in the order in which they are tried."""

    faces: Mapping[str, tuple[str, ...]]
    """Mitigation -> the repelling forces that it meets even where the plan does not name them."""
    likelihood: Likelihood
    flags: tuple[FlagRule, ...]
    forecasts: tuple[ForecastRule, ...]
    signals: Mapping[str, tuple[str, ...]]
    """Name -> beginnings of words that give the signal, lower case; a closing dot ends the word."""

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Where, kind and name of everything that a rule points to."""
        for measure, forces in self.faces.items():
            yield from (("rules.yaml: faces", "code", code) for code in (measure, *forces))
        for flag in self.flags:
            yield f"rules.yaml: {flag.id}", "code", flag.raises
        for forecast in self.forecasts:
            yield f"rules.yaml: {forecast.id}", "code", forecast.strategy
        rules: tuple[FlagRule | ForecastRule, ...] = (*self.flags, *self.forecasts)
        for rule in rules:
            where = f"rules.yaml: {rule.id}"
            yield where, "finding", rule.finding
            for condition in (*rule.when, *rule.unless):
                yield from ((where, "code", code) for code in condition.codes)
                if condition.signal:
                    yield where, "signal", condition.signal
