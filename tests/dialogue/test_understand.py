"""Follow-ups lean on what came before; what stands alone is left alone."""

import pytest

from assistant.dialogue.understand import Understander
from assistant.models.answer import Intent, Move
from assistant.wiring import Assistant

FIRST = "What is service separation?"


@pytest.fixture(scope="module")
def understand(assistant: Assistant) -> Understander:
    return Understander(assistant.hearing, lambda _: "en", assistant.corpus.topics)


@pytest.mark.parametrize(
    "turn",
    ["And why?", "Can you give me an example?", "What does it cost them?"],
)
def test_what_leans_takes_the_turn_before_along(understand: Understander, turn: str) -> None:
    understood = understand(turn, [FIRST])

    assert understood.moves
    assert FIRST in understood.standalone
    assert max(understood.subjects, key=lambda s: understood.subjects[s]) == "service_separation"


def test_a_turn_to_the_other_side_keeps_the_subject_and_adds_what_that_side_does(
    understand: Understander,
) -> None:
    understood = understand("And the volunteers?", [FIRST])

    alone = understand(FIRST).subjects
    assert understood.moves == ("voluntary",)
    assert FIRST in understood.standalone
    assert max(understood.subjects, key=lambda s: understood.subjects[s]) == "service_separation"
    assert understood.subjects["decoupling"] > 2 * alone["decoupling"]
    gained = understood.subjects["decoupling"] / understood.subjects["individualization"]
    assert gained > alone["decoupling"] / alone["individualization"]


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


STRATEGIES = "Which strategies does the municipality use?"


@pytest.mark.parametrize(
    ("turn", "history", "topics"),
    [
        pytest.param("And the second one?", [STRATEGIES], {"individualization"}, id="ordinal"),
        pytest.param(
            "What about the other two?",
            [STRATEGIES, "What is selection?"],
            {"individualization", "service_separation"},
            id="the rest",
        ),
        pytest.param(
            "And its opposite?", ["What is demarcation work?"], {"welcoming"}, id="the opposite"
        ),
        pytest.param(
            "Back to selection: what does it cost?",
            ["What is selection?", "How many interviews were there?"],
            {"selection"},
            id="a return",
        ),
    ],
)
def test_what_a_turn_points_at(
    understand: Understander, turn: str, history: list[str], topics: set[str]
) -> None:
    subjects = understand(turn, history).subjects

    likeliest = sorted(subjects, key=lambda name: -subjects[name])[: len(topics)]
    assert set(likeliest) == topics


@pytest.mark.parametrize(
    ("turn", "form"),
    [
        pytest.param("Shorter please.", "shorter", id="shorter"),
        pytest.param("As bullet points?", "bullets", id="bullets"),
        pytest.param("Put it for my steering group.", "audience", id="audience"),
        pytest.param("That's nonsense.", "pushback", id="pushback"),
    ],
)
def test_a_form_keeps_the_subject(understand: Understander, turn: str, form: str) -> None:
    understood = understand(turn, [FIRST, "Thanks!"])

    assert understood.form == form
    assert understood.standalone == FIRST


@pytest.mark.parametrize(
    ("turn", "moves"),
    [
        pytest.param("y tho", ("why",), id="why, in a hurry"),
        pytest.param("I don't follow. More simply, please.", ("shorter",), id="more simply"),
        pytest.param("ok other topic. how was the data coded", (), id="another topic"),
        pytest.param("Wouldn't you agree that all is well?", ("pushback",), id="a push that asks"),
        pytest.param("No, that's nonsense.", ("pushback",), id="a push"),
    ],
)
def test_what_a_turn_wants(understand: Understander, turn: str, moves: tuple[Move, ...]) -> None:
    assert understand.turns.moves(turn) == moves


@pytest.mark.parametrize(
    "turn",
    ["Is it only managers who believe that?", "Forget that one. Same question about money."],
)
def test_a_question_is_no_push(understand: Understander, turn: str) -> None:
    understood = understand(turn, [FIRST])

    assert understood.form is None
    assert "pushback" not in understood.moves


def test_a_turn_to_two_sides_goes_to_the_one_it_names_first(understand: Understander) -> None:
    history = ["What puts volunteers off about the municipality?"]

    understood = understand("and the municipality about volunteers?", history)

    assert "municipal" in understood.moves
    assert "voluntary" not in understood.moves


@pytest.mark.parametrize(
    "turn", ["How many interviews is this based on?", "And how long did the interviews last?"]
)
def test_a_fact_is_asked_for_in_words_of_its_own(understand: Understander, turn: str) -> None:
    assert understand(turn, [FIRST]).standalone == turn


@pytest.mark.parametrize(
    ("before", "turn", "fact"),
    [
        pytest.param(
            "How many interviews did they do?", "and volunteers?", "volunteers_total", id="a part"
        ),
        pytest.param("Who is informant 7?", "and 21?", "speaker_21", id="a number"),
        pytest.param(
            "How many coding passes were there?", "And the last one?", "coding_third", id="a place"
        ),
        pytest.param(
            "When was it published?", "in which journal?", "journal", id="in its own words"
        ),
    ],
)
def test_after_a_fact_few_words_ask_for_another(
    understand: Understander, before: str, turn: str, fact: str
) -> None:
    understood = understand(turn, [before])

    assert max(understood.subjects, key=lambda s: understood.subjects[s]) == f"fact.{fact}"
    assert understood.intent == "fact"


@pytest.mark.parametrize(
    ("turn", "intent"),
    [
        pytest.param("Hopes and irritations, side by side, please.", "comparison", id="a table"),
        pytest.param("List everything that puts volunteers off", "list", id="a list"),
        pytest.param("What do volunteers hope for? List it.", "list", id="a list, at the end"),
        pytest.param("Contrast a gatekeeper with a partner.", "comparison", id="a contrast"),
        pytest.param("And who said that?", "quote", id="a speaker"),
        pytest.param("Told by whom, if I may ask?", "quote", id="a speaker, the other way round"),
    ],
)
def test_a_form_that_is_named_is_the_form(understand: Understander, turn: str, intent: str) -> None:
    assert understand(turn, ["What is the story about the breakfast rolls?"]).intent == intent


def test_an_exercise_is_asked_for_whatever_was_spoken_of(understand: Understander) -> None:
    understood = understand("Give me a warm-up exercise for that.", [FIRST])

    assert understood.form is None
    assert understood.intent == "facilitation"


@pytest.mark.parametrize(
    ("before", "turn", "fact"),
    [
        (
            "They use boundary objects too, I saw.",
            "Taken from which authors?",
            "source_boundary_objects",
        ),
        ("There's an appendix B as well.", "what's in it, exactly?", "appendix_b"),
    ],
)
def test_a_remark_tells_which_fact_is_asked_for(
    understand: Understander, before: str, turn: str, fact: str
) -> None:
    chances = understand(turn, [before]).subjects

    assert max(chances, key=lambda name: chances[name]) == f"fact.{fact}"


def test_a_remark_does_not_change_a_fact_asked_for_in_full(understand: Understander) -> None:
    turn = "How many observations of meetings were made?"

    chances = understand(turn, ["They use boundary objects too, I saw."]).subjects

    assert chances == understand(turn).subjects
