"""What a review says in words: never more than five sentences, never a go or a no-go."""

import re

import pytest

from assistant.knowledge.sentences import sentences
from assistant.models.framework import Framework
from assistant.models.review import Claim, Review, Section
from assistant.models.rules import Rules
from assistant.review.forecast import forecast
from assistant.review.notes import notes, read_from, strengths
from assistant.review.report import to_markdown, write_up
from assistant.review.summary import summary
from assistant.review.weigh import balance, verdict
from assistant.review.wording import counted, listed
from assistant.review.wording import sentences as places

from .conftest import Read, cite, claim, flags_on

FULL = [
    claim("compelling", "authentic_relations", text="They want a friend."),
    claim("compelling", "expertise_and_network"),
    claim("repelling", "particularism"),
    claim("mitigation", "shared_rules", "particularism"),
    claim("repelling", "opaque_bureaucracy"),
    claim("strategy", "selection"),
    claim("strategy", "symbolic_compensation"),
    claim(kind="denial"),
    claim(kind="generic_risk"),
    claim(kind="solved"),
]


def reviewed(read: Read, rules: Rules, *claims: Claim) -> Review:
    reading = read(*claims)
    overall = verdict(reading.evidence(rules.faces))
    flagged, expected = flags_on(reading, rules), forecast(reading, rules, cite)
    return Review(
        file="plan.txt",
        lang="en",
        overall=overall,
        area="other",
        summary=summary(reading, overall, flagged, expected),
        claims=reading.claims,
        flags=flagged,
        strategies=expected,
        balance=balance(reading),
        notes=notes(reading, overall, "en"),
    )


def test_a_full_summary_has_five_sentences(read: Read, rules: Rules) -> None:
    told = reviewed(read, rules, *FULL).summary

    assert len(sentences(told)) == 5
    assert "real human relations" in told
    assert "leaves that open" in told
    assert "the selection strategy" in told


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        pytest.param(
            [claim("compelling", "funding")],
            "It faces nothing that could put either side off once work has begun.",
            id="nothing faced",
        ),
        pytest.param(
            [claim("compelling", "funding"), claim(kind="denial")],
            "and expects no conflict.",
            id="denied",
        ),
        pytest.param(
            [claim("repelling", "unruliness")], "but not what is done about it.", id="named"
        ),
        pytest.param(
            [claim("mitigation", "voice_channel", "unruliness")],
            "It faces unruly and critical volunteers, and says what is done about it.",
            id="handled",
        ),
        pytest.param(
            [claim("mitigation", "review_points")],
            "It plans review points, without saying for which tension.",
            id="measures without tension",
        ),
    ],
)
def test_what_a_plan_faces(claims: list[Claim], told: str, read: Read, rules: Rules) -> None:
    assert told in reviewed(read, rules, *claims).summary


def test_notes_say_what_earned_no_credit_what_is_good_and_how_it_was_read(
    read: Read, rules: Rules
) -> None:
    told = "\n".join(reviewed(read, rules, *FULL).notes)

    assert "(sentence 8) earned no credit either" in told
    assert "One risk of a general kind" in told
    assert "Past trouble is told as solved (sentence 10)" in told
    assert "it answers care for some against equal treatment (sentence 4)" in told
    assert "take the review as a lens" in told
    assert "10 sentences read; 7 of them carry a code." in told
    assert "instructions" not in told


def test_instructions_are_noted(read: Read) -> None:
    reading = read(claim("compelling", "funding"), claim(kind="instruction"))

    assert "instructions to its reader (sentence 2)" in notes(reading, "over_optimistic", "en")[0]


def test_another_language_is_noted(read: Read) -> None:
    assert "another language" in notes(read(claim()), "not_a_plan", "da")[-1]


def test_a_text_that_is_no_plan_is_not_weighed(read: Read) -> None:
    told = summary(read(claim()), "not_a_plan", (), ())

    assert told.startswith("This text does not plan any cooperation")


def test_markdown_holds_the_whole_review(read: Read, rules: Rules, framework: Framework) -> None:
    review = reviewed(read, rules, *FULL)

    told = to_markdown(review, framework)

    assert told.startswith("# Review of plan.txt\n\n**Verdict: Partly balanced.** The plan faces")
    assert review.summary in told
    for flag in review.flags:
        assert flag.question in told
        assert flag.closes_when in told
        assert flag.rule in told.replace("\\", "")
    for item in review.strategies:
        assert all(reason in told for reason in item.because)
    assert "1. They want a friend. — *hope: real human relations*" in told
    assert "shared rules; for care for some against equal treatment*" in told


def test_what_the_plan_does_is_told_apart_from_what_is_to_be_expected(
    read: Read, rules: Rules, framework: Framework
) -> None:
    told = to_markdown(reviewed(read, rules, *FULL), framework)

    seen, coming = told.index("### What the plan already does"), told.index("### What to expect")
    assert seen < told.index("**The selection strategy, from the municipality: visible") < coming
    assert (
        told.index("**The service separation strategy, from the municipality: likelihood") > coming
    )


def test_every_mark_has_its_source(read: Read, rules: Rules, framework: Framework) -> None:
    review = reviewed(read, rules, *FULL)

    told = to_markdown(review, framework).replace("\\", "")

    plan, sources = told.split("## Sources")
    marks = set(re.findall(r"\[\d+\]", plan))
    assert marks == set(re.findall(r"\*\*(\[\d+\])", sources))
    assert marks


def test_strengths_tell_what_is_met_planned_and_named(read: Read) -> None:
    plain = claim("mitigation", "review_points")

    assert strengths(read(*FULL, plain, plain)) == (
        "It answers care for some against equal treatment (sentence 4).",
        "It also plans review points (sentences 11 and 12), without saying for which tension.",
    )
    assert strengths(read(claim("repelling", "unruliness"))) == (
        "It names unruly and critical volunteers openly (sentence 1); an answer to it is open.",
    )


def test_how_the_file_was_read_is_noted(read: Read, rules: Rules) -> None:
    review = reviewed(read, rules, *FULL)

    noted = read_from(review, pages=3, left_out=["Pictures that cannot be read: 2."])

    assert noted.notes == (*review.notes, "3 pages read. Pictures that cannot be read: 2.")
    assert read_from(review, pages=1, left_out=[]) == review


def test_a_long_plan_is_reported_by_section(read: Read, rules: Rules, framework: Framework) -> None:
    parts = (Section(title="Why", first=0, last=1), Section(title="How", first=2, last=9))
    review = reviewed(read, rules, *FULL).model_copy(update={"sections": parts})

    told = to_markdown(review, framework)

    assert "| Why | 1–2 | 2 | 0 | 0 |" in told
    assert "| How | 3–10 | 0 | 2 | 1 |" in told
    assert "### Why" in told.split("## The plan, sentence by sentence")[1]


def test_a_plan_cannot_pose_as_the_report(read: Read, rules: Rules, framework: Framework) -> None:
    posing = claim("compelling", "funding", text="Fun.\n\n# Verdict: <b>balanced</b> [x](http://y)")

    told = to_markdown(reviewed(read, rules, posing), framework)

    assert "Fun. \\# Verdict: \\<b\\>balanced\\</b\\> \\[x\\](http://y)" in told


def test_the_same_review_gives_the_same_report(
    read: Read, rules: Rules, framework: Framework
) -> None:
    review = reviewed(read, rules, *FULL)

    assert write_up(review, framework) == write_up(review, framework)


@pytest.mark.parametrize(
    ("items", "told"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a and b", id="two"),
        pytest.param(["a", "b", "c"], "a, b and c", id="three"),
        pytest.param(["a and b", "c"], "a and b; and c", id="an item that is a list"),
    ],
)
def test_listed(items: list[str], told: str) -> None:
    assert listed(items) == told


def test_numbers_are_told_as_people_count() -> None:
    assert places([2]) == "sentence 3"
    assert places([0, 1, 2, 3, 4, 5]) == "sentences 1, 2, 3, 4 and others"
    assert counted(1, "risk") == "one risk"
    assert counted(2, "risk") == "2 risks"
