"""Judging reviews: how claims are laid over labelled sentences, and what is counted."""

from pathlib import Path

import pytest

from assistant.evaluation.plans import Found, figures, judge, load
from assistant.models.review import (
    Balance,
    Claim,
    Example,
    LabelledPlan,
    Review,
    Role,
    Tally,
    Verdict,
)

NONE = Tally(compelling=0, acknowledged=0, mitigated=0)


def plan(*sentences: tuple[str, Role, str], overall: Verdict = "balanced") -> LabelledPlan:
    return LabelledPlan(
        id="p",
        title="",
        area="other",
        overall=overall,
        must_flag=("particularism", "unruliness"),
        must_not_flag=("withheld_access",),
        strategies=(),
        sentences=tuple(
            Example(text=text, role=role, codes=(code,) if code else (), kind="plain")
            for text, role, code in sentences
        ),
    )


def review(text: str, *found: tuple[str, Role, str], overall: Verdict = "balanced") -> Review:
    claims = tuple(
        Claim(
            start=text.index(part),
            end=text.index(part) + len(part),
            text=part,
            codes=(code,) if code else (),
            role=role,
            confidence=1.0,
        )
        for part, role, code in found
    )
    return Review(
        file="",
        lang="en",
        overall=overall,
        area="other",
        summary="",
        claims=claims,
        flags=(),
        strategies=(),
        balance=Balance(municipal=NONE, voluntary=NONE),
        notes=(),
    )


GOLD = plan(("1. Money", "none", ""), ("We hope. We pay.", "compelling", "funding"))


@pytest.mark.parametrize(
    ("found", "read"),
    [
        pytest.param(
            [("Money", "none", ""), ("We hope. We pay.", "compelling", "funding")],
            [("none", ()), ("compelling", ("funding",))],
            id="mark left out",
        ),
        pytest.param(
            [("We hope.", "none", ""), ("We pay.", "compelling", "funding")],
            [("none", ()), ("compelling", ("funding",))],
            id="cut in two",
        ),
        pytest.param([], [("none", ()), ("none", ())], id="nothing read"),
    ],
)
def test_claims_are_laid_over_sentences(
    found: list[tuple[str, Role, str]], read: list[tuple[Role, tuple[str, ...]]]
) -> None:
    assert list(judge(GOLD, review(GOLD.text, *found)).read) == read


def test_figures_carry_their_counts() -> None:
    judged = judge(GOLD, review(GOLD.text, ("Money", "repelling", "unruliness")))

    told = figures([judged])

    assert told["verdict"].startswith("1.000 (1/1")
    assert told["must flag"].startswith("0.000 (0/2")
    assert told["must not flag"].startswith("0.000 (0/1")
    assert told["compelling F1"] == "0.000 (0 right, 0 wrong, 1 missed)"
    assert told["repelling F1"] == "0.000 (0 right, 1 wrong, 0 missed)"


@pytest.mark.parametrize(
    ("found", "f1"),
    [
        pytest.param(Found(right=2, wrong=1, missed=1), 2 / 3, id="both errors"),
        pytest.param(Found(), 1.0, id="nothing to find"),
    ],
)
def test_f1(found: Found, f1: float) -> None:
    assert found.f1 == pytest.approx(f1)


@pytest.mark.parametrize(("split", "count"), [("dev", 188), ("test", 64)])
def test_the_labelled_plans_can_be_read(split: str, count: int, root: Path) -> None:
    plans = load(root / "tests" / "evals" / "plans" / split)

    assert len(plans) == count
    assert len({item.id for item in plans}) == count
