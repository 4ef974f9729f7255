"""Near copies with a change of substance are told from honest rewording."""

import pytest

from assistant.checking.compare import differences

TRUE = "On the municipal side selection keeps critical organisations out, mostly in immigration services."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TRUE, id="itself"),
        pytest.param(
            "On the municipal side, mostly in immigration services, selection keeps critical organisations out.",
            id="its parts in another order",
        ),
        pytest.param("Volunteers never choose whom they work with.", id="no copy at all"),
    ],
)
def test_no_change_of_substance(text: str) -> None:
    assert differences(text, TRUE) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param("municipal", "voluntary", "the sides", id="side"),
        pytest.param("keeps", "does not keep", "denies", id="negation"),
        pytest.param("selection", "individualization", "the strategy", id="strategy"),
        pytest.param("immigration", "elderly", "the field", id="field"),
        pytest.param("mostly", "in 7 of 9 cases", "a figure", id="figure"),
        pytest.param("mostly", "always", "more than", id="scope"),
        pytest.param("mostly", "said #12,", "the speaker", id="speaker"),
    ],
)
def test_a_change_of_substance_is_named(old: str, new: str, change: str) -> None:
    found = differences(TRUE.replace(old, new), TRUE)

    assert any(change in problem for problem in found)
