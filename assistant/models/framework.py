"""The analytic framework of Frederiksen and Grubb (2021): codes, sectors, mirrors, places."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from assistant.models.record import Record

Sector = Literal["municipal", "voluntary"]
Viewpoint = Literal["municipal", "voluntary", "either"]
Area = Literal["immigration", "elderly", "other"]
Size = Literal["large", "small"]


class Place(Record):
    """Where the paper says something: a section of `outline.yaml` and a paragraph in it, from 1."""

    section: str
    paragraph: int

    def __str__(self) -> str:
        return f"{self.section}:{self.paragraph}"


class Entry(Record):
    """One code of the framework."""

    code: str
    label: str
    """A noun phrase that reads well in the middle of a sentence."""
    definition: str
    place: Place


class Compelling(Entry):
    """Why one sector wants the other."""

    viewpoint: Viewpoint
    turns_into: tuple[str, ...]
    """The mirrors: repelling codes that this attraction becomes once work begins."""


class Repelling(Entry):
    """Why the same partner puts a sector off."""

    viewpoint: Sector


class Strategy(Entry):
    """How a sector takes the good and keeps the bad out."""

    sector: Sector


class Mitigation(Entry):
    """What a plan can do about a tension."""

    advice: bool
    """True where the measure is our practice advice, false where the authors name it."""
    handles: tuple[str, ...]


class Framework(Record):
    """All codes, by kind; `corpus/framework.yaml` in memory."""

    compelling: tuple[Compelling, ...]
    repelling: tuple[Repelling, ...]
    boundary_work: tuple[Entry, ...]
    strategies: tuple[Strategy, ...]
    long_run: tuple[Entry, ...]
    mitigations: tuple[Mitigation, ...]

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every code's entry, in the order of the framework."""
        kinds: tuple[tuple[Entry, ...], ...] = (
            self.compelling,
            self.repelling,
            self.boundary_work,
            self.strategies,
            self.long_run,
            self.mitigations,
        )
        return {entry.code: entry for kind in kinds for entry in kind}

    @cached_property
    def sector_of(self) -> Mapping[str, Viewpoint]:
        """Whose force or strategy a code is; codes that belong to nobody are left out."""
        forces: dict[str, Viewpoint] = {force.code: force.viewpoint for force in self.compelling}
        forces |= {force.code: force.viewpoint for force in self.repelling}
        return forces | {strategy.code: strategy.sector for strategy in self.strategies}

    @cached_property
    def mirrors(self) -> Mapping[str, tuple[str, ...]]:
        """Compelling code -> what it turns into."""
        return {force.code: force.turns_into for force in self.compelling}

    @cached_property
    def handled_by(self) -> Mapping[str, tuple[str, ...]]:
        """Repelling code -> the mitigations that answer it."""
        codes = [force.code for force in self.repelling] + [entry.code for entry in self.long_run]
        return {
            code: tuple(m.code for m in self.mitigations if code in m.handles) for code in codes
        }
