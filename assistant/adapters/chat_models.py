"""Chat models through LangChain's socket: OpenAI and every server that speaks its language; others by package."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from assistant.dialogue.chat import ChatRequest
from assistant.errors import (
    ChatModelRefusedError,
    ChatModelSettingError,
    ChatModelTimeoutError,
    ChatModelUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_openai import ChatOpenAI

OPENAI = "openai"
NO_KEY = "none"
"""What a server that asks for no key is given as one."""


@dataclass(frozen=True)
class Provider:
    """Where LangChain keeps a provider's chat model, and what its client raises."""

    package: str
    chat_class: str
    errors: str
    """The root of the client's own errors, as `module:name`."""
    key: str
    """The provider's own environment variable."""

    @property
    def module(self) -> str:
        """What the package is imported as."""
        return self.package.replace("-", "_")


OTHERS = {
    "anthropic": Provider(
        "langchain-anthropic", "ChatAnthropic", "anthropic:AnthropicError", "ANTHROPIC_API_KEY"
    ),
    "groq": Provider("langchain-groq", "ChatGroq", "groq:GroqError", "GROQ_API_KEY"),
    "mistralai": Provider(
        "langchain-mistralai", "ChatMistralAI", "httpx:HTTPError", "MISTRAL_API_KEY"
    ),
}


@dataclass(frozen=True)
class Budget:
    """What one answer may cost."""

    seconds: float
    tokens: int


class OpenAIChat:
    """A model behind OpenAI's interface; asked to hold to the schema for as long as its server can do that."""

    def __init__(self, model: "ChatOpenAI", *, name: str, seconds: float) -> None:
        self.name = name
        self._model = model
        self._seconds = seconds
        self._constrains = True

    def stream(self, request: ChatRequest) -> Iterator[str]:
        """The reply as it comes; see `ChatModel`."""
        import openai

        try:
            yield from _in_time(self._chunks(request), request.seconds, whole=self._seconds)
        except openai.APITimeoutError as error:
            raise ChatModelTimeoutError(f"it said nothing for {self._seconds:g} s") from error
        except openai.APIConnectionError as error:
            raise ChatModelUnreachableError("its server cannot be reached") from error
        except openai.APIStatusError as error:
            raise ChatModelRefusedError(f"its server answered {error.status_code}") from error
        except openai.OpenAIError as error:
            raise ChatModelRefusedError("its server broke off with an error") from error
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise ChatModelRefusedError("its server sent what is no answer") from error

    def _chunks(self, request: ChatRequest) -> "Generator[str]":
        import openai

        if self._constrains:
            try:
                yield from self._finished(self._sent(request, _holding_to(request.schema)))
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                # Some servers know no schemas; nothing has been said yet when they tell.
                self._constrains = False
            else:
                return
        yield from self._finished(self._sent(request, {}))

    def _sent(self, request: ChatRequest, extra: dict[str, object]) -> "Generator[AIMessageChunk]":
        # Not as an argument of its own: LangChain would then wait for the whole reply and parse it.
        body = {**(self._model.extra_body or {}), **extra}
        seconds = min(request.seconds, self._seconds)
        bound = cast("BaseChatModel", self._model.bind(extra_body=body, timeout=seconds))
        return _chunks(bound, request)

    def _finished(self, chunks: "Generator[AIMessageChunk]") -> "Generator[str]":
        """The texts; a reply that merely stops is no whole one, since every server tells why it ends."""
        ended = ""
        with closing(chunks) as coming:
            for chunk in coming:
                yield str(chunk.text)
                ended = chunk.response_metadata.get("finish_reason") or ended
        if ended == "content_filter":
            raise ChatModelRefusedError("its provider filters the answer")
        if not ended:
            raise ChatModelUnreachableError("its server went away in the middle")


class OtherChat:
    """Any other provider's model; the prompt alone says in which form to answer."""

    def __init__(
        self,
        model: "BaseChatModel",
        *,
        name: str,
        seconds: float,
        errors: type[Exception],
    ) -> None:
        self.name = name
        self._model = model
        self._seconds = seconds
        self._errors = errors

    def stream(self, request: ChatRequest) -> Iterator[str]:
        """The reply as it comes; see `ChatModel`."""
        try:
            texts = (str(chunk.text) for chunk in _chunks(self._model, request))
            yield from _in_time(texts, request.seconds, whole=self._seconds)
        except TimeoutError as error:
            raise ChatModelTimeoutError(f"it said nothing for {self._seconds:g} s") from error
        except OSError as error:
            raise ChatModelUnreachableError("its provider cannot be reached") from error
        except self._errors as error:
            raise ChatModelUnreachableError("its provider broke off with an error") from error


def chat_model(name: str, *, base_url: str, budget: Budget) -> OpenAIChat | OtherChat:
    """The model that `name` (`provider:model`) stands for; nothing is sent yet.

    Raises:
        ChatModelSettingError: in one sentence, when it cannot be had.
    """
    provider, _, model = name.partition(":")
    if provider == OPENAI and model:
        return _openai(model, name=name, base_url=base_url, budget=budget)
    if provider in OTHERS and model and not base_url:
        return _other(OTHERS[provider], model, name=name, budget=budget)
    raise ChatModelSettingError(_misnamed(name, base_url=base_url))


def openai_chat(model: str, *, name: str, base_url: str, key: str, budget: Budget) -> OpenAIChat:
    """A model of the server at `base_url`, or of OpenAI itself where that is empty."""
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    # Servers that only resemble OpenAI know the older name of the limit; OpenAI itself wants the newer.
    # They are also told to choose the likeliest word, which OpenAI's own newest models do not allow.
    limit: dict[str, float] = (
        {"max_tokens": budget.tokens, "temperature": 0}
        if base_url
        else {"max_completion_tokens": budget.tokens}
    )
    chat = ChatOpenAI(
        model_name=model,
        openai_api_base=base_url or None,
        openai_api_key=SecretStr(key),
        request_timeout=budget.seconds,
        max_retries=0,
        use_responses_api=False,
        extra_body=limit,
    )
    return OpenAIChat(chat, name=name, seconds=budget.seconds)


def _openai(model: str, *, name: str, base_url: str, budget: Budget) -> OpenAIChat:
    key = os.environ.get("OPENAI_API_KEY", "")
    if not key and not base_url:
        raise ChatModelSettingError(
            f"{name!r} needs a key: set OPENAI_API_KEY, or ASSISTANT_LLM_BASE_URL for a server of your own"
        )
    if base_url and not base_url.startswith(("http://", "https://")):
        raise ChatModelSettingError(
            f"ASSISTANT_LLM_BASE_URL={base_url!r} is no address: it begins with http:// or https://"
        )
    return openai_chat(model, name=name, base_url=base_url, key=key or NO_KEY, budget=budget)


def _other(provider: Provider, model: str, *, name: str, budget: Budget) -> OtherChat:
    try:
        chat_class = getattr(import_module(provider.module), provider.chat_class)
        module, _, root = provider.errors.partition(":")
        errors = getattr(import_module(module), root)
    except ModuleNotFoundError as error:
        raise ChatModelSettingError(
            f"{name!r} needs the package {provider.package}: pip install {provider.package}"
        ) from error
    if not os.environ.get(provider.key):
        raise ChatModelSettingError(f"{name!r} needs a key: set {provider.key}")
    chat = chat_class(model=model, timeout=budget.seconds, max_tokens=budget.tokens, max_retries=0)
    return OtherChat(chat, name=name, seconds=budget.seconds, errors=errors)


def _misnamed(name: str, *, base_url: str) -> str:
    if base_url and not name:
        return (
            "ASSISTANT_LLM_BASE_URL names a server and ASSISTANT_LLM no model: "
            "set ASSISTANT_LLM=openai:MODEL as well"
        )
    if base_url:
        return f"ASSISTANT_LLM={name!r}: a model of the server at ASSISTANT_LLM_BASE_URL is written openai:MODEL"
    known = ", ".join([OPENAI, *OTHERS, "gguf"])
    return (
        f"ASSISTANT_LLM={name!r} is not provider:model with one of the providers {known}; "
        "for any OpenAI-compatible server write openai:MODEL and set ASSISTANT_LLM_BASE_URL"
    )


def _holding_to(schema: str) -> dict[str, object]:
    shape = {"name": "answer", "strict": True, "schema": json.loads(schema)}
    return {"response_format": {"type": "json_schema", "json_schema": shape}}


def _chunks(model: "BaseChatModel", request: ChatRequest) -> "Generator[AIMessageChunk]":
    from langsmith.run_helpers import tracing_context

    stream = cast("Generator[AIMessageChunk]", model.stream(_messages(request)))
    with closing(stream) as chunks:
        # Whatever traces this machine's other programs must not carry questions away.
        with tracing_context(enabled=False):
            first = next(chunks, None)
        if first is not None:
            yield first
            yield from chunks


def _messages(request: ChatRequest) -> "list[BaseMessage]":
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    messages: list[BaseMessage] = [SystemMessage(request.rules)]
    for exchange in request.before:
        messages += [HumanMessage(exchange.matter), AIMessage(exchange.reply)]
    return [*messages, HumanMessage(request.matter)]


def _in_time(texts: "Generator[str]", left: float, *, whole: float) -> Iterator[str]:
    """`texts` until what is left of the time for the whole answer is up, however steadily it trickles."""
    end = time.monotonic() + min(left, whole)
    with closing(texts) as coming:
        for text in coming:
            if time.monotonic() > end:
                raise ChatModelTimeoutError(f"it took longer than {whole:g} s")
            yield text
