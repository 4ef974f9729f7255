"""What the reader should know about a plan and about how it was read."""

from collections.abc import Iterator, Sequence

from assistant.models.review import Review, Verdict
from assistant.review.reading import Reading
from assistant.review.wording import capital, counted, listed, sentences


def notes(reading: Reading, overall: Verdict, lang: str) -> tuple[str, ...]:
    """What the reader should know about the plan and about how it was read."""
    found = list(_instructions(reading))
    if overall != "not_a_plan":
        found += [*_strengths(reading), *_without_credit(reading), *_transfer(reading)]
    found += _how_read(reading, lang)
    return tuple(found)


def strengths(reading: Reading) -> tuple[str, ...]:
    """What the plan does well, a sentence each: what it handles, what it plans besides, what it names openly."""
    labels = {code: entry.label for code, entry in reading.framework.entries.items()}
    found = [
        f"It answers {labels[force]} ({sentences(places)})."
        for force, places in _met(reading).items()
    ]
    planned: dict[str, list[int]] = {}
    for at in reading.indexes("mitigation"):
        if not reading.named(reading.claims[at]):
            for code in reading.claims[at].codes:
                planned.setdefault(code, []).append(at)
    if planned:
        measures = listed([f"{labels[code]} ({sentences(at)})" for code, at in planned.items()])
        found.append(f"It also plans {measures}, without saying for which tension.")
    for force in reading.acknowledged:
        if force not in reading.handled:
            named = [at for at in reading.indexes("repelling") if force in reading.claims[at].codes]
            found.append(
                f"It names {labels[force]} openly ({sentences(named)}); an answer to it is open."
            )
    return tuple(found)


def read_from(review: Review, *, pages: int, left_out: Sequence[str]) -> Review:
    """The review with a note on the file it came from: how long it is, and what was left out of it or added."""
    length = f"{capital(counted(pages, 'page'))} read. " if pages > 1 else ""
    told = length + " ".join(left_out)
    return review.model_copy(update={"notes": (*review.notes, told.strip())}) if told else review


def _instructions(reading: Reading) -> Iterator[str]:
    told = _of_kind(reading, "instruction")
    if told:
        yield (
            f"The text contains instructions to its reader ({sentences(told)}). They were read as part of the text "
            "and changed nothing in how it is judged."
        )


def _strengths(reading: Reading) -> Iterator[str]:
    """What the plan does well, in one note."""
    told = [
        f"it answers {reading.framework.entries[force].label} ({sentences(places)})"
        for force, places in _met(reading).items()
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


def _met(reading: Reading) -> dict[str, list[int]]:
    """Force -> the measures that name it."""
    met: dict[str, list[int]] = {}
    for at in reading.indexes("mitigation"):
        for force in sorted(reading.named(reading.claims[at])):
            met.setdefault(force, []).append(at)
    return met


def _of_kind(reading: Reading, kind: str) -> tuple[int, ...]:
    return tuple(at for at, claim in enumerate(reading.claims) if claim.kind == kind)
