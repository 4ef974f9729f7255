"""What is told of a chat model's sentences."""

from pathlib import Path
from typing import Literal

import pytest

from assistant.dialogue.worded import Attempt
from assistant.evaluation.worded import Labelled, judged, kind, load, passed, rows


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        ("it is far from what it cites (0.31)", "it is far from what it cites"),
        ("it brings in cake, tea", "it brings in"),
        ("it brings in a name", "it brings in a name"),
        ("it exchanges all for some", "it exchanges"),
        ("it leaves out if it rains", "it leaves out"),
        ("14 counts something else", "counts something else"),
        ("there is no evidence 'e9'", "there is no evidence"),
        ("the figure 3.2 is not in the evidence", "the figure is not in the evidence"),
    ],
)
def test_like_problems_are_counted_together(problem: str, reason: str) -> None:
    assert kind(problem) == reason


def test_each_reason_has_its_row() -> None:
    attempts = [
        Attempt("A.", ("e1",), ()),
        Attempt("B.", ("e1",), ("it is empty", "it brings in x")),
        Attempt("C.", ("e1",), ("it brings in y",)),
    ]

    told = {name: row["figure"] for name, row in rows([], attempts)}

    assert told["sentences that the model wrote"] == "3"
    assert told["of them dropped"].startswith("0.667 (2/3")
    assert told["dropped: it brings in"] == "2"
    assert [item.text for item in passed(attempts)] == ["A."]


def test_the_unsupported_are_a_share_of_the_labelled_with_and_without_copies() -> None:
    def labelled(text: str, label: Literal["supported", "unsupported"]) -> Labelled:
        return Labelled(
            text=text, basis="paper", evidence=("It is so.",), question="?", label=label
        )

    told = {
        name: row["figure"]
        for name, row in judged(
            [labelled("It is so!", "supported"), labelled("Not so.", "unsupported")] * 2
            + [labelled("Is it so", "supported")]
        )
    }

    assert told["labelled by hand"] == "5"
    assert told["of them word for word as in the evidence"].startswith("0.400 (2/5")
    assert told["shown and unsupported"].startswith("0.400 (2/5")
    assert told["shown and unsupported, without the copies"].startswith("0.667 (2/3")


def test_what_was_labelled_can_be_read(root: Path) -> None:
    labelled = load(root / "tests/evals/llm/labelled.jsonl")

    assert all(item.evidence and item.text for item in labelled)
