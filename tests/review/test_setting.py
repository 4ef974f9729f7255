"""The area of a text, and whether it plans any cooperation."""

from collections.abc import Sequence

import pytest

from assistant.models.framework import Area
from assistant.models.review import Claim
from assistant.models.rules import Rules
from assistant.review.setting import area_of, plans_cooperation
from assistant.review.words import WordSets

from .conftest import claim

HOPE = claim("compelling", "funding", text="They hope for it.")


@pytest.mark.parametrize(
    ("texts", "area"),
    [
        pytest.param(
            ["Refugees meet neighbours.", "The reception centre cooks."], "immigration", id="both"
        ),
        pytest.param(["Care homes.", "Residents with dementia sing."], "elderly", id="elderly"),
        pytest.param(
            ["Boys row.", "They row.", "They do.", "An elderly dog sleeps."], "other", id="one word"
        ),
        pytest.param(
            ["The boys row."] * 60 + ["A refugee, an asylum seeker."], "other", id="in passing"
        ),
        pytest.param(["Refugees welcome"], "immigration", id="what stands first counts double"),
        pytest.param([], "other", id="nothing"),
    ],
)
def test_area(texts: Sequence[str], area: Area, rules: Rules) -> None:
    words = WordSets(rules.signals)

    assert area_of([words.tally(text) for text in texts]) == area


@pytest.mark.parametrize(
    ("claims", "plans"),
    [
        pytest.param(
            [claim(text="The department and the association meet."), HOPE],
            True,
            id="both and a hope",
        ),
        pytest.param([claim(text="Department: ____ Association: ____")], False, id="an empty form"),
        pytest.param([claim(text="Volunteers stir the soup."), HOPE], False, id="no public body"),
        pytest.param(
            [claim(text="The department moves its files."), HOPE], False, id="no volunteers"
        ),
        pytest.param(
            [claim(text="The department answers late."), HOPE, HOPE, HOPE],
            True,
            id="a letter that takes one side for granted",
        ),
        pytest.param([HOPE, HOPE, HOPE], False, id="neither is named"),
        pytest.param([HOPE, *[claim(text="The department cooks.")] * 30], False, id="in passing"),
        pytest.param(
            [claim(text="The club meets.", confidence=0.55)] * 4, False, id="nothing but doubt"
        ),
        pytest.param([], False, id="nothing"),
    ],
)
def test_plans_cooperation(claims: list[Claim], plans: bool, rules: Rules) -> None:
    words = WordSets(rules.signals)

    assert plans_cooperation(claims, [words.used(item.text) for item in claims]) is plans
