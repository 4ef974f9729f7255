"""Follow-ups lean on what came before; what stands alone is left alone."""

import pytest

from assistant.dialogue.understand import Understander
from assistant.models.answer import Intent
from assistant.wiring import Assistant

FIRST = "What is service separation?"


@pytest.fixture(scope="module")
def understand(assistant: Assistant) -> Understander:
    return Understander(
        assistant.index.heads, assistant.embedder, lambda _: "en", assistant.corpus.topics
    )


@pytest.mark.parametrize(
    "turn",
    ["And why?", "Can you give me an example?", "What does it cost them?", "And the volunteers?"],
)
def test_what_leans_takes_the_turn_before_along(understand: Understander, turn: str) -> None:
    understood = understand(turn, [FIRST])

    assert understood.moves
    assert FIRST in understood.standalone
    assert max(understood.subjects, key=lambda s: understood.subjects[s]) == "service_separation"


@pytest.mark.parametrize(
    "turn",
    [
        "What is the selection strategy?",
        "How many people did the researchers interview?",
    ],
)
def test_what_stands_alone_is_left_alone(understand: Understander, turn: str) -> None:
    understood = understand(turn, [FIRST])

    assert understood.moves == ()
    assert understood.standalone == turn


@pytest.mark.parametrize("turn", ["And why?", "Can you give me an example?"])
def test_nothing_to_lean_on(understand: Understander, turn: str) -> None:
    assert understand(turn).standalone == turn
    assert understand(turn, ["", "  "]).standalone == turn


def test_a_second_follow_up_reaches_back_to_what_stands_alone(understand: Understander) -> None:
    assert FIRST in understand("And an example?", [FIRST, "And why?"]).standalone


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        pytest.param("What is service separation?", "definition", id="definition"),
        pytest.param("Thank you so much!", "thanks", id="thanks"),
        pytest.param("What can you do?", "help", id="help"),
        pytest.param("How many interviews did they conduct?", "fact", id="fact"),
        pytest.param("Show me a quote about being controlled.", "quote", id="quote"),
    ],
)
def test_intent(understand: Understander, question: str, intent: Intent) -> None:
    assert understand(question).intent == intent


def test_white_space_does_not_matter(understand: Understander) -> None:
    assert understand("  What is\n selection? ").standalone == "What is selection?"


def test_chances_are_probabilities(understand: Understander) -> None:
    understood = understand(FIRST)

    assert sum(understood.subjects.values()) == pytest.approx(1.0, abs=1e-3)
    assert sum(understood.intents.values()) == pytest.approx(1.0, abs=1e-3)
