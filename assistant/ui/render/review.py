"""A review as the browser draws it: the plan on one side, what to talk about on the other."""

from collections.abc import Sequence
from typing import Literal

from assistant.knowledge.sentences import sentences
from assistant.models.framework import Framework, Sector
from assistant.models.picture import Picture
from assistant.models.record import Record
from assistant.models.review import Change, Claim, Flag, Level, Review, Role, Tally, Verdict
from assistant.review.picture import in_words, picture_of
from assistant.ui.desk import Rejected, Reviewed, Room, Working
from assistant.ui.render.names import Label, Names
from assistant.ui.render.plan import ROLES, ParagraphView, paragraphs
from assistant.ui.render.source import SourceView, source

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "over_optimistic": (
        "Over-optimistic",
        "The plan hopes, and faces nothing that could put either side off once work has begun.",
    ),
    "partly_balanced": (
        "Partly balanced",
        "The plan faces something that could put a side off, but one side of it, or the mirror of a main hope, "
        "is missing.",
    ),
    "balanced": (
        "Balanced",
        "The plan faces what could put either side off, and says what is done about it.",
    ),
    "not_a_plan": (
        "Not a plan for working together",
        "No cooperation between a public body and volunteers or associations was found in this text.",
    ),
}

_GROUPS: dict[Level, str] = {
    "high": "Talk about first",
    "medium": "Then talk about",
    "low": "Keep in mind",
}

_LIKELY: dict[Level, str] = {"high": "Very likely", "medium": "Likely", "low": "Possible"}

_SECTORS: dict[Sector, str] = {"municipal": "the municipality", "voluntary": "the volunteers"}

_AREAS = {
    "immigration": "refugees and immigration",
    "elderly": "elderly care",
    "other": "another field",
}


class SentenceRef(Record):
    """A sentence of the plan that something points at; `number` is how people count, from 1."""

    claim: int
    number: int
    text: str


class FlagView(Record):
    """Something the plan does not face."""

    id: str
    key: str
    number: int
    label: Label
    sector: Sector
    """Who feels it."""
    felt_by: str
    because: tuple[SentenceRef, ...]
    finding: str
    sources: tuple[SourceView, ...]
    asks: str
    """Whom the question is for."""
    question: str
    closes_when: str
    rule: str
    contested: str
    """Why the visitor disagrees; empty where they do not."""


class GroupView(Record):
    """Flags of one weight."""

    level: Level
    title: str
    flags: tuple[FlagView, ...]


class StrategyView(Record):
    """What a side may do to keep the good and avoid the bad."""

    label: Label
    sector: str
    level: Level
    likelihood: str
    visible: bool
    because: tuple[str, ...]
    sources: tuple[SourceView, ...]


class TallyView(Record):
    """One side's sentences, counted."""

    sector: str
    hopes: int
    acknowledged: int
    handled: int


class RoleView(Record):
    """An entry of the legend, which also filters."""

    role: Role
    label: str
    count: int


class DifferenceView(Record):
    """What became of one flag since the version before."""

    label: Label
    outcome: Literal["closed", "opened", "stays"]
    number: int
    """Of the flag in this review; 0 where it is closed."""
    because: tuple[str, ...]
    """The sentences that made the difference, as they are now, or were."""


class ComparisonView(Record):
    """This version beside the one before."""

    against: str
    verdict_before: str
    closed: tuple[DifferenceView, ...]
    opened: tuple[DifferenceView, ...]
    stays: tuple[DifferenceView, ...]


class ReviewView(Record):
    """A whole review."""

    state: str = "reviewed"
    file: str
    verdict: Verdict
    verdict_title: str
    verdict_meaning: str
    area: str
    summary: tuple[str, ...]
    paragraphs: tuple[ParagraphView, ...]
    legend: tuple[RoleView, ...]
    flagged: dict[int, tuple[int, ...]]
    """Sentence -> numbers of the flags that point at it."""
    groups: tuple[GroupView, ...]
    strategies: tuple[StrategyView, ...]
    balance: tuple[TallyView, ...]
    notes: tuple[str, ...]
    sentences: int
    id: str
    """Under which it is kept."""
    text: str
    """The plan as it was read, to be worked on."""
    comparison: ComparisonView | None
    picture: Picture
    picture_words: tuple[str, ...]
    """The same for whoever cannot see it."""


class DeskView(Record):
    """The review room without a review in it."""

    state: str
    file: str = ""
    done: int = 0
    whole: int = 0
    problem: str = ""


def desk(room: Room, names: Names, framework: Framework) -> ReviewView | DeskView:
    """What lies on the desk, ready to be drawn."""
    match room:
        case Reviewed():
            return _reviewed(room, names, picture_of(room.review, framework))
        case Working():
            return DeskView(state=room.state, file=room.file, done=room.done, whole=room.whole)
        case Rejected():
            return DeskView(state=room.state, problem=room.problem)
        case _:
            return DeskView(state=room.state)


def _reviewed(room: Reviewed, names: Names, picture: Picture) -> ReviewView:
    review = room.review
    verdict_title, meaning = _VERDICTS[review.overall]
    flags = [_flag(flag, n, review, names) for n, flag in enumerate(review.flags, start=1)]
    return ReviewView(
        file=review.file,
        verdict=review.overall,
        verdict_title=verdict_title,
        verdict_meaning=meaning,
        area=_AREAS[review.area],
        summary=tuple(span.text for span in sentences(review.summary)),
        paragraphs=paragraphs(room.text, review.claims, names),
        legend=_legend(review.claims),
        flagged=_flagged(review.flags),
        groups=_groups(review.flags, flags),
        strategies=_strategies(review, names),
        balance=_balance(review),
        notes=(*room.notes, *review.notes),
        sentences=len(review.claims),
        id=room.id,
        text=room.text,
        comparison=_comparison(review, names) if review.comparison else None,
        picture=picture,
        picture_words=tuple(in_words(picture)),
    )


def _comparison(review: Review, names: Names) -> ComparisonView:
    comparison = review.comparison
    assert comparison is not None
    numbers = {flag.id: number for number, flag in enumerate(review.flags, start=1)}
    views = [
        DifferenceView(
            label=names.label(turn.code),
            outcome=turn.outcome,
            number=numbers.get(turn.flag, 0),
            because=tuple(_changed(comparison.changes[at]) for at in turn.because),
        )
        for turn in comparison.flags
    ]
    return ComparisonView(
        against=comparison.against,
        verdict_before=_VERDICTS[comparison.overall_before][0],
        closed=tuple(view for view in views if view.outcome == "closed"),
        opened=tuple(view for view in views if view.outcome == "opened"),
        stays=tuple(view for view in views if view.outcome == "stays"),
    )


def _changed(change: Change) -> str:
    claim = change.after or change.before
    assert claim is not None
    return claim.text


def _flag(flag: Flag, number: int, review: Review, names: Names) -> FlagView:
    key = f"flag{number}"
    partner: Sector = "voluntary" if flag.viewpoint == "municipal" else "municipal"
    return FlagView(
        id=flag.id,
        key=key,
        number=number,
        label=names.label(flag.code),
        sector=flag.viewpoint,
        felt_by=_SECTORS[flag.viewpoint],
        because=_refs(flag.because, review.claims),
        finding=flag.finding,
        sources=tuple(
            source(citation, key=f"{key}.{citation.id}", number=n, claim=flag.finding, names=names)
            for n, citation in enumerate(flag.citations, start=1)
        ),
        asks=_SECTORS[partner],
        question=flag.question,
        closes_when=flag.closes_when,
        rule=flag.rule,
        contested=flag.contested,
    )


def _refs(indexes: Sequence[int], claims: Sequence[Claim]) -> tuple[SentenceRef, ...]:
    return tuple(
        SentenceRef(claim=index, number=index + 1, text=claims[index].text)
        for index in indexes
        if 0 <= index < len(claims)
    )


def _flagged(flags: Sequence[Flag]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for number, flag in enumerate(flags, start=1):
        for index in flag.because:
            found[index] = (*found.get(index, ()), number)
    return found


def _groups(flags: Sequence[Flag], views: Sequence[FlagView]) -> tuple[GroupView, ...]:
    pairs = list(zip(flags, views, strict=True))
    groups = (
        GroupView(
            level=level,
            title=title,
            flags=tuple(view for flag, view in pairs if flag.severity == level),
        )
        for level, title in _GROUPS.items()
    )
    return tuple(group for group in groups if group.flags)


def _strategies(review: Review, names: Names) -> tuple[StrategyView, ...]:
    return tuple(
        StrategyView(
            label=names.label(expected.code),
            sector=_SECTORS[expected.sector],
            level=expected.likelihood,
            likelihood=_LIKELY[expected.likelihood],
            visible=expected.visible,
            because=expected.because,
            sources=tuple(
                source(
                    citation,
                    key=f"strategy{number}.{citation.id}",
                    number=n,
                    claim=" ".join(expected.because),
                    names=names,
                )
                for n, citation in enumerate(expected.citations, start=1)
            ),
        )
        for number, expected in enumerate(review.strategies, start=1)
    )


def _balance(review: Review) -> tuple[TallyView, ...]:
    sides: tuple[tuple[str, Tally], ...] = (
        ("The municipality", review.balance.municipal),
        ("The volunteers", review.balance.voluntary),
    )
    return tuple(
        TallyView(
            sector=name,
            hopes=tally.compelling,
            acknowledged=tally.acknowledged,
            handled=tally.mitigated,
        )
        for name, tally in sides
    )


def _legend(claims: Sequence[Claim]) -> tuple[RoleView, ...]:
    return tuple(
        RoleView(role=role, label=label, count=sum(claim.role == role for claim in claims))
        for role, label in ROLES.items()
        if role != "none"
    )
