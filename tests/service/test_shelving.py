"""Adding to the sources over HTTP: one at a time, refused in one sentence, and never by strangers."""

import threading
from collections.abc import Iterator

import httpx
import pytest

from assistant.errors import AssistantError
from assistant.retrieval.build import Progress
from assistant.testing import CannedAssistant, CannedStock
from tests.service.serving import site, until


class SlowStock(CannedStock):
    """Builds when it is let go, and fails on a bad day."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def with_document(self, name: str, data: bytes, *, progress: Progress) -> CannedAssistant:
        self.go_on.wait(30)
        if b"bad day" in data:
            raise AssistantError("the disk is full: make room and try again")
        return super().with_document(name, data, progress=progress)


@pytest.fixture
def stock() -> SlowStock:
    return SlowStock()


@pytest.fixture
def client(stock: SlowStock) -> Iterator[httpx.Client]:
    with (
        site(CannedAssistant, stock=lambda: stock) as address,
        httpx.Client(base_url=address) as http,
    ):
        until(lambda: http.get("/api/health").json()["state"] == "ready")
        yield http


def test_one_thing_is_added_at_a_time_and_then_serves(
    client: httpx.Client, stock: SlowStock
) -> None:
    first = client.post("/api/sources/documents?name=a.txt", content=b"A.")
    second = client.post("/api/sources/documents?name=b.txt", content=b"B.")
    assert (first.status_code, second.status_code) == (202, 409)
    assert client.get("/api/sources").json()["job"]["state"] == "working"

    stock.go_on.set()

    until(lambda: client.get("/api/sources").json()["job"]["state"] == "done")
    assert client.get("/api/sources").json()["documents"] == ["a.txt"]
    assert client.get("/api/health").json()["status"]["documents"] == 1


def test_what_fails_is_said_and_the_old_assistant_serves_on(
    client: httpx.Client, stock: SlowStock
) -> None:
    stock.go_on.set()
    client.post("/api/sources/documents?name=a.txt", content=b"bad day")

    until(lambda: client.get("/api/sources").json()["job"]["state"] == "failed")
    assert "the disk is full" in client.get("/api/sources").json()["job"]["problem"]
    assert client.post("/api/ask", json={"question": "What?"}).status_code == 200


def test_a_wrong_file_gets_its_one_sentence(client: httpx.Client) -> None:
    refused = client.post("/api/sources/paper?name=novel.txt", content=b"It was a dark night.")
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("'novel.txt' is not the paper")


def test_where_visitors_may_not_they_are_told_who_may() -> None:
    with site(CannedAssistant) as address, httpx.Client(base_url=address) as http:
        assert http.get("/api/sources").json()["open"] is False
        refused = http.post("/api/sources/paper?name=copy.txt", content=b"the paper")
        assert refused.status_code == 403
        assert "whoever runs it" in refused.json()["detail"]
