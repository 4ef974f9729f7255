"""Agreement of two labellers."""

from pathlib import Path

import pytest

from assistant.evaluation.agreement import Pair, figures, kappa, load_second
from assistant.evaluation.plans import load


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        pytest.param([("a", "a"), ("b", "b")], 1.0, id="complete"),
        pytest.param([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0, id="chance"),
        pytest.param([("a", "b"), ("b", "a")], -1.0, id="worse than chance"),
        pytest.param([("a", "a"), ("a", "a")], 1.0, id="nothing to differ about"),
        pytest.param(
            [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15,
            0.4,
            id="in between",
        ),
    ],
)
def test_kappa(pairs: list[Pair], value: float) -> None:
    assert kappa(pairs) == pytest.approx(value)


def test_every_test_plan_was_labelled_twice(root: Path) -> None:
    folder = root / "tests" / "evals" / "plans"
    plans = load(folder / "test")
    second = load_second(folder / "test_second_labels.jsonl")

    assert [reading.id for reading in second] == [plan.id for plan in plans]
    assert all(
        max(r.labels, default=0) < len(p.sentences) for p, r in zip(plans, second, strict=True)
    )
    assert figures(plans, second).keys() == {"verdicts, kappa", "roles, kappa", "codes share one"}
