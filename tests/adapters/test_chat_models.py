"""Any OpenAI-compatible server as a chat model, over a real socket."""

import time

import pytest

from assistant.adapters.chat_models import NO_KEY, Budget, OpenAIChat, chat_model
from assistant.dialogue.chat import ChatRequest, Exchange
from assistant.errors import (
    ChatModelError,
    ChatModelRefusedError,
    ChatModelSettingError,
    ChatModelTimeoutError,
    ChatModelUnreachableError,
)
from tests.adapters.chat_server import ChatServer, Manner, chat_server

REQUEST = ChatRequest(
    "Be brief.",
    "<finding>So it is.</finding>",
    '{"type": "object"}',
    (Exchange("<question>Why?</question>", "Go on."),),
)
BUDGET = Budget(seconds=5, tokens=80)


def model_at(server: ChatServer, *, seconds: float = 5) -> OpenAIChat:
    chat = chat_model("openai:tiny", base_url=server.address, budget=Budget(seconds, tokens=80))
    assert isinstance(chat, OpenAIChat)
    return chat


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_the_reply_comes_in_pieces_and_the_request_is_whole() -> None:
    with chat_server(ChatServer()) as server:
        texts = [text for text in model_at(server).stream(REQUEST) if text]

    (asked,) = server.requests
    assert texts == ["Hel", "lo"]
    assert asked["model"] == "tiny"
    assert asked["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "<question>Why?</question>"},
        {"role": "assistant", "content": "Go on."},
        {"role": "user", "content": "<finding>So it is.</finding>"},
    ]
    assert (asked["max_tokens"], asked["temperature"]) == (80, 0)
    assert "tools" not in asked
    assert "json_schema" in str(asked["response_format"])
    assert server.keys == [f"Bearer {NO_KEY}"]


def test_the_key_comes_from_the_providers_own_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")

    with chat_server(ChatServer()) as server:
        list(model_at(server).stream(REQUEST))

    assert server.keys == ["Bearer secret"]


def test_a_server_without_schemas_is_asked_without_one_from_then_on() -> None:
    with chat_server(ChatServer("knows no schema")) as server:
        model = model_at(server)
        replies = ["".join(model.stream(REQUEST)) for _ in range(2)]

    assert replies == ["Hello", "Hello"]
    assert ["response_format" in asked for asked in server.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("manner", "error", "why"),
    [
        pytest.param("500", ChatModelRefusedError, "answered 500", id="500"),
        pytest.param("dies", ChatModelUnreachableError, "server", id="dies in mid-answer"),
        pytest.param("stops", ChatModelUnreachableError, "in the middle", id="stops in mid-answer"),
        pytest.param("error", ChatModelRefusedError, "broke off", id="an error in mid-answer"),
        pytest.param("hangs", ChatModelTimeoutError, "said nothing for 0.5 s", id="hangs"),
    ],
)
def test_what_goes_wrong_is_one_of_our_errors(
    manner: Manner, error: type[ChatModelError], why: str
) -> None:
    with chat_server(ChatServer(manner)) as server, pytest.raises(error, match=why):
        list(model_at(server, seconds=0.5).stream(REQUEST))


def test_a_web_page_is_no_reply() -> None:
    with chat_server(ChatServer("page")) as server:
        try:
            reply = "".join(model_at(server).stream(REQUEST))
        except ChatModelError:
            reply = ""

    assert reply == ""


def test_a_trickle_ends_when_the_time_is_up() -> None:
    started = time.monotonic()
    with (
        chat_server(ChatServer("trickles", texts=["a"] * 100)) as server,
        pytest.raises(ChatModelTimeoutError, match="longer than"),
    ):
        list(model_at(server, seconds=0.5).stream(REQUEST))

    assert time.monotonic() - started < 5


def test_nobody_listens_there() -> None:
    with chat_server(ChatServer()) as server:
        pass

    with pytest.raises(ChatModelUnreachableError, match="cannot be reached"):
        list(model_at(server).stream(REQUEST))


@pytest.mark.parametrize(
    ("name", "base_url", "why"),
    [
        pytest.param("openai:gpt", "", "set OPENAI_API_KEY", id="no key"),
        pytest.param("", "http://x/v1", "set ASSISTANT_LLM=openai:MODEL", id="a server alone"),
        pytest.param("openai:m", "x:80", "begins with http", id="no address"),
        pytest.param("qwen:7b", "", "not provider:model", id="no provider"),
        pytest.param("qwen:7b", "http://x/v1", "is written openai:MODEL", id="a bare model"),
        pytest.param("openai", "", "not provider:model", id="no model"),
        pytest.param("anthropic:c", "", "pip install langchain-anthropic", id="not installed"),
    ],
)
def test_a_model_that_cannot_be_had_is_one_sentence(name: str, base_url: str, why: str) -> None:
    with pytest.raises(ChatModelSettingError, match=why):
        chat_model(name, base_url=base_url, budget=BUDGET)
