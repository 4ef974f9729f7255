"""Open the door before the house is furnished.

Importing what draws the pages takes seconds. The door listens at once: it shows a small waiting page, says how things
stand, and keeps every other caller waiting until the app is there; from then on it only passes on.
"""

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.service.asgi import Receive, Scope, Send
from assistant.service.headers import FIXED, policy
from assistant.ui.assets import read

if TYPE_CHECKING:
    from fastapi import FastAPI

_log = logging.getLogger(__name__)


class Door:
    """An ASGI app that builds another one in the background and then steps aside."""

    def __init__(self, build: Callable[[], "FastAPI"]) -> None:
        self._build = build
        self._app: FastAPI | None = None
        self._failed = False
        self._settled = asyncio.Event()
        self._running = contextlib.AsyncExitStack()
        self._page = read("waiting.html")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait on behalf of the app, or pass on to it."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._wait(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        building = asyncio.create_task(self._furnish())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        building.cancel()
        await self._running.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _furnish(self) -> None:
        try:
            app = await asyncio.to_thread(self._build)
            await self._running.enter_async_context(app.router.lifespan_context(app))
            self._app = app
        except Exception:  # noqa: BLE001
            # Whatever it was, the page must say so instead of waiting for ever.
            _log.exception("the pages could not be built")
            self._failed = True
        self._settled.set()

    async def _wait(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/":
            nonce = secrets.token_urlsafe(16)
            page = self._page.replace("<script>", f'<script nonce="{nonce}">')
            await _respond(send, page, kind="text/html; charset=utf-8", nonce=nonce)
        elif scope["path"] == "/api/health":
            state = "failed" if self._failed else "opening"
            problem = "The pages could not be built; the log says why." if self._failed else ""
            body = json.dumps({"state": state, "seconds": 0, "problem": problem})
            await _respond(send, body, kind="application/json")
        else:
            await self._settled.wait()
            if self._app is not None:
                await self._app(scope, receive, send)
            else:
                await _respond(send, "The pages could not be built.", status=503)


async def _respond(
    send: Send, body: str, *, kind: str = "text/plain", status: int = 200, nonce: str = ""
) -> None:
    headers = [
        *FIXED,
        (b"content-type", kind.encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", policy(nonce or secrets.token_urlsafe(16)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
