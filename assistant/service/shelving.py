"""Add to what the assistant stands on while it serves: one job at a time, in the background, with progress."""

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import Annotated, Literal, Protocol

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from assistant.errors import AssistantError
from assistant.models.record import Record
from assistant.service.assistant import Assistant
from assistant.service.warmup import Warmup

_log = logging.getLogger(__name__)

Told = Callable[[str, int, int], None]
"""Told what is being done, how far, and of how much."""
Name = Annotated[str, Field(min_length=1, max_length=300)]
CLOSED = (
    "This server is open to others, so its sources are changed by whoever runs it: "
    "assistant index --paper my-copy.pdf --library my-folder"
)


class Stock(Protocol):
    """What the assistant stands on, and how it is changed; a `check` refuses in one sentence what cannot be added."""

    def documents(self) -> list[str]:
        """Names of own documents."""
        ...

    def check_paper(self, name: str, data: bytes) -> None:
        """Refuse what is not the paper."""
        ...

    def with_paper(self, name: str, data: bytes, *, progress: Told) -> Assistant:
        """The assistant with this copy."""
        ...

    def check_document(self, name: str, data: bytes) -> None:
        """Refuse what cannot be read."""
        ...

    def with_document(self, name: str, data: bytes, *, progress: Told) -> Assistant:
        """The assistant with this document."""
        ...

    def without_document(self, name: str, *, progress: Told) -> Assistant:
        """The assistant without it."""
        ...


class Job(Record):
    """What is being added or removed, and how far it is."""

    state: Literal["idle", "working", "done", "failed"] = "idle"
    what: str = ""
    step: str = ""
    done: int = 0
    whole: int = 0
    problem: str = ""


class Shelf(Record):
    """The sources room's own state."""

    open: bool
    why_closed: str = ""
    documents: tuple[str, ...] = ()
    job: Job = Job()


class Shelving:
    """Runs one job at a time, and puts its assistant in the place of the one that serves."""

    def __init__(self, warmup: Warmup) -> None:
        self._warmup = warmup
        self._lock = Lock()
        self.job = Job()

    def start(self, what: str, build: Callable[[Told], Assistant]) -> None:
        """Begin, unless something else is going on."""
        if self._warmup.progress().state != "ready":
            raise HTTPException(409, "the assistant is still warming up: try again in a moment")
        with self._lock:
            if self.job.state == "working":
                raise HTTPException(409, "something else is being indexed: wait for it to end")
            self.job = Job(state="working", what=what)
        Thread(target=self._run, args=(build,), name="shelving", daemon=True).start()

    def _run(self, build: Callable[[Told], Assistant]) -> None:
        try:
            self._warmup.swap(build(self._told))
            self.job = Job(state="done", what=self.job.what)
        except AssistantError as error:
            self.job = Job(state="failed", what=self.job.what, problem=str(error))
        except Exception:  # noqa: BLE001
            # A mistake of ours or a vendor's: the old assistant goes on serving.
            _log.exception("the index could not be built")
            said = "it could not be indexed; the log says why"
            self.job = Job(state="failed", what=self.job.what, problem=said)

    def _told(self, what: str, done: int, whole: int) -> None:
        self.job = self.job.model_copy(update={"step": what, "done": done, "whole": whole})


def build_shelf(warmup: Warmup, stock: Stock | None) -> APIRouter:
    """Routes over the sources; without a stock they can be looked at alone."""
    router = APIRouter(prefix="/api/sources")
    shelving = Shelving(warmup)

    @router.get("")
    def shelf() -> Shelf:
        if stock is None:
            return Shelf(open=False, why_closed=CLOSED)
        return Shelf(open=True, documents=tuple(stock.documents()), job=shelving.job)

    @router.post("/paper", status_code=202)
    async def paper(request: Request, name: Name) -> None:
        kept, data = _open(stock), await request.body()
        await run_in_threadpool(_checked, lambda: kept.check_paper(name, data))
        shelving.start("your copy", lambda told: kept.with_paper(name, data, progress=told))

    @router.post("/documents", status_code=202)
    async def add(request: Request, name: Name) -> None:
        kept, data = _open(stock), await request.body()
        await run_in_threadpool(_checked, lambda: kept.check_document(name, data))
        shelving.start(name, lambda told: kept.with_document(name, data, progress=told))

    @router.delete("/documents", status_code=202)
    def remove(name: Name) -> None:
        kept = _open(stock)
        shelving.start(name, lambda told: kept.without_document(name, progress=told))

    return router


def _open(stock: Stock | None) -> Stock:
    if stock is None:
        raise HTTPException(403, CLOSED)
    return stock


def _checked(check: Callable[[], None]) -> None:
    try:
        check()
    except AssistantError as error:
        raise HTTPException(422, str(error)) from error
