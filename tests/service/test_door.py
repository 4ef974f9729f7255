"""The door is open before the house is furnished."""

import threading
import time

import httpx
from fastapi import FastAPI

from assistant.service.door import Door
from tests.service.serving import running, until


def test_the_first_byte_comes_while_the_pages_are_still_built() -> None:
    furnish = threading.Event()

    def build() -> FastAPI:
        furnish.wait()
        return FastAPI()

    with running(Door(build)) as address:
        begun = time.perf_counter()
        page = httpx.get(address)
        took = time.perf_counter() - begun
        health = httpx.get(f"{address}/api/health").json()
        furnish.set()

    assert page.status_code == 200
    assert "Opening the rooms" in page.text
    assert took < 0.3
    assert health == {"state": "opening", "seconds": 0, "problem": ""}


def test_a_question_that_comes_too_early_waits_and_is_answered() -> None:
    furnish = threading.Event()

    def build() -> FastAPI:
        furnish.wait()
        app = FastAPI()
        app.get("/api/ask")(lambda: "answered")
        return app

    with running(Door(build)) as address:
        threading.Timer(0.3, furnish.set).start()
        assert httpx.get(f"{address}/api/ask", timeout=10).json() == "answered"


def test_once_furnished_the_door_only_passes_on() -> None:
    app = FastAPI()
    app.get("/")(lambda: "home")
    with running(Door(lambda: app)) as address:
        until(lambda: httpx.get(address).headers["content-type"] == "application/json")
        assert httpx.get(address).json() == "home"


def test_pages_that_cannot_be_built_are_said_to_be_so() -> None:
    def build() -> FastAPI:
        raise ZeroDivisionError

    with running(Door(build)) as address:
        until(lambda: httpx.get(f"{address}/api/health").json()["state"] == "failed")
        assert "could not be built" in httpx.get(f"{address}/api/health").json()["problem"]
        assert httpx.get(f"{address}/api/ask").status_code == 503
