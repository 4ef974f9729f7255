"""A review in at most five sentences: what the plan is, never whether to go ahead."""

from collections import Counter
from collections.abc import Sequence

from assistant.models.framework import Framework, Sector
from assistant.models.review import Expected, Flag, Verdict
from assistant.review.reading import Reading
from assistant.review.wording import SIDES, listed

_NAMED = 4
"""Codes named in one sentence of a summary, at most."""


def summary(
    reading: Reading, overall: Verdict, flags: Sequence[Flag], expected: Sequence[Expected]
) -> str:
    """At most five sentences; what the plan is, never whether to go ahead."""
    if overall == "not_a_plan":
        return (
            "This text does not plan any cooperation between a public body and volunteers or associations. "
            "Nothing in it was weighed."
        )
    parts = [
        _hoped(reading),
        _faced(reading),
        _first(reading.framework, flags),
        _coming(reading.framework, expected),
    ]
    return " ".join(part for part in parts if part)


def _labels(framework: Framework, codes: Sequence[str]) -> str:
    names = [framework.entries[code].label for code in codes[:_NAMED]]
    return listed([*names, "more besides"] if len(codes) > _NAMED else names)


def _hoped(reading: Reading) -> str:
    if not reading.hopes:
        return "The plan says little of what either side hopes for."
    often = Counter(c for at in reading.indexes("compelling") for c in reading.claims[at].codes)
    return f"The plan hopes for {_labels(reading.framework, [c for c, _ in often.most_common()])}."


def _faced(reading: Reading) -> str:
    forces = reading.acknowledged
    answered = [code for code in forces if code in reading.handled]
    open_ones = [code for code in forces if code not in reading.handled]
    denied = any(claim.kind == "denial" for claim in reading.claims)
    known = reading.framework
    done = f"says what is done about {'it' if len(answered) == 1 else 'them'}"
    if answered and open_ones:
        return (
            f"It faces {_labels(known, answered)}, and {done}; it also names {_labels(known, open_ones)}, "
            "and leaves that open."
        )
    if answered:
        return f"It faces {_labels(known, answered)}, and {done}."
    if open_ones:
        return f"It names {_labels(known, open_ones)}, but not what is done about it."
    if reading.codes("mitigation"):
        measures = _labels(known, reading.codes("mitigation"))
        return f"It plans {measures}, without saying for which tension."
    faced = "It faces nothing that could put either side off once work has begun"
    return f"{faced}, and expects no conflict." if denied else f"{faced}."


def _first(framework: Framework, flags: Sequence[Flag]) -> str:
    if not flags:
        return "No force that its hopes call for is left out."
    sides: dict[Sector, list[str]] = {"municipal": [], "voluntary": []}
    for flag in flags[:3]:
        sides[flag.viewpoint].append(framework.entries[flag.code].label)
    told = [
        f"what could trouble {SIDES[side]} ({'; '.join(labels)})"
        for side, labels in sides.items()
        if labels
    ]
    return f"Talk first about {' and '.join(told)}."


def _coming(framework: Framework, expected: Sequence[Expected]) -> str:
    seen = [e for e in expected if e.visible]
    likely = [e for e in expected if not e.visible and e.likelihood != "low"][:3]
    parts: list[str] = []
    if seen:
        used = listed([framework.entries[e.code].label for e in seen])
        parts.append(f"It already uses {used} itself.")
    sides = [
        f"from {SIDES[side]} {listed(labels)}"
        for side in SIDES
        if (labels := [framework.entries[e.code].label for e in likely if e.sector == side])
    ]
    if sides:
        parts.append(f"Going by the study, expect {', and '.join(sides)}.")
    return " ".join(parts)
