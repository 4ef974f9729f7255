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
        pytest.param(["Boys row.", "They row.", "They do."], "other", id="neither"),
        pytest.param(
            ["They row."] * 30 + ["Two are refugees."], "immigration", id="named once is enough"
        ),
        pytest.param(
            ["They row.", *["Seniors row."] * 2, "One is a refugee."], "elderly", id="the more"
        ),
        pytest.param(["Refugees welcome"], "immigration", id="what stands first counts double"),
        pytest.param([], "other", id="nothing"),
    ],
)
def test_area(texts: Sequence[str], area: Area, rules: Rules) -> None:
    words = WordSets(rules.signals)

    assert area_of([words.tally(text) for text in texts]) == area


@pytest.mark.parametrize(
    ("claims", "planned", "plans"),
    [
        pytest.param([claim(text="The department meets."), HOPE], 0.9, True, id="a plan"),
        pytest.param([claim(text="The department meets."), HOPE], 0.3, False, id="reads otherwise"),
        pytest.param(
            [claim(text="The department meets."), HOPE, claim("repelling", "particularism")],
            0.3,
            True,
            id="short, but it hopes and fears",
        ),
        pytest.param([claim(text="Department: ____")], 0.9, False, id="an empty form"),
        pytest.param([claim(text="The boys row."), HOPE], 0.9, False, id="no sector"),
        pytest.param([], 0.0, False, id="nothing"),
    ],
)
def test_plans_cooperation(claims: list[Claim], planned: float, plans: bool, rules: Rules) -> None:
    words = WordSets(rules.signals)
    signals = [words.used(item.text) for item in claims]

    assert plans_cooperation(claims, signals, planned) is plans
