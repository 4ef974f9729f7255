"""An app served over a real socket, in a thread of the test's own process."""

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.documents import read_bytes
from assistant.service.app import Parts, furnished, listening, server
from assistant.service.asgi import App
from assistant.service.assistant import Assistant
from assistant.service.door import Door
from assistant.service.limits import Limits
from assistant.service.shelving import Stock
from assistant.service.visitor import Signer
from assistant.service.warmup import Warmup
from assistant.settings import Settings
from assistant.wiring import open_archive

PATIENCE = 60.0


def parts(
    load: Callable[[], Assistant],
    home: Path,
    *,
    limits: Limits | None = None,
    stock: Callable[[], Stock] | None = None,
) -> Parts:
    """The app's parts over the real corpus; of files, only plain text is read."""
    return Parts(
        load=load,
        corpus=lambda: Corpus.load(Settings().corpus),
        read=lambda name, data: read_bytes(name, data, {}),
        limits=limits or Limits(),
        archive=lambda: open_archive(Settings(home=home)),
        signer=lambda: Signer.kept(home / "secret"),
        stock=stock,
    )


@contextlib.contextmanager
def site(
    load: Callable[[], Assistant],
    *,
    home: Path | None = None,
    limits: Limits | None = None,
    port: int = 0,
    stock: Callable[[], Stock] | None = None,
) -> Iterator[str]:
    """The address of the whole app, furnished; `home` is where it keeps what outlives it."""
    with contextlib.ExitStack() as stack:
        kept = home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield from _serve(load, parts(load, kept, limits=limits, stock=stock), port)


def _serve(load: Callable[[], Assistant], chosen: Parts, port: int) -> Iterator[str]:
    with running(Door(lambda: furnished(chosen, Warmup(load))), port=port) as address:
        until(lambda: "instance" in httpx.get(f"{address}/api/health").json())
        yield address


@contextlib.contextmanager
def running(app: App, *, port: int = 0) -> Iterator[str]:
    """Serve `app` while the block lasts."""
    listener = listening("127.0.0.1", port)
    running_server = server(app)
    thread = threading.Thread(
        target=running_server.run, kwargs={"sockets": [listener]}, daemon=True
    )
    thread.start()
    until(lambda: running_server.started)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        running_server.should_exit = True
        thread.join(timeout=PATIENCE)
        listener.close()


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that will come true soon."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
