"""Each change to a sentence that is taken over must be a harmless one."""

import pytest

from assistant.dialogue.edits import alterations

SOURCE = (
    "The council (#4) often lent the choir a hall, so that the choir could rehearse, because the two had agreed on it "
    "before the winter."
)
LIKE = {("hall", "room"), ("choir", "council")}


def akin(one: str, other: str) -> bool:
    return (one, other) in LIKE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SOURCE, id="a copy"),
        pytest.param(SOURCE.replace(" (#4)", ""), id="without who said it"),
        pytest.param(SOURCE.replace("agreed", "agreeing"), id="other forms"),
        pytest.param(SOURCE.replace("a hall", "a room"), id="a word of the same sense"),
        pytest.param(SOURCE.replace("the choir could", "this choir could"), id="an article"),
        pytest.param(
            SOURCE.replace(", because the two had agreed on it before the winter", ""),
            id="a part at the end",
        ),
        pytest.param("Trust between a choir and its council grows slowly.", id="told anew"),
    ],
)
def test_what_leaves_the_sense_alone(text: str) -> None:
    assert alterations(text, [SOURCE], akin=akin) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(SOURCE.replace("often ", ""), "leaves out often", id="a bound dropped"),
        pytest.param(
            SOURCE.replace("could", "must"), "exchanges could for must", id="a bound exchanged"
        ),
        pytest.param(SOURCE.replace("lent", "never lent"), "puts in never", id="a denial put in"),
        pytest.param(
            SOURCE.replace("a hall", "a hall and a piano"), "puts in and piano", id="put in"
        ),
        pytest.param(
            SOURCE.replace("a hall", "a car"), "exchanges hall for car", id="another thing"
        ),
        pytest.param(
            SOURCE.replace("a hall, so that the choir ", ""), "leaves out", id="ends sewn up"
        ),
        pytest.param(
            SOURCE.replace("the choir could", "it could"),
            "exchanges choir for it",
            id="a name made a pronoun",
        ),
        pytest.param(SOURCE.replace("agreed", "agreeculture"), "exchanges", id="no such word"),
        pytest.param(
            SOURCE.replace("before", "after"), "exchanges before for after", id="another order"
        ),
        pytest.param(
            SOURCE.replace("the two had agreed", "the two were agreed"),
            "exchanges had for were",
            id="another voice",
        ),
    ],
)
def test_what_may_change_the_sense_is_named(text: str, why: str) -> None:
    found = alterations(text, [SOURCE], akin=akin)

    assert any(why in reason for reason in found), found


def test_what_is_left_out_at_the_end_may_be_no_condition() -> None:
    source = "A choir sings better in a large hall, if the hall is heated well."

    found = alterations("A choir sings better in a large hall.", [source], akin=akin)

    assert found == ["it leaves out if hall is heated"]
