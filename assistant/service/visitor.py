"""Who is there: a random name in a signed cookie, given at the first visit and known to nobody else."""

import hmac
import os
import re
import secrets
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from assistant.service.asgi import App, Message, Receive, Scope, Send

COOKIE = "visitor"
HEADER = "x-visitor"
"""Carries the verified name to the app; what a browser sends under it is thrown away."""
YEAR = 365 * 24 * 3600
_SAFE = ("GET", "HEAD", "OPTIONS")
_NAME = re.compile(r"[0-9a-f]{32}")


class Signer:
    """Signs names, and knows its own signature again."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def kept(cls, path: Path) -> "Signer":
        """The secret of this home, made on the first use and readable by its owner alone."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                file.write(secrets.token_bytes(32))
        except FileExistsError:
            pass
        return cls(path.read_bytes())

    def sign(self, name: str) -> str:
        """`name.signature`."""
        return f"{name}.{self._signature(name)}"

    def name(self, signed: str) -> str | None:
        """The name, if the signature is ours."""
        name, _, signature = signed.partition(".")
        ours = _NAME.fullmatch(name) and hmac.compare_digest(
            signature.encode(), self._signature(name).encode()
        )
        return name if ours else None

    def _signature(self, name: str) -> str:
        return hmac.new(self._secret, name.encode(), sha256).hexdigest()


class KnowVisitors:
    """Tells the app who is there, and refuses what another site sends in a visitor's name."""

    def __init__(self, app: App, *, signer: Signer) -> None:
        self._app = app
        self._signer = signer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its visitor's name."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0].lower() != HEADER.encode()]
        if scope["method"] not in _SAFE and _foreign(dict(headers)):
            await _refuse(send)
            return
        known = self._signer.name(_cookie(dict(headers)))
        visitor = known or secrets.token_hex(16)
        named = {**scope, "headers": [*headers, (HEADER.encode(), visitor.encode())]}
        await self._app(named, receive, send if known else self._greeting(send, scope, visitor))

    def _greeting(self, send: Send, scope: Scope, visitor: str) -> Send:
        secure = "; Secure" if scope["scheme"] == "https" else ""
        value = (
            f"{COOKIE}={self._signer.sign(visitor)}; Path=/; Max-Age={YEAR}; HttpOnly; "
            f"SameSite=Lax{secure}"
        )

        async def greeting(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [*message.get("headers", ()), (b"set-cookie", value.encode())]
                message = {**message, "headers": given}
            await send(message)

        return greeting


def _cookie(headers: dict[bytes, bytes]) -> str:
    jar = SimpleCookie()
    try:
        jar.load(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _foreign(headers: dict[bytes, bytes]) -> bool:
    """Whether a browser says that another site sends this."""
    origin = headers.get(b"origin")
    return origin is not None and urlsplit(origin).netloc != headers.get(b"host")


async def _refuse(send: Send) -> None:
    body = b'{"detail": "This can only be sent from the assistant\'s own pages."}'
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
