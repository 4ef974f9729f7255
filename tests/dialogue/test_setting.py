"""Whose side, which area, what size: as far as the words tell."""

import pytest

from assistant.dialogue.setting import Setting, setting_of


@pytest.mark.parametrize(
    ("question", "history", "setting"),
    [
        pytest.param("What is selection?", [], Setting(), id="the words do not tell"),
        pytest.param("", [], Setting(), id="empty"),
        pytest.param(
            "Our municipality wants volunteers.", [], Setting(sector="municipal"), id="municipal"
        ),
        pytest.param("I am a nurse.", [], Setting(sector="municipal"), id="a municipal job"),
        pytest.param(
            "Our association feels used.", [], Setting(sector="voluntary"), id="voluntary"
        ),
        pytest.param("As a volunteer, may I?", [], Setting(sector="voluntary"), id="a volunteer"),
        pytest.param(
            "We are a small association that helps refugees.",
            [],
            Setting(sector="voluntary", area="immigration", size="small"),
            id="all three",
        ),
        pytest.param(
            "The council promised us a hall.",
            [],
            Setting(sector="voluntary"),
            id="promised by them",
        ),
        pytest.param(
            "How do I take this up with the association?", [], Setting(), id="no side named"
        ),
        pytest.param(
            "We want some club to help. What might my colleagues dislike?",
            [],
            Setting(sector="municipal"),
            id="a club that is not theirs",
        ),
        pytest.param("How many were volunteers?", [], Setting(), id="were is not we are"),
        pytest.param(
            "What happened to those families?",
            ["A story about refugees?"],
            Setting(area="immigration"),
            id="families are no field of their own",
        ),
        pytest.param("What about the care home?", [], Setting(area="elderly"), id="elderly care"),
        pytest.param("What about the swimming pool?", [], Setting(area="other"), id="a new area"),
        pytest.param(
            "Refugees at the swimming pool",
            [],
            Setting(area="immigration"),
            id="a studied area first",
        ),
        pytest.param(
            "What does a nationwide federation do?", [], Setting(size="large"), id="large"
        ),
        pytest.param(
            "And what then?",
            ["Our association works with refugees."],
            Setting(sector="voluntary", area="immigration"),
            id="told before",
        ),
        pytest.param(
            "And in elderly care?",
            ["Our association works with refugees."],
            Setting(sector="voluntary", area="elderly"),
            id="the latest word counts",
        ),
    ],
)
def test_setting(question: str, history: list[str], setting: Setting) -> None:
    assert setting_of(question, history) == setting
