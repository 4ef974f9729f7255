"""Loading behind the page's back."""

import threading

import pytest

from assistant.errors import AssistantError
from assistant.service.assistant import Assistant
from assistant.service.warmup import Warmup
from assistant.testing import CannedAssistant


def test_whoever_asks_early_waits_and_gets_it() -> None:
    loaded = threading.Event()
    assistant = CannedAssistant()

    def load() -> Assistant:
        loaded.wait()
        return assistant

    warmup = Warmup(load)
    warmup.start()

    assert warmup.progress().state == "warming"
    threading.Timer(0.05, loaded.set).start()
    assert warmup() is assistant
    assert warmup.progress().state == "ready"


def test_it_loads_once_however_often_it_is_started() -> None:
    loads: list[int] = []

    def load() -> Assistant:
        loads.append(1)
        return CannedAssistant()

    warmup = Warmup(load)
    warmup.start()
    warmup.start()
    warmup()
    assert loads == [1]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(AssistantError("there is no index"), "there is no index", id="ours"),
        pytest.param(ZeroDivisionError(), "could not be started", id="a mistake in the code"),
    ],
)
def test_a_failure_reaches_everybody_who_waits(error: Exception, said: str) -> None:
    def load() -> Assistant:
        raise error

    warmup = Warmup(load)
    warmup.start()
    with pytest.raises(AssistantError, match=said):
        warmup()
    assert warmup.progress().state == "failed"
    assert said in warmup.progress().problem
