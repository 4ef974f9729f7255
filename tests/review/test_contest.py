"""A contested flag shows as contested, and stays."""

import pytest

from assistant.errors import InputError
from assistant.models.framework import Framework
from assistant.models.review import Contest, Review
from assistant.models.rules import Rules
from assistant.review.contest import contested
from assistant.review.report import to_markdown

from .conftest import Read, claim
from .test_report import reviewed


@pytest.fixture
def review(read: Read, rules: Rules) -> Review:
    return reviewed(read, rules, claim("compelling", "authentic_relations"))


def test_a_contested_flag_stays_with_its_reason(review: Review, framework: Framework) -> None:
    pushed = contested(review, [Contest(flag="flag-particularism", reason=" Places go by lot. ")])

    assert [flag.id for flag in pushed.flags] == [flag.id for flag in review.flags]
    assert [flag.severity for flag in pushed.flags] == [flag.severity for flag in review.flags]
    assert (pushed.overall, pushed.summary) == (review.overall, review.summary)
    reasons = {flag.id: flag.contested for flag in pushed.flags}
    assert reasons.pop("flag-particularism") == "Places go by lot."
    assert not any(reasons.values())
    told = to_markdown(pushed, framework)
    assert "felt by the municipality; contested)\n\n**Contested:** Places go by lot." in told


def test_an_earlier_contest_is_kept(review: Review) -> None:
    once = contested(review, [Contest(flag="flag-particularism", reason="No.")])

    assert contested(once, []) == once


def test_a_flag_that_was_not_raised_cannot_be_contested(review: Review) -> None:
    with pytest.raises(InputError, match="no flag 'flag-funding' was raised: the flags are flag-"):
        contested(review, [Contest(flag="flag-funding", reason="No.")])
