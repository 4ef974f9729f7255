"""Forecast: strategies with likelihood, reasons and what is already visible."""

import pytest

from assistant.models.framework import Area
from assistant.models.review import Claim, Expected, Level
from assistant.models.rules import Rules
from assistant.review.forecast import forecast

from .conftest import Read, cite, claim

HOPE = claim("compelling", "funding")


def expected(read: Read, rules: Rules, *claims: Claim, area: Area = "other") -> dict[str, Expected]:
    return {item.code: item for item in forecast(read(*claims, area=area), rules, cite)}


@pytest.mark.parametrize(
    ("claims", "area", "strategy", "likelihood"),
    [
        pytest.param([HOPE], "other", "service_separation", "medium", id="almost everywhere"),
        pytest.param(
            [HOPE, claim(text="Open on Tuesdays with its own timetable.")],
            "other",
            "service_separation",
            "high",
            id="a set format",
        ),
        pytest.param([HOPE], "immigration", "selection", "medium", id="a contested area"),
        pytest.param(
            [HOPE, claim(text="Some members campaign against the return policy.")],
            "immigration",
            "selection",
            "high",
            id="a contested area and critics",
        ),
        pytest.param([HOPE], "elderly", "individualization", "medium", id="elderly care"),
        pytest.param(
            [HOPE, claim(text="Volunteers are found by an advert.")],
            "elderly",
            "individualization",
            "high",
            id="elderly care and an advert",
        ),
        pytest.param(
            [HOPE, claim(text="The national federation joins.")],
            "other",
            "depoliticization",
            "medium",
            id="a large organisation",
        ),
        pytest.param(
            [HOPE, claim(text="Volunteers get a diploma from the mayor.")],
            "other",
            "symbolic_compensation",
            "medium",
            id="thanks",
        ),
    ],
)
def test_likelihood(
    claims: list[Claim], area: Area, strategy: str, likelihood: Level, read: Read, rules: Rules
) -> None:
    found = expected(read, rules, *claims, area=area)[strategy]

    assert found.likelihood == likelihood
    assert not found.visible
    assert found.because and found.citations


def test_what_the_plan_does_itself_is_visible_and_says_where(read: Read, rules: Rules) -> None:
    found = expected(read, rules, HOPE, claim("strategy", "selection"))["selection"]

    assert found.visible
    assert found.likelihood == "high"
    assert found.because[0].endswith("(sentence 2).")


def test_strategies_belong_to_their_sector_and_stand_likeliest_first(
    read: Read, rules: Rules
) -> None:
    found = list(expected(read, rules, HOPE, claim("strategy", "depoliticization")).values())

    assert [(item.code, item.sector) for item in found[:2]] == [
        ("depoliticization", "voluntary"),
        ("service_separation", "municipal"),
    ]


def test_nothing_coded_nothing_expected(read: Read, rules: Rules) -> None:
    assert expected(read, rules, claim(text="The hall is painted.")) == {}
