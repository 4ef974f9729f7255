"""The whole assistant with a chat model: a scripted one, a server's, and a real small one that is bad at it."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.dialogue.draft import EMBEDDED
from assistant.dialogue.worded import Attempt
from assistant.errors import ChatModelSettingError
from assistant.models.answer import Answer, Sentence
from assistant.settings import Settings
from assistant.wiring import Assistant, open_assistant, small_model
from tests.adapters.chat_server import ChatServer, chat_server

SECONDS = 4.0
"""For one answer of the small model; what it has not said by then the embedded writer says."""
QUESTIONS = [
    "What is service separation?",
    "What is coproduction ambivalence?",
    "How many people were interviewed?",
    "Who wrote the study?",
    "Why do volunteers lose patience with the municipality?",
    "What draws the municipality to volunteers?",
    "My staff fear that volunteers play favourites. What can I do?",
    "Show me a quote about being told what to do.",
    "Which strategies does the municipality use?",
    "What happens in the long run?",
    "How many hours a week should a volunteer work?",
    "Thanks!",
]
GOOD = (
    "Service separation uses the standard formats that keep what volunteers do apart in time or place "
    "from the public service itself."
)


@pytest.fixture(scope="module")
def served(home_with_index: Path) -> Iterator[tuple[ChatServer, Assistant]]:
    with chat_server(ChatServer()) as server:
        settings = Settings(
            home=home_with_index, llm="openai:tiny", llm_base_url=server.address, llm_timeout=2
        )
        yield server, open_assistant(settings)


def test_a_servers_sentence_is_shown_and_the_writer_is_told(
    served: tuple[ChatServer, Assistant],
) -> None:
    server, assistant = served
    server.manner = "well"
    server.texts = [json.dumps({"text": GOOD, "basis": "paper", "ids": ["e1"]})]

    *said, answer = assistant.sentences("What is service separation?")

    assert isinstance(answer, Answer)
    assert [s.text for s in said if isinstance(s, Sentence)] == [s.text for s in answer.sentences]
    assert answer.sentences[0].text == GOOD
    assert answer.writer == assistant.status().writer == "openai:tiny"
    assert "the rest of this answer" in answer.notes[0]


@pytest.mark.parametrize("manner", ["500", "hangs", "page", "error", "dies"])
def test_a_bad_server_costs_the_answer_nothing(
    served: tuple[ChatServer, Assistant], assistant: Assistant, manner: str
) -> None:
    server, with_server = served
    server.manner, server.texts = manner, ["{"]  # type: ignore[assignment]

    answer = with_server.ask("What is service separation?")

    assert answer.sentences == assistant.ask("What is service separation?").sentences
    assert answer.writer == EMBEDDED
    assert answer.notes[0].startswith("The embedded writer wrote this answer in place of")


@pytest.mark.parametrize(
    "question", ["Thanks!", "How many hours a week should a volunteer work?", "What can you do?"]
)
def test_what_is_no_finding_is_never_put_to_a_model(
    served: tuple[ChatServer, Assistant], question: str
) -> None:
    server, assistant = served
    server.requests.clear()

    answer = assistant.ask(question)

    assert (answer.writer, answer.notes, server.requests) == (EMBEDDED, (), [])


def test_without_a_model_the_status_says_so(assistant: Assistant) -> None:
    assert assistant.status().writer == EMBEDDED


def test_a_model_that_cannot_be_had_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(ChatModelSettingError, match="not provider:model"):
        open_assistant(Settings(home=tmp_path, llm="gpt"))


@pytest.mark.slow
def test_a_bad_model_does_not_make_bad_answers(
    home_with_paper: Path, assistant_with_paper: Assistant
) -> None:
    attempts: list[Attempt] = []
    settings = Settings(
        home=home_with_paper,
        llm=small_model(),
        llm_timeout=SECONDS,
        llm_tokens=60,
        llm_prompt_tokens=500,
        llm_threads=1,
    )
    small = open_assistant(settings, watch=attempts.append)
    started = time.monotonic()

    answers = [small.ask(question) for question in QUESTIONS]

    own = [assistant_with_paper.ask(question) for question in QUESTIONS]
    shown = {attempt.text for attempt in attempts if not attempt.problems}
    assert attempts, "the model wrote nothing at all"
    for answer, embedded in zip(answers, own, strict=True):
        _holds(answer, embedded, shown)
    assert time.monotonic() - started < 2 * len(QUESTIONS) * SECONDS


def _holds(answer: Answer, embedded: Answer, shown: set[str]) -> None:
    """It is whole, each sentence passed or is the embedded writer's, and it is honest about its writer."""
    ours = {sentence.text for sentence in embedded.sentences}
    words = [sentence.text for sentence in answer.sentences if sentence.text not in ours]
    assert answer.sentences
    assert set(words) <= shown
    assert all(s.citations for s in answer.sentences if s.text in words or s.basis == "paper")
    assert answer.abstained == embedded.abstained
    assert answer.writer != EMBEDDED or not words
    assert len(answer.sentences) >= min(2, len(embedded.sentences))
    verbatim = {c.text for c in embedded.citations if c.verbatim}
    assert all(c.text in verbatim for c in answer.citations if c.verbatim)
