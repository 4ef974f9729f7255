"""A plan as the rules see it: coded sentences, the signals in their words, the plan's area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.models.framework import Area, Framework, Viewpoint
from assistant.models.review import Claim, Role
from assistant.models.rules import Condition
from assistant.review.evidence import Evidence, Told, certain

_WORTH_ASKING = 0.1
"""How likely a sentence must hope for something for what mirrors it to be looked for.

A question too many costs a planner less than a tension that nobody asked about.
"""


@dataclass(frozen=True)
class Reading:
    """Coded sentences in order, and what else the rules ask about."""

    framework: Framework
    claims: tuple[Claim, ...]
    signals: tuple[frozenset[str], ...]
    """One set of names a claim."""
    area: Area
    planned: float = 1.0
    """How likely the text plans any cooperation at all."""
    told: tuple[Told, ...] = ()
    """The chances behind the claims, where they are known."""

    def evidence(self, faces: Mapping[str, Sequence[str]]) -> Evidence:
        """What the plan tells of the forces, as a matter of degree; for `faces` see the rules.

        An instruction takes no place: what stands on its two sides is as near as without it.
        """
        told = self.told or tuple(certain(claim) for claim in self.claims)
        plan = zip(self.claims, told, strict=True)
        return Evidence(self.framework, faces, [t for c, t in plan if c.kind != "instruction"])

    def holds(self, condition: Condition) -> tuple[int, ...] | None:
        """The sentences that meet a condition, none if it is about the whole plan; None if it does not hold."""
        if condition.area is not None and condition.area != self.area:
            return None
        if condition == Condition(area=condition.area):
            return ()
        met = tuple(at for at in range(len(self.claims)) if self._meets(at, condition))
        return met if len(met) >= condition.at_least else None

    def fires(
        self, when: Sequence[Condition], unless: Sequence[Condition]
    ) -> tuple[int, ...] | None:
        """The sentences that a firing rule is about, in order; None if it does not fire."""
        if any(self.holds(condition) is not None for condition in unless):
            return None
        told: set[int] = set()
        for condition in when:
            met = self.holds(condition)
            if met is None:
                return None
            told.update(() if condition.aside else met)
        return tuple(sorted(told))

    def indexes(self, *roles: Role) -> tuple[int, ...]:
        """Sentences with one of these roles."""
        return tuple(at for at, claim in enumerate(self.claims) if claim.role in roles)

    def codes(self, *roles: Role) -> tuple[str, ...]:
        """Codes of sentences with one of these roles, each once, in order."""
        return _once(code for at in self.indexes(*roles) for code in self.claims[at].codes)

    @cached_property
    def hopes(self) -> tuple[str, ...]:
        """What the plan hopes for."""
        return self.codes("compelling")

    @cached_property
    def acknowledged(self) -> tuple[str, ...]:
        """Forces that the plan names, whether or not it says what is done about them."""
        known = {force.code for force in (*self.framework.repelling, *self.framework.long_run)}
        return tuple(c for c in self.codes("repelling", "mitigation") if c in known)

    @cached_property
    def handled(self) -> frozenset[str]:
        """Forces that a measure of the plan answers."""
        return frozenset(
            force for at in self.indexes("mitigation") for force in self.answers(self.claims[at])
        )

    def named(self, claim: Claim) -> frozenset[str]:
        """The forces that a measure says it is for."""
        return frozenset(claim.codes) - self._handles.keys()

    def answers(self, claim: Claim) -> frozenset[str]:
        """The forces that a measure answers: those it names, or else all that such a measure can handle."""
        handled = (force for code in claim.codes for force in self._handles.get(code, ()))
        return self.named(claim) or frozenset(handled)

    @cached_property
    def _handles(self) -> Mapping[str, tuple[str, ...]]:
        return {measure.code: measure.handles for measure in self.framework.mitigations}

    def viewpoints(self, codes: Iterable[str]) -> frozenset[Viewpoint]:
        """Whose forces these are."""
        of = self.framework.sector_of
        return frozenset(of[code] for code in codes if code in of)

    def _meets(self, at: int, condition: Condition) -> bool:
        claim = self.claims[at]
        return (
            (self._says(claim, condition) or self._may_hope(at, condition))
            and (condition.kind is None or claim.kind == condition.kind)
            and (condition.signal is None or condition.signal in self.signals[at])
            and (condition.viewpoint is None or condition.viewpoint in self.viewpoints(claim.codes))
        )

    @staticmethod
    def _says(claim: Claim, condition: Condition) -> bool:
        return (not condition.roles or claim.role in condition.roles) and (
            not condition.codes or not set(condition.codes).isdisjoint(claim.codes)
        )

    def _may_hope(self, at: int, condition: Condition) -> bool:
        """Whether a sentence may have a hope that is asked for, though it was read otherwise."""
        if not self.told or condition.roles != ("compelling",):
            return False
        told = self.told[at]
        hopes = told.get("hope", {})
        hoping = told["role"].get("compelling", 0.0)
        return any(hoping * hopes.get(code, 0.0) >= _WORTH_ASKING for code in condition.codes)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
