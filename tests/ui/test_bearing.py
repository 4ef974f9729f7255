"""The sentence of a passage that bears a claim."""

import pytest

from assistant.ui.render.bearing import mark

PASSAGE = (
    "Coordinators set the opening hours. "
    "Volunteers were kept apart from the clinic in time and place. "
    "Nobody asked the neighbours."
)


@pytest.mark.parametrize(
    ("passage", "claim", "bearing"),
    [
        pytest.param(
            PASSAGE,
            "The clinic keeps its volunteers apart in another place.",
            "Volunteers were kept apart from the clinic in time and place.",
            id="the closest",
        ),
        pytest.param(PASSAGE, "Money was short.", "", id="none is close"),
        pytest.param(PASSAGE, "", "", id="no claim"),
        pytest.param(
            "Volunteers were kept apart.", "Volunteers kept apart.", "", id="one sentence"
        ),
        pytest.param(PASSAGE, PASSAGE, "", id="the claim is the whole passage"),
        pytest.param("", "Volunteers kept apart.", "", id="no passage"),
    ],
)
def test_the_bearing_sentence_is_found_or_nothing_is(
    passage: str, claim: str, bearing: str
) -> None:
    found = mark(passage, claim)
    assert found.bearing == bearing
    assert "".join(found) == passage
