"""What is heard of a text: chances that share out one, the same each time, and what the reader adds."""

import pytest

from assistant.adapters.tuned import TunedReader
from assistant.dialogue.hearing import Hearing
from assistant.retrieval.kin import Kin
from assistant.wiring import Assistant

QUESTION = "Why does the council keep our helpers out of the kitchen?"


@pytest.fixture(scope="module")
def hearing(assistant: Assistant) -> Hearing:
    return assistant.hearing


@pytest.mark.parametrize("kind", ["subjects", "intents", "moves"])
def test_chances_share_out_one(hearing: Hearing, kind: str) -> None:
    assert sum(getattr(hearing, kind)(QUESTION).values()) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        pytest.param("What is service separation?", "service_separation", id="a term"),
        pytest.param("How many interviews were there?", "fact.interviews_total", id="a figure"),
    ],
)
def test_the_likeliest_is_what_is_asked_about(hearing: Hearing, question: str, label: str) -> None:
    chances = hearing.subjects(question)

    assert max(chances, key=lambda name: chances[name]) == label


def test_two_that_hear_the_same_agree(assistant: Assistant, hearing: Hearing) -> None:
    kin = Kin(assistant.questions.beside)
    again = Hearing(assistant.index.heads, assistant.embedder, assistant.questions, kin)

    assert again.subjects(QUESTION) == hearing.subjects(QUESTION)


def test_reading_leaves_the_embedder_itself_as_it_was(assistant: Assistant) -> None:
    before = assistant.embedder.query("Does it stay?")

    assistant.questions.rows(["Does it stay?"])

    assert (assistant.embedder.query("Does it stay? ".strip()) == before).all()


def test_the_reader_was_taught_subjects_that_the_corpus_has(assistant: Assistant) -> None:
    assert isinstance(assistant.questions, TunedReader)

    assert set(assistant.questions.labels["subject"]) == set(
        assistant.index.heads["subject"].labels
    )
