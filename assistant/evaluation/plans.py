"""Judge reviews against plans with known verdict, flags, strategies and sentence labels."""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from assistant.evaluation.figures import Share
from assistant.models.record import Record
from assistant.models.review import Claim, Example, LabelledPlan, Review, Role, Verdict

ReviewPlan = Callable[[str, str], Review]
"""Text and file name -> its review."""

_BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Bounds of the confidences that are counted together."""
_ROLES: tuple[Role, ...] = ("compelling", "repelling", "mitigation", "strategy")


class Found(Record):
    """What was found, wrongly found and missed of one label."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


class Judged(Record):
    """One plan, its review, and the review's sentences laid over the plan's."""

    plan: LabelledPlan
    review: Review
    read: tuple[tuple[Role, tuple[str, ...]], ...]
    """Role and codes that the review gives to each labelled sentence."""


class Label(NamedTuple):
    """Something that a sentence has or has not."""

    gold: bool
    found: bool


def load(folder: Path) -> list[LabelledPlan]:
    """Every labelled plan of a folder."""
    files = sorted(folder.glob("*.json"))
    return [LabelledPlan.model_validate(json.loads(path.read_text("utf-8"))) for path in files]


def run(plans: Sequence[LabelledPlan], review: ReviewPlan) -> list[Judged]:
    """Review and judge every plan."""
    return [judge(plan, review(plan.text, f"{plan.id}.txt")) for plan in plans]


def judge(plan: LabelledPlan, review: Review) -> Judged:
    """Lay the review's claims over the plan's sentences by where they stand in the text."""
    read: list[tuple[Role, tuple[str, ...]]] = []
    at = 0
    for sentence in plan.sentences:
        end = at + len(sentence.text)
        read.append(_over(review.claims, at, end))
        at = end + 1
    return Judged(plan=plan, review=review, read=tuple(read))


def figures(judged: Sequence[Judged]) -> dict[str, str]:
    """Every figure with its counts."""
    pairs = [(item.plan.overall, item.review.overall) for item in judged]
    codes = code_figures(judged)
    hard = "over_optimistic"
    return {
        "verdict": str(Share.count(gold == found for gold, found in pairs)),
        "over-optimistic or not": str(
            Share.count((gold == hard) == (found == hard) for gold, found in pairs)
        ),
        "area": str(Share.count(item.plan.area == item.review.area for item in judged)),
        "must flag": str(Share.count(_flagged(judged, lambda plan: plan.must_flag))),
        "must not flag": str(Share.count(_flagged(judged, lambda plan: plan.must_not_flag))),
        "flags a plan": f"{mean(len(item.review.flags) for item in judged):.1f}",
        **{f"{role} F1": str(role_figure(judged, role)) for role in _ROLES},
        "codes macro F1": f"{mean(found.f1 for found in codes.values()):.3f} ({len(codes)} codes)",
        "strategies expected": str(Share.count(_expected(judged))),
        "strategies a plan": f"{mean(len(_likely(item.review)) for item in judged):.1f}",
        **reliability(judged),
    }


def reliability(judged: Sequence[Judged]) -> dict[str, str]:
    """Of the sentences whose role was told with so much confidence, how many have that role."""
    told = [
        (claim.confidence, claim.role == gold.role)
        for item in judged
        for gold, claim in _pairs(item)
    ]
    bands = pairwise(_BANDS)
    found = {band: [right for sure, right in told if band[0] <= sure < band[1]] for band in bands}
    return {
        f"right where {low:.2f} to {min(high, 1.0):.2f} sure": str(Share.count(rights))
        for (low, high), rights in found.items()
        if rights
    }


def confusion(judged: Sequence[Judged]) -> dict[tuple[Verdict, Verdict], int]:
    """How often which verdict was given for which; the right one first."""
    counts: dict[tuple[Verdict, Verdict], int] = {}
    for item in judged:
        pair = (item.plan.overall, item.review.overall)
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def role_figure(judged: Sequence[Judged], role: Role) -> Found:
    """How well sentences with one role are found."""
    return _count(
        Label(gold=gold.role == role, found=found == role)
        for item in judged
        for gold, (found, _) in zip(item.plan.sentences, item.read, strict=True)
    )


def code_figures(judged: Sequence[Judged]) -> dict[str, Found]:
    """How well each code is found that occurs among the labels."""
    pairs = [
        (frozenset(gold.codes), frozenset(found))
        for item in judged
        for gold, (_, found) in zip(item.plan.sentences, item.read, strict=True)
    ]
    known = sorted(frozenset().union(*(gold for gold, _ in pairs)))
    return {
        code: _count(Label(code in gold, code in found) for gold, found in pairs) for code in known
    }


def _pairs(item: Judged) -> Iterable[tuple[Example, Claim]]:
    """Every labelled sentence with the claim that stands where it stands, where it is one."""
    claims = {(claim.start, claim.end): claim for claim in item.review.claims}
    at = 0
    for sentence in item.plan.sentences:
        found = claims.get((at, at + len(sentence.text)))
        if found:
            yield sentence, found
        at += len(sentence.text) + 1


def _over(claims: Sequence[Claim], start: int, end: int) -> tuple[Role, tuple[str, ...]]:
    """What the claims say that stand, for the greater part, between two offsets."""
    inside = [c for c in claims if start <= (c.start + c.end) / 2 < end and c.role != "none"]
    codes = dict.fromkeys(code for claim in inside for code in claim.codes)
    return (inside[0].role, tuple(codes)) if inside else ("none", ())


def _flagged(
    judged: Sequence[Judged], asked: Callable[[LabelledPlan], Sequence[str]]
) -> Iterable[bool]:
    for item in judged:
        raised = {flag.code for flag in item.review.flags}
        yield from (code in raised for code in asked(item.plan))


def _likely(review: Review) -> set[str]:
    return {expected.code for expected in review.strategies if expected.likelihood != "low"}


def _expected(judged: Sequence[Judged]) -> Iterable[bool]:
    for item in judged:
        likely = _likely(item.review)
        yield from (strategy.code in likely for strategy in item.plan.strategies)


def _count(labels: Iterable[Label]) -> Found:
    listed = list(labels)
    return Found(
        right=sum(label.gold and label.found for label in listed),
        wrong=sum(label.found and not label.gold for label in listed),
        missed=sum(label.gold and not label.found for label in listed),
    )
