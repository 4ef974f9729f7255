"""How far two labellers agree who did not see each other's labels: Cohen's kappa."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.evaluation.figures import Share
from assistant.models.record import Record
from assistant.models.review import LabelledPlan, Role, Verdict


class SecondLabel(Record):
    """What the second labeller says of one sentence."""

    role: Role
    codes: tuple[str, ...] = ()


class SecondReading(Record):
    """A plan as the second labeller reads it; sentences that are not listed have no role."""

    id: str
    overall: Verdict
    labels: dict[int, SecondLabel]


Pair = tuple[str, str]
"""What the first says, and what the second says."""


def load_second(path: Path) -> list[SecondReading]:
    """One plan a line."""
    lines = path.read_text("utf-8").splitlines()
    return [SecondReading.model_validate(json.loads(line)) for line in lines]


def figures(plans: Sequence[LabelledPlan], second: Sequence[SecondReading]) -> dict[str, str]:
    """Kappa for verdicts and roles, and how often the codes share one where both see the same role."""
    readings = {reading.id: reading for reading in second}
    both = [(plan, readings[plan.id]) for plan in plans if plan.id in readings]
    roles = [pair for plan, reading in both for pair in _roles(plan, reading)]
    return {
        "verdicts, kappa": f"{kappa([(p.overall, r.overall) for p, r in both]):.3f} ({len(both)} plans)",
        "roles, kappa": f"{kappa(roles):.3f} ({len(roles)} sentences)",
        "codes share one": str(
            Share.count(shared for plan, reading in both for shared in _codes(plan, reading))
        ),
    }


def kappa(pairs: Sequence[Pair]) -> float:
    """Agreement beyond what two people would reach by chance; 1 is complete, 0 is chance."""
    whole = len(pairs)
    seen = sum(first == second for first, second in pairs) / whole
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(firsts[label] * seconds[label] for label in firsts) / whole**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def _roles(plan: LabelledPlan, reading: SecondReading) -> Iterator[Pair]:
    for at, sentence in enumerate(plan.sentences):
        yield sentence.role, reading.labels[at].role if at in reading.labels else "none"


def _codes(plan: LabelledPlan, reading: SecondReading) -> Iterator[bool]:
    for at, sentence in enumerate(plan.sentences):
        label = reading.labels.get(at)
        if label is not None and label.role == sentence.role:
            yield not set(label.codes).isdisjoint(sentence.codes)
