"""What a newer version of a plan changed, as part of its report."""

from collections.abc import Iterator, Mapping

from assistant.models.report import Block, Heading, Items, Rows, Text
from assistant.models.review import Change, Claim, Comparison, Turn, Verdict
from assistant.review.wording import capital, listed

_VERDICTS: dict[Verdict, str] = {
    "over_optimistic": "over-optimistic",
    "partly_balanced": "partly balanced",
    "balanced": "balanced",
    "not_a_plan": "no plan of cooperation",
}


def differences(comparison: Comparison, labels: Mapping[str, str]) -> Iterator[Block]:
    """Which flags closed, opened and stay, and the sentences that made the difference."""
    yield Heading(level=1, text="Since the earlier version")
    yield Text(
        text=f"{comparison.against} was {_VERDICTS[comparison.overall_before]}. {_told(comparison)}"
    )
    if comparison.flags:
        rows = tuple(_row(turn, labels) for turn in comparison.flags)
        yield Rows(head=("Flag", "was", "is", "outcome", "because of change"), rows=rows)
    if comparison.changes:
        yield Text(lead="Sentences with a code that differ.", text="")
        items = (_change(n, change, labels) for n, change in enumerate(comparison.changes, start=1))
        yield Items(items=tuple(items))


def _told(comparison: Comparison) -> str:
    counts = {
        outcome: sum(turn.outcome == outcome for turn in comparison.flags)
        for outcome in ("closed", "opened", "stays")
    }
    if not comparison.flags:
        return "Neither version raised a flag."
    return f"Flags closed: {counts['closed']}; opened: {counts['opened']}; still there: {counts['stays']}."


def _row(turn: Turn, labels: Mapping[str, str]) -> tuple[str, ...]:
    because = ", ".join(str(at + 1) for at in turn.because)
    return (
        capital(labels[turn.code]),
        turn.before or "–",
        turn.after or "–",
        turn.outcome,
        because or "–",
    )


def _change(number: int, change: Change, labels: Mapping[str, str]) -> Text:
    old, new = _quoted(change.before, labels), _quoted(change.after, labels)
    if change.before and change.after:
        same = change.before.text.split() == change.after.text.split()
        old = "the same words, read as " + _reading(change.before, labels) if same else old
        return Text(lead=f"{number}. Changed:", text=f"{new} Before: {old}")
    return Text(lead=f"{number}. {capital(change.how)}:", text=new or old)


def _quoted(claim: Claim | None, labels: Mapping[str, str]) -> str:
    return f"‘{' '.join(claim.text.split())}’ ({_reading(claim, labels)})" if claim else ""


def _reading(claim: Claim, labels: Mapping[str, str]) -> str:
    return listed([labels[code] for code in claim.codes]) or "no code"
