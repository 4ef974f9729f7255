"""A plan beside an earlier version: which flags closed, opened or stay, and which sentences did it."""

from collections import Counter
from collections.abc import Sequence

from assistant.models.framework import Framework
from assistant.models.review import Change, Claim, Comparison, Flag, Review, Turn

_ALIKE = 0.5
"""Share of words that two wordings of one sentence have in common, at least."""
_COMMON = 40
"""A word that stands in more sentences than this tells no sentence from another."""


def compared(new: Review, old: Review, framework: Framework) -> Review:
    """The new review with what became of the old one's flags."""
    changes = _changes(old.claims, new.claims)
    before = {flag.id: flag for flag in old.flags}
    after = {flag.id: flag for flag in new.flags}
    turns = [
        _turn(
            before.get(name),
            after.get(name),
            _because(
                before.get(name),
                after.get(name),
                old=old,
                new=new,
                changes=changes,
                known=framework,
            ),
        )
        for name in dict.fromkeys([*before, *after])
    ]
    order = ("closed", "opened", "stays")
    comparison = Comparison(
        against=old.file,
        overall_before=old.overall,
        flags=tuple(sorted(turns, key=lambda turn: order.index(turn.outcome))),
        changes=changes,
    )
    return new.model_copy(update={"comparison": comparison})


def _turn(before: Flag | None, after: Flag | None, because: tuple[int, ...]) -> Turn:
    flag = after or before
    assert flag is not None
    return Turn(
        flag=flag.id,
        code=flag.code,
        outcome="stays" if before and after else "closed" if before else "opened",
        before=before.severity if before else None,
        after=after.severity if after else None,
        because=because,
    )


def _because(
    before: Flag | None,
    after: Flag | None,
    *,
    old: Review,
    new: Review,
    changes: Sequence[Change],
    known: Framework,
) -> tuple[int, ...]:
    """The changed sentences behind a flag that closed or opened.

    One closes where its force is named or met, or where the hope behind it is gone; it opens the other way round.
    """
    if before and after:
        return ()
    flag = after or before
    assert flag is not None
    rests_on = {id((new if after else old).claims[at]) for at in flag.because}
    meets = {flag.code, *known.handled_by.get(flag.code, ())}

    def faces(claim: Claim | None) -> bool:
        return bool(claim and claim.role in ("repelling", "mitigation") and meets & {*claim.codes})

    found = []
    for at, change in enumerate(changes):
        here, there = (change.after, change.before) if after else (change.before, change.after)
        if id(here) in rests_on or (faces(there) and not faces(here)):
            found.append(at)
    return tuple(found)


def _changes(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[Change, ...]:
    """Coded sentences that differ, in the order of the new version; those that are gone come last."""
    gone, come = _unmatched(old, new), _unmatched(new, old)
    pairs = _paired(gone, come)
    changes: list[Change] = []
    for claim in come:
        earlier = pairs.pop(id(claim), None)
        if earlier is not None:
            gone = [item for item in gone if item is not earlier]
        changes.append(Change(how="changed" if earlier else "added", before=earlier, after=claim))
    changes += [Change(how="removed", before=claim, after=None) for claim in gone]
    return tuple(change for change in changes if _coded(change))


def _coded(change: Change) -> bool:
    return any(claim and claim.role != "none" for claim in (change.before, change.after))


def _unmatched(these: Sequence[Claim], those: Sequence[Claim]) -> list[Claim]:
    """What is not word for word, and with the same reading, among the others, wherever it stands."""
    left = Counter(_known_by(claim) for claim in those)
    found: list[Claim] = []
    for claim in these:
        if left[_known_by(claim)] > 0:
            left[_known_by(claim)] -= 1
        else:
            found.append(claim)
    return found


def _known_by(claim: Claim) -> tuple[str, str, tuple[str, ...]]:
    return " ".join(claim.text.split()), claim.role, claim.codes


def _paired(gone: Sequence[Claim], come: Sequence[Claim]) -> dict[int, Claim]:
    """For a new sentence, by identity, the old one that it most likely was; each is used once."""
    words = [_words(claim) for claim in gone]
    holders: dict[str, list[int]] = {}
    for at, some in enumerate(words):
        for word in some:
            holders.setdefault(word, []).append(at)
    scored: list[tuple[float, int, int]] = []
    for number, claim in enumerate(come):
        mine = _words(claim)
        rare = (holders.get(word, []) for word in mine)
        for at in {at for places in rare if len(places) <= _COMMON for at in places}:
            alike = len(mine & words[at]) / len(mine | words[at])
            if alike >= _ALIKE:
                scored.append((-alike, number, at))
    pairs: dict[int, Claim] = {}
    used: set[int] = set()
    for _, number, at in sorted(scored):
        if id(come[number]) not in pairs and at not in used:
            pairs[id(come[number])] = gone[at]
            used.add(at)
    return pairs


def _words(claim: Claim) -> frozenset[str]:
    return frozenset(word.strip(".,;:!?\"'()").lower() for word in claim.text.split())
