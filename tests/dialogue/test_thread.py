"""What a turn takes from the turns before: the subject, the last wish, the turn that is gone back to."""

from collections.abc import Sequence
from typing import ClassVar

import pytest

from assistant.dialogue.thread import follow
from assistant.models.answer import Move

CODING = "How was the material analysed?"
SELECTION = "What is the selection strategy?"
INTERVIEWS = "How many people were interviewed?"


class Scripted:
    """Knows the moves of a few turns, and takes every return by meaning to the coding."""

    MOVES: ClassVar[dict[str, tuple[Move, ...]]] = {
        "And why?": ("why",),
        "And managers?": ("who",),
        "And the volunteers?": ("voluntary",),
        "And who takes part in choosing partners?": ("who",),
        "Shorter, please.": ("shorter",),
        "Back to the first one: who is picked?": ("back", "who"),
        "Back to the last question.": ("back",),
        "Back to the codes: what came last?": ("back", "more"),
        "Back to selection: what is the price?": ("back", "cost"),
    }

    def moves(self, turn: str) -> tuple[Move, ...]:
        return self.MOVES.get(turn, ())

    def names_subject(self, turn: str) -> bool:
        return "partners" in turn

    def likest(self, words: str, turns: Sequence[str]) -> str | None:
        return CODING if "codes" in words and CODING in turns else None


@pytest.mark.parametrize(
    ("asked", "turns", "searched"),
    [
        pytest.param(INTERVIEWS, [SELECTION], INTERVIEWS, id="stands alone"),
        pytest.param("And why?", [SELECTION], SELECTION, id="bare"),
        pytest.param("And managers?", [INTERVIEWS], f"{INTERVIEWS} And managers?", id="names something new"),
        pytest.param("And the volunteers?", [SELECTION], f"{SELECTION} And the volunteers?", id="another side"),
        pytest.param(
            "And why?",
            [INTERVIEWS, "And who takes part in choosing partners?"],
            "And who takes part in choosing partners?",
            id="after a turn that names its subject",
        ),
        pytest.param(
            "And why?",
            [INTERVIEWS, "And managers?"],
            f"{INTERVIEWS} And managers?",
            id="after one that does not",
        ),
        pytest.param("Shorter, please.", [SELECTION, "And why?"], SELECTION, id="a form"),
        pytest.param(
            "Back to selection: what is the price?", [SELECTION, INTERVIEWS], SELECTION, id="back by name"
        ),
        pytest.param(
            "Back to the first one: who is picked?",
            [SELECTION, CODING, INTERVIEWS],
            f"{SELECTION} Back to the first one: who is picked?",
            id="back to the first",
        ),
        pytest.param("Back to the last question.", [SELECTION, CODING, INTERVIEWS], CODING, id="back to the last"),
    ],
)  # fmt: skip
def test_what_is_searched_for(asked: str, turns: list[str], searched: str) -> None:
    assert follow(asked, turns, Scripted()).searched == searched


def test_a_return_goes_where_its_head_says_by_meaning() -> None:
    thread = follow(
        "Back to the codes: what came last?", [SELECTION, CODING, INTERVIEWS], Scripted()
    )

    assert thread.before == CODING
    assert thread.moves == ("more",)
