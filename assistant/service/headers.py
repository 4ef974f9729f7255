"""What every response tells the browser: talk to nobody else, run nothing but our own scripts."""

import re
import secrets
from collections.abc import Sequence

from assistant.service.asgi import App, Message, Receive, Scope, Send

FIXED: Sequence[tuple[bytes, bytes]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)

_SCRIPT = re.compile(rb"<script(?=[\s>])")


def policy(nonce: str) -> str:
    """The content security policy.

    `unsafe-eval` stays because Gradio compiles the templates of its HTML component in the browser; inline handlers and
    inline scripts without the nonce do not run, so a piece of markup that slipped into the page would be dead.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every response; to every page a `head` of ours, and the nonce to its scripts."""

    def __init__(self, app: App, *, head: str) -> None:
        self._app = app
        self._head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and dress the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, secrets.token_urlsafe(16), self._head)
        await self._app(_uncompressed(scope), receive, answer)


class _Answer:
    """Passes a response on; a page is held until it is whole, so that its scripts can be marked."""

    def __init__(self, send: Send, nonce: str, head: bytes) -> None:
        self._send = send
        self._nonce = nonce
        self._head = head
        self._page: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif self._page is not None and message["type"] == "http.response.body":
            await self._hold(message, self._page)
        else:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        headers = [
            *message.get("headers", ()),
            *FIXED,
            (b"content-security-policy", policy(self._nonce).encode()),
        ]
        begun = {**message, "headers": headers}
        if _is_page(headers):
            self._page = begun
        else:
            await self._send(begun)

    async def _hold(self, message: Message, page: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        whole = self._body.replace(b"</head>", self._head + b"</head>", 1)
        body = _SCRIPT.sub(f'<script nonce="{self._nonce}"'.encode(), whole)
        kept = [pair for pair in page["headers"] if pair[0].lower() != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**page, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})


def _is_page(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    return any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in headers)


def _uncompressed(scope: Scope) -> Scope:
    """The page itself must come in plain, or it could not be marked."""
    if scope["path"] not in ("/", ""):
        return scope
    return {
        **scope,
        "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"],
    }
