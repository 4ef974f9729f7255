"""Load the assistant behind the page's back; whoever needs it waits for it."""

import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from threading import Lock, Thread
from typing import Literal

from assistant.errors import AssistantError
from assistant.models.record import Record
from assistant.service.assistant import Assistant

_log = logging.getLogger(__name__)


class Progress(Record):
    """How far the loading is."""

    state: Literal["warming", "ready", "failed"]
    seconds: float
    """Since loading began."""
    problem: str = ""


class Warmup:
    """Calls a loader once, in a thread of its own that does not hold up the end of the process."""

    def __init__(self, load: Callable[[], Assistant]) -> None:
        self._load = load
        self._loaded: Future[Assistant] = Future()
        self._begun = time.monotonic()
        self._started = False
        self._lock = Lock()

    def start(self) -> None:
        """Begin to load; a second call does nothing."""
        with self._lock:
            if self._started:
                return
            self._started = True
        self._begun = time.monotonic()
        Thread(target=self._run, name="warm-up", daemon=True).start()

    def __call__(self) -> Assistant:
        """The assistant, as soon as there is one.

        Raises:
            AssistantError: when it could not be loaded.
        """
        return self._loaded.result()

    def swap(self, assistant: Assistant) -> None:
        """From now on this one serves; who is being answered by the one before is answered by it to the end."""
        served: Future[Assistant] = Future()
        served.set_result(assistant)
        self._loaded = served

    def close(self) -> None:
        """Nobody waits any longer: the app ends."""
        self._fail(AssistantError("the app is being closed"))

    def progress(self) -> Progress:
        """How far it is; never waits."""
        seconds = round(time.monotonic() - self._begun, 1)
        if not self._loaded.done():
            return Progress(state="warming", seconds=seconds)
        error = self._loaded.exception()
        if error is None:
            return Progress(state="ready", seconds=seconds)
        return Progress(state="failed", seconds=seconds, problem=str(error))

    def _run(self) -> None:
        try:
            assistant = self._load()
        except AssistantError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001
            # A mistake of ours or a vendor's: the waiting visitors must hear of it all the same.
            _log.exception("the assistant could not be loaded")
            failure = AssistantError("the assistant could not be started; its log says why")
            failure.__cause__ = error
            self._fail(failure)
        else:
            with contextlib.suppress(InvalidStateError):  # it was closed meanwhile
                self._loaded.set_result(assistant)

    def _fail(self, error: AssistantError) -> None:
        with contextlib.suppress(InvalidStateError):
            self._loaded.set_exception(error)
