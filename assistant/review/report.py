"""Write a review up: a summary of a few sentences, notes for the reader, the whole as Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.models.framework import Framework, Sector
from assistant.models.review import Expected, Flag, Review, Tally, Verdict
from assistant.review.reading import Reading
from assistant.review.wording import capital, counted, listed, sentences

_NAMED = 4
"""Codes named in one sentence of a summary, at most."""
_SIDES: dict[Sector, str] = {"municipal": "the municipality", "voluntary": "the volunteers"}


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


def notes(reading: Reading, overall: Verdict, lang: str) -> tuple[str, ...]:
    """What the reader should know about the plan and about how it was read."""
    found = list(_instructions(reading))
    if overall != "not_a_plan":
        found += [*_strengths(reading), *_without_credit(reading), *_transfer(reading)]
    found += _how_read(reading, lang)
    return tuple(found)


def to_markdown(review: Review, framework: Framework) -> str:
    """The whole review as a document that can be printed or pasted."""
    blocks = [f"# Review: {review.file}", f"**{_VERDICTS[review.overall]}** {review.summary}"]
    if review.flags:
        blocks += ["## What the plan does not face", *_flag_blocks(review, framework)]
    if review.strategies:
        blocks += ["## What to expect", _strategy_list(review, framework)]
    if review.overall != "not_a_plan":
        blocks += ["## Balance", _balance_table(review)]
    blocks += ["## Notes", "\n".join(f"- {note}" for note in review.notes)]
    blocks += ["## The plan, sentence by sentence", _claim_list(review, framework)]
    return "\n\n".join(blocks) + "\n"


_VERDICTS: dict[Verdict, str] = {
    "over_optimistic": "Verdict: over-optimistic.",
    "partly_balanced": "Verdict: partly balanced.",
    "balanced": "Verdict: balanced.",
    "not_a_plan": "Verdict: not a plan of cooperation.",
}


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
        f"what could trouble {_SIDES[side]}: {listed(labels)}"
        for side, labels in sides.items()
        if labels
    ]
    return f"Talk first about {', and about '.join(told)}."


def _coming(framework: Framework, expected: Sequence[Expected]) -> str:
    seen = [e for e in expected if e.visible]
    likely = [e for e in expected if not e.visible and e.likelihood != "low"][:3]
    parts: list[str] = []
    if seen:
        used = listed([framework.entries[e.code].label for e in seen])
        parts.append(f"It already uses {used} itself.")
    sides = [
        f"from {_SIDES[side]} {listed(labels)}"
        for side in _SIDES
        if (labels := [framework.entries[e.code].label for e in likely if e.sector == side])
    ]
    if sides:
        parts.append(f"Going by the study, expect {', and '.join(sides)}.")
    return " ".join(parts)


def _instructions(reading: Reading) -> Iterator[str]:
    told = _of_kind(reading, "instruction")
    if told:
        yield (
            f"The text contains instructions to its reader ({sentences(told)}). They were read as part of the text "
            "and changed nothing in how it is judged."
        )


def _strengths(reading: Reading) -> Iterator[str]:
    """What the plan does well, in one note."""
    met: dict[str, list[int]] = {}
    for at in reading.indexes("mitigation"):
        for force in sorted(reading.named(reading.claims[at])):
            met.setdefault(force, []).append(at)
    told = [
        f"it answers {reading.framework.entries[force].label} ({sentences(places)})"
        for force, places in met.items()
    ]
    if told:
        yield f"What the plan does well: {listed(told)}."


def _without_credit(reading: Reading) -> Iterator[str]:
    generic = _of_kind(reading, "generic_risk")
    if generic:
        yield (
            f"{capital(counted(len(generic), 'risk'))} of a general kind, such as money, weather, data or numbers "
            f"({sentences(generic)}), earned no credit: they say nothing about the partner."
        )
    denied = _of_kind(reading, "denial")
    if denied:
        yield (
            f"Saying that no conflict is expected ({sentences(denied)}) earned no credit either: in the study, "
            "what repels showed only once work had begun."
        )
    solved = _of_kind(reading, "solved")
    if solved:
        yield (
            f"Past trouble is told as solved ({sentences(solved)}). It was not counted as faced, since nothing is "
            "said of the next time."
        )


def _transfer(reading: Reading) -> Iterator[str]:
    if reading.area == "other":
        yield (
            "The study looked at elderly care and immigration services in one Danish municipality. This plan belongs "
            "to another field: take the review as a lens, not as a prediction."
        )
    else:
        field = "elderly care" if reading.area == "elderly" else "immigration services"
        yield (
            f"The plan's field, {field}, is one of the two that were studied, in one Danish municipality: what is "
            "forecast here is likely, not certain."
        )


def _how_read(reading: Reading, lang: str) -> Iterator[str]:
    coded = sum(claim.role != "none" for claim in reading.claims)
    yield (
        f"{capital(counted(len(reading.claims), 'sentence'))} read; {coded or 'none'} of them carry a code. "
        "The coding is done by a program and can be wrong: look at the marked text."
    )
    if lang != "en":
        yield "The coding was trained on English sentences, and the plan seems to be in another language."


def _of_kind(reading: Reading, kind: str) -> tuple[int, ...]:
    return tuple(at for at, claim in enumerate(reading.claims) if claim.kind == kind)


def _flag_blocks(review: Review, framework: Framework) -> Iterator[str]:
    for number, flag in enumerate(review.flags, start=1):
        label = capital(framework.entries[flag.code].label)
        felt = _SIDES[flag.viewpoint]
        asked = _SIDES["voluntary" if flag.viewpoint == "municipal" else "municipal"]
        quoted = [f"> {review.claims[at].text} *(sentence {at + 1})*" for at in flag.because[:3]]
        cited = [f"{c.section} ¶{c.paragraph}" for c in flag.citations]
        yield "\n".join(
            [
                f"### {number}. {label} ({flag.severity}; felt by {felt})",
                "",
                *quoted,
                "",
                f"{flag.finding} [{'; '.join(cited)}]",
                "",
                f"- **Ask {asked}:** {flag.question}",
                f"- **Closes when:** {flag.closes_when}",
                f"- Rule: `{flag.rule}`",
            ]
        )


def _strategy_list(review: Review, framework: Framework) -> str:
    lines: list[str] = []
    for expected in review.strategies:
        label = capital(framework.entries[expected.code].label)
        seen = ", visible in the plan" if expected.visible else ""
        lines.append(f"- **{label}**, from {_SIDES[expected.sector]}: {expected.likelihood}{seen}.")
        lines += [f"  - {reason}" for reason in expected.because]
    return "\n".join(lines)


def _balance_table(review: Review) -> str:
    sides: tuple[tuple[Sector, Tally], ...] = (
        ("municipal", review.balance.municipal),
        ("voluntary", review.balance.voluntary),
    )
    rows = [
        f"| {capital(_SIDES[side])} | {tally.compelling} | {tally.acknowledged} | {tally.mitigated} |"
        for side, tally in sides
    ]
    head = ["| sentences | hopes | acknowledged | handled |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def _claim_list(review: Review, framework: Framework) -> str:
    lines: list[str] = []
    for number, claim in enumerate(review.claims, start=1):
        labels = listed([framework.entries[code].label for code in claim.codes])
        mark = f" — *{claim.role}: {labels}*" if labels else ""
        lines.append(f"{number}. {' '.join(claim.text.split())}{mark}")
    return "\n".join(lines)
