"""The plan as a picture: hopes on one side, what repels on the other, the mirrors between."""

from collections.abc import Iterator

from assistant.models.framework import Framework
from assistant.models.picture import Force, Hope, Mirror, Picture, State
from assistant.models.review import Review
from assistant.review.reading import Reading
from assistant.review.wording import capital, counted


def picture_of(review: Review, framework: Framework) -> Picture:
    """The hopes of a plan and the forces that they call for or that it names; the framework's order in both."""
    reading = reading_of(review, framework)
    flagged = {flag.code for flag in review.flags}
    answered = frozenset(reading.handled - flagged)
    faced = {*reading.acknowledged, *answered}
    called = {code for hope in reading.hopes for code in framework.mirrors[hope]}
    shown = called | flagged | set(reading.acknowledged)
    forces = tuple(
        Force(
            code=force.code,
            label=force.label,
            viewpoint=force.viewpoint,
            state=_state(force.code, answered, faced),
            flagged=force.code in flagged,
        )
        for force in framework.repelling
        if force.code in shown
    )
    hopes = tuple(
        Hope(
            code=hope.code,
            label=hope.label,
            viewpoint=hope.viewpoint,
            sentences=sum(hope.code in claim.codes for claim in review.claims),
        )
        for hope in framework.compelling
        if hope.code in reading.hopes
    )
    mirrors = tuple(
        Mirror(hope=hope.code, force=force.code, faced=force.code in faced)
        for hope in hopes
        for force in forces
        if force.code in framework.mirrors[hope.code]
    )
    return Picture(hopes=hopes, forces=forces, mirrors=mirrors)


def _state(force: str, answered: frozenset[str], faced: set[str]) -> State:
    if force in answered:
        return "handled"
    return "named" if force in faced else "open"


def reading_of(review: Review, framework: Framework) -> Reading:
    """A review's claims as the rules saw them, without the signals of their words."""
    nothing: frozenset[str] = frozenset()
    return Reading(
        framework=framework,
        claims=review.claims,
        signals=(nothing,) * len(review.claims),
        area=review.area,
    )


def in_words(picture: Picture) -> Iterator[str]:
    """What the picture shows, a line a hope, for whoever cannot see it."""
    forces = {force.code: force for force in picture.forces}
    for hope in picture.hopes:
        faced: list[str] = []
        open_ones: list[str] = []
        for mirror in picture.mirrors:
            if mirror.hope == hope.code:
                (faced if mirror.faced else open_ones).append(forces[mirror.force].label)
        told = [f"Faced: {'; '.join(faced)}."] if faced else []
        told += [f"Not faced: {'; '.join(open_ones)}."] if open_ones else []
        often = counted(hope.sentences, "sentence")
        yield f"{capital(hope.label)} ({often}). {' '.join(told)}"
    mirrored = {mirror.force for mirror in picture.mirrors}
    for force in picture.forces:
        if force.code not in mirrored:
            how = {
                "handled": "faced, with an answer",
                "named": "named, without one",
                "open": "not faced",
            }
            yield f"{capital(force.label)}, which mirrors no hope of the plan: {how[force.state]}."
