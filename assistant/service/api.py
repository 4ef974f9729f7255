"""The JSON API: the same answers and reviews as the command line gives, and how the app is doing."""

import logging
from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from assistant.errors import AssistantError, DocumentError, InputError
from assistant.knowledge.documents import Document
from assistant.models.answer import Answer
from assistant.models.record import Record
from assistant.models.review import Review
from assistant.models.status import Status
from assistant.service.limits import Limits
from assistant.service.warmup import Warmup

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

Read = Callable[[str, bytes], Document]
"""Reads a file that a visitor brought, by name and bytes."""


class Health(Record):
    """Whether questions are answered at once."""

    state: Literal["warming", "ready", "failed"]
    seconds: float
    problem: str = ""
    instance: str
    """Changes when the app is started anew, so that an open page notices."""
    status: Status | None = None
    """What the assistant stands on; only once it is there."""


class ReadPlan(Record):
    """A file as it was read."""

    name: str
    text: str
    notes: tuple[str, ...]


def build_api(warmup: Warmup, read: Read, *, limits: Limits, instance: str) -> APIRouter:
    """Routes over an assistant that may still be loading."""
    router = APIRouter(prefix="/api")

    class Question(Record):
        question: str = Field(min_length=1, max_length=limits.question)
        history: tuple[str, ...] = Field(default=(), max_length=limits.history)

    class Plan(Record):
        text: str = Field(min_length=1, max_length=limits.plan)
        file: str = Field(default="plan.txt", max_length=300)

    @router.get("/health")
    def health() -> Health:
        progress = warmup.progress()
        status = warmup().status() if progress.state == "ready" else None
        return Health(**progress.model_dump(), instance=instance, status=status)

    @router.post("/ask")
    def ask(sent: Question) -> Answer:
        return _tried(lambda: warmup().ask(sent.question, history=sent.history))

    @router.post("/review")
    def review(sent: Plan) -> Review:
        return _tried(lambda: warmup().review(sent.text, file=sent.file))

    @router.post("/read")
    async def read_plan(
        request: Request, name: Annotated[str, Field(min_length=1, max_length=300)]
    ) -> ReadPlan:
        data = await request.body()
        document = await run_in_threadpool(_tried, lambda: read(name, data))
        return ReadPlan(name=document.name, text=document.text, notes=document.notes)

    return router


def _tried(act: Callable[[], Result]) -> Result:
    """What a person did wrong is 422 with our sentence; what we did wrong is 500 with none of it."""
    try:
        return act()
    except (DocumentError, InputError) as error:
        raise HTTPException(422, str(error)) from error
    except AssistantError as error:
        raise HTTPException(503, str(error)) from error
    except Exception as error:
        _log.exception("a request failed")
        raise HTTPException(500, "something went wrong on our side") from error
