"""The headed parts of a long plan."""

import pytest

from assistant.knowledge.sentences import sentences
from assistant.models.review import Claim
from assistant.review.sections import sections

BODY = "The club opens the hall. " * 8


def _claims(text: str) -> list[Claim]:
    return [
        Claim(start=span.start, end=span.end, text=span.text, codes=(), role="none", confidence=1.0)
        for span in sentences(text)
    ]


def _parts(text: str) -> list[tuple[str, int, int]]:
    return [(part.title, part.first, part.last) for part in sections(text, _claims(text))]


@pytest.mark.parametrize(
    ("heads", "titles"),
    [
        pytest.param(
            [f"## Part {n}" for n in range(8)], [f"Part {n}" for n in range(8)], id="marked"
        ),
        pytest.param(["# Plan", *["## Why", "### Aside"] * 4], ["Plan", *["Why"] * 4], id="levels"),
        pytest.param(
            [f"{n}. Who decides" for n in range(1, 9)], ["Who decides"] * 8, id="numbered"
        ),
        pytest.param(["Who decides"] * 8, ["Who decides"] * 8, id="bare lines"),
        pytest.param(
            ["Keys\nTables\nWho decides"] * 8, ["Opening", *["Who decides"] * 8], id="lists"
        ),
        pytest.param(["- Keys for the hall"] * 8, [], id="items are no headings"),
        pytest.param([""] * 8, [], id="no headings"),
    ],
)
def test_long_plans_have_their_headings_as_parts(heads: list[str], titles: list[str]) -> None:
    text = "\n\n".join(f"{head}\n\n{BODY}" for head in heads)

    assert [title for title, _, _ in _parts(text)] == titles


def test_parts_cover_the_plan_from_its_opening() -> None:
    text = f"{BODY}\n\n# Why\n\n{BODY * 4}\n\n# How\n\n{BODY * 4}"

    assert _parts(text) == [("Opening", 0, 7), ("Why", 8, 40), ("How", 41, 73)]


def test_a_short_plan_has_no_parts() -> None:
    assert _parts(f"# Why\n\n{BODY}\n\n# How\n\n{BODY}") == []
