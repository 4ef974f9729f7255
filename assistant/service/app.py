"""Put the app together and serve it: headers and limits outside, the API, and the pages in the middle."""

import logging
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import BusyError
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.documents import Document
from assistant.service.asgi import App
from assistant.service.assistant import Assistant
from assistant.service.door import Door
from assistant.service.limits import Limits
from assistant.service.visitor import Signer
from assistant.service.warmup import Warmup
from assistant.settings import ROOT
from assistant.store.archive import Archive

FIGURES = ROOT / "docs" / "figures.json"

if TYPE_CHECKING:
    from types import FrameType

    from fastapi import FastAPI
    from uvicorn import Server

    from assistant.service.shelving import Stock


@dataclass(frozen=True)
class Parts:
    """What the app is made of; each is called when it is first needed."""

    load: Callable[[], Assistant]
    """Takes seconds, and is called once, in the background."""
    corpus: Callable[[], Corpus]
    read: Callable[[str, bytes], Document]
    """Reads a file that a visitor brought."""
    archive: Callable[[], Archive]
    """What is kept for visitors."""
    signer: Callable[[], Signer]
    limits: Limits = field(default_factory=Limits)
    stock: Callable[[], "Stock"] | None = None
    """Where sources are added; None where visitors may not."""
    figures: Path = FIGURES
    """What `assistant eval --json` printed, for the trust page."""
    keep_days: int = 365
    """After how many days without use what is kept is deleted."""


def serve(parts: Parts, *, host: str, port: int, announce: Callable[[str], None] = print) -> None:
    """Serve until interrupted.

    Raises:
        BusyError: when the port is taken.
    """
    with listening(host, port) as listener:
        warmup = Warmup(parts.load)
        door = Door(lambda: furnished(parts, warmup))
        announce(f"http://{host}:{listener.getsockname()[1]}")
        try:
            server(door).run(sockets=[listener])
        except KeyboardInterrupt:
            return
        finally:
            warmup.close()


def server(app: App) -> "Server":
    """A server that keeps no log of what is asked, and ends within a second of being told to."""
    import uvicorn

    class Quiet(uvicorn.Server):
        def handle_exit(self, sig: int, frame: "FrameType | None") -> None:
            # What is still streaming is cut off on purpose: nobody needs a traceback about it.
            logging.getLogger("uvicorn.error").disabled = True
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return Quiet(config)


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address.

    Raises:
        BusyError: in one line that says what to do.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise BusyError(
            f"cannot listen on {host}:{port} ({error.strerror or error}): "
            "stop what runs there, or choose another port with --port"
        ) from error
    return listener


def furnished(parts: Parts, warmup: Warmup) -> "FastAPI":
    """Build the pages and then begin to load the assistant; takes the seconds that importing Gradio takes."""
    app = build(parts, warmup)
    warmup.start()
    return app


def build(parts: Parts, warmup: Warmup) -> "FastAPI":
    """The whole app over an assistant that may still be loading."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware

    from assistant.service.api import build_api
    from assistant.service.files import Files
    from assistant.service.headers import SecurityHeaders
    from assistant.service.history import build_history
    from assistant.service.limits import BodyLimit
    from assistant.service.shelving import build_shelf
    from assistant.service.visitor import KnowVisitors
    from assistant.ui.assets import PAGE, read
    from assistant.ui.layout import build as lay_out
    from assistant.ui.render.trust import trust

    app = FastAPI(title="Coproduction assistant", docs_url=None, redoc_url=None)
    # Without one of its own, Gradio would answer every origin.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(KnowVisitors, signer=parts.signer())
    app.add_middleware(BodyLimit, limits=parts.limits)
    app.add_middleware(SecurityHeaders, head=read("head.html"))
    app.include_router(
        build_api(warmup, parts.read, limits=parts.limits, instance=secrets.token_hex(8))
    )
    archive = parts.archive()
    app.include_router(build_history(archive))
    app.include_router(build_shelf(warmup, parts.stock() if parts.stock else None))
    # Nothing here uploads through Gradio, which would keep the file and hand it out to whoever knows its address.
    app.add_api_route("/gradio_api/upload", _closed, methods=["POST"])
    app.mount("/page", Files(directory=PAGE), name="page")
    about = trust(parts.figures, keep_days=parts.keep_days)
    pages = lay_out(warmup, parts.corpus(), archive, about, limits=parts.limits)
    pages.queue(default_concurrency_limit=8, max_size=200)
    gr.mount_gradio_app(
        app,
        pages,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
    )
    return app


def _closed() -> None:
    from fastapi import HTTPException

    raise HTTPException(404)
