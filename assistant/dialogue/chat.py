"""What the chat-model writer needs from a chat model, whoever provides it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Exchange:
    """One turn of the talk with a model, and its reply: worked examples, and what it said well before."""

    matter: str
    reply: str


@dataclass(frozen=True)
class ChatRequest:
    """One request, whole: nothing else is ever sent."""

    rules: str
    """The system message: what to do, and in which form."""
    matter: str
    """The last user message: the piece of evidence to be told, marked as data."""
    schema: str
    """The JSON Schema of the reply, as text; a server that cannot hold a model to it may leave it aside."""
    before: tuple[Exchange, ...] = ()
    """What comes between the two: the question, marked as data, and then like cases."""
    seconds: float = float("inf")
    """What is left of the time for the whole answer."""


class ChatModel(Protocol):
    """Streams text, and does nothing else: no tools, no memory between two requests."""

    name: str
    """As in `provider:model`."""

    def stream(self, request: ChatRequest) -> Iterator[str]:
        """The reply in pieces of any length, as they come.

        Raises:
            ChatModelError: when the model is late, away, unwilling or out of its mind; at any piece.
        """
        ...
