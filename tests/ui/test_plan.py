"""A plan in its own words."""

import pytest

from assistant.models.review import Claim
from assistant.testing import CannedAssistant
from assistant.ui.assets import read
from assistant.ui.render.names import Names
from assistant.ui.render.plan import paragraphs

EXAMPLE = read("example_plan.txt")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("# Aim\nWe meet. We cook.", ["heading", "text"], id="markdown"),
        pytest.param("Aim\nWe meet, and we cook.", ["heading", "text"], id="a short line"),
        pytest.param("- bread\n- soup\n1. tea", ["item", "item", "item"], id="a list"),
        pytest.param(
            "The families and the neighbours will meet every Tuesday in the old\nschool kitchen.",
            ["text"],
            id="a wrapped line",
        ),
        pytest.param("We meet.\n\nWe cook.", ["text", "text"], id="an empty line"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_become_paragraphs(text: str, kinds: list[str], names: Names) -> None:
    assert [paragraph.kind for paragraph in paragraphs(text, (), names)] == kinds


def test_no_word_of_the_plan_is_lost_or_said_twice(names: Names) -> None:
    claims = CannedAssistant().review(EXAMPLE, file="example").claims
    drawn = paragraphs(EXAMPLE, claims, names)

    said = " ".join("".join(s.text for s in paragraph.segments) for paragraph in drawn)
    assert said.split() == EXAMPLE.split()


def test_each_sentence_lies_over_its_words_and_says_what_it_is_taken_for(names: Names) -> None:
    claims = CannedAssistant().review(EXAMPLE, file="example").claims
    segments = [s for p in paragraphs(EXAMPLE, claims, names) for s in p.segments if s.claim >= 0]

    hope = next(segment for segment in segments if "company" in segment.text)
    assert hope.text == claims[hope.claim].text
    assert hope.title == "Hope: real human relations"
    denial = next(segment for segment in segments if "no conflict" in segment.text)
    assert denial.title == "says that there will be no conflict"


def test_claims_that_overlap_or_run_past_the_end_do_no_harm(names: Names) -> None:
    text = "We meet. We cook."
    claims = (claim(0, 12), claim(9, 99), claim(50, 60))
    drawn = paragraphs(text, claims, names)
    assert "".join(s.text for s in drawn[0].segments) == text


def claim(start: int, end: int) -> Claim:
    return Claim(start=start, end=end, text="", codes=(), role="none", confidence=0.5)
