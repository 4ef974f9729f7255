"""How surely a plan tells of each force and answers it: chances, where labels would drop what is likely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from assistant.models.framework import Framework
from assistant.models.review import Claim

Told = Mapping[str, Mapping[str, float]]
"""What is told apart of one sentence -> label -> probability."""
Chances = npt.NDArray[np.float64]

_BEFORE, _AFTER = 3, 2
"""How many sentences back, and ahead, a measure looks for the trouble that it answers."""
_MET = 0.3
"""How much it tells of a force that some measure could handle it, beside what is said of the force itself."""
_MEANT = 0.6
"""The same of a measure that names no force, where the force is what such a measure is for."""


@dataclass(frozen=True)
class Evidence:
    """Everything about a plan's forces that is a matter of degree."""

    framework: Framework
    faces: Mapping[str, Sequence[str]]
    """Measure -> the forces that it is for even where none is named."""
    told: Sequence[Told]

    @cached_property
    def troubles(self) -> tuple[float, ...]:
        """How surely each sentence names a trouble or does something about one, the surest first."""
        return tuple(sorted((self._role("repelling") + self._role("mitigation")).tolist())[::-1])

    @cached_property
    def named(self) -> Mapping[str, float]:
        """Force -> how surely it is named, alone or together with its answer."""
        return self._by_force(np.maximum(_most(self._standing), _most(self._taken_up)))

    @cached_property
    def answered(self) -> Mapping[str, float]:
        """Force -> how surely it is answered: by a measure that names it, or by one near it that can handle it."""
        near = np.zeros(len(self._forces))
        able = self._able
        for at, row in enumerate(self._standing):
            around = able[max(0, at - _AFTER) : at + _BEFORE + 1]
            near = np.maximum(near, row * _most(around))
        return self._by_force(np.maximum(_most(self._taken_up), near))

    @cached_property
    def faced(self) -> Mapping[str, float]:
        """Force -> how surely the plan faces it: names it, or has a measure for it."""
        named = np.array([self.named[force] for force in self._forces])
        unnamed = 1.0 - self._tensions.max(axis=1, initial=0.0)
        meant = self._measures(self.faces) * unnamed[:, None]
        open_ = (1.0 - named) * (1.0 - _MET * _most(self._able)) * (1.0 - _MEANT * _most(meant))
        return self._by_force(1.0 - open_)

    @cached_property
    def hoped(self) -> Mapping[str, float]:
        """Hope -> how surely some sentence has it."""
        hopes = [entry.code for entry in self.framework.compelling]
        rows = self._role("compelling")[:, None] * self._chances("hope", hopes)
        return dict(zip(hopes, _most(rows).tolist(), strict=True))

    @property
    def _forces(self) -> list[str]:
        return [force.code for force in self.framework.repelling]

    @cached_property
    def _tensions(self) -> Chances:
        """How surely each sentence speaks of each force, whatever it says of it; shape (sentences, forces)."""
        return self._chances("force", self._forces)

    @cached_property
    def _standing(self) -> Chances:
        """How surely each sentence names each force as a trouble."""
        return self._role("repelling")[:, None] * self._tensions

    @cached_property
    def _taken_up(self) -> Chances:
        """How surely each sentence is a measure that names each force."""
        return self._role("mitigation")[:, None] * self._tensions

    @cached_property
    def _able(self) -> Chances:
        """How surely each sentence is a measure that can handle each force."""
        return self._measures({m.code: m.handles for m in self.framework.mitigations})

    def _measures(self, met: Mapping[str, Sequence[str]]) -> Chances:
        """How surely each sentence is a measure that meets each force."""
        measures = [measure.code for measure in self.framework.mitigations]
        meets = np.array([[float(f in met.get(m, ())) for f in self._forces] for m in measures])
        chances = np.minimum(1.0, self._chances("measure", measures) @ meets)
        return np.asarray(self._role("mitigation")[:, None] * chances, np.float64)

    def _role(self, role: str) -> Chances:
        return np.array([told["role"].get(role, 0.0) for told in self.told])

    def _chances(self, head: str, labels: Sequence[str]) -> Chances:
        rows = [[told.get(head, {}).get(label, 0.0) for label in labels] for told in self.told]
        return np.array(rows, np.float64).reshape(len(rows), len(labels))

    def _by_force(self, values: Chances) -> Mapping[str, float]:
        return dict(zip(self._forces, values.tolist(), strict=True))


def certain(claim: Claim) -> Told:
    """What is told of a sentence of which only the outcome is known: its codes, as surely as its role."""
    codes = dict.fromkeys(claim.codes, 1.0)
    return {
        "role": {claim.role: claim.confidence},
        **dict.fromkeys(("hope", "force", "measure", "strategy"), codes),
    }


def _most(rows: Chances) -> Chances:
    """The highest chance in each column; nothing in no rows."""
    return np.asarray(rows.max(axis=0, initial=0.0), np.float64)
