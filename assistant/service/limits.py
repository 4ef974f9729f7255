"""How much anybody may send at once: counted, because headers may lie."""

from assistant.models.record import Record
from assistant.service.asgi import App, Message, Receive, Scope, Send

FILES = ("/api/read", "/api/sources/paper", "/api/sources/documents")
"""The paths that take files."""


class Limits(Record):
    """The largest of everything that a visitor may send."""

    question: int = 4_000
    """Characters."""
    history: int = 50
    """Earlier questions that travel with one."""
    plan: int = 400_000
    """Characters: some 120 pages."""
    body: int = 4_000_000
    """Bytes of one request, whatever it is."""
    file: int = 20_000_000
    """Bytes of a request that brings a file."""


class TooLargeError(Exception):
    """Raised into an app that reads on past the limit."""


class BodyLimit:
    """Answers 413 to a request that says or turns out to be too large."""

    def __init__(self, app: App, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, byte by counted byte."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.file if scope["path"] in FILES else self._limits.body
        if _declared(scope) > limit:
            await _refuse(send)
            return
        request = _Counted(receive, send, limit=limit)
        try:
            await self._app(scope, request.receive, request.send)
        except TooLargeError:
            if not request.answered:
                await _refuse(send)


class _Counted:
    """One request whose bytes are counted as they arrive."""

    def __init__(self, receive: Receive, send: Send, *, limit: int) -> None:
        self._receive = receive
        self._send = send
        self._left = limit
        self.answered = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message

    async def send(self, message: Message) -> None:
        self.answered = True
        await self._send(message)


def _declared(scope: Scope) -> int:
    value: bytes = dict(scope["headers"]).get(b"content-length", b"0")
    return int(value) if value.isdigit() else 0


async def _refuse(send: Send) -> None:
    body = b'{"error": "That is more than can be sent at once."}'
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
