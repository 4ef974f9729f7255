"""What a visitor kept, over HTTP: theirs alone, whatever another guesses or sends."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.models.answer import Sentence
from assistant.models.conversation import Answered, Stopped
from assistant.service.visitor import COOKIE, HEADER, Signer
from assistant.settings import Settings
from assistant.store.archive import Archive
from assistant.testing import CannedAssistant
from assistant.wiring import open_archive
from tests.service.serving import site

ANNA, BO = "a" * 32, "b" * 32


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with site(CannedAssistant, home=home) as served:
        yield served


@pytest.fixture
def archive(home: Path) -> Archive:
    return open_archive(Settings(home=home))


def browser(address: str, home: Path, visitor: str) -> httpx.Client:
    cookie = Signer.kept(home / "secret").sign(visitor)
    return httpx.Client(base_url=address, cookies={COOKIE: cookie})


@pytest.fixture
def anna(address: str, home: Path, archive: Archive) -> Iterator[httpx.Client]:
    answer = CannedAssistant().ask("Why are we kept out?")
    archive.conversations.put(
        ANNA, "c1", [Answered(id="t1", question="Why are we kept out?", answer=answer)]
    )
    with browser(address, home, ANNA) as client:
        yield client
        client.delete("/api/visitor")


@pytest.fixture
def bo(address: str, home: Path) -> Iterator[httpx.Client]:
    with browser(address, home, BO) as client:
        yield client


def test_a_first_visit_is_given_a_name_that_no_script_reads(address: str) -> None:
    response = httpx.get(f"{address}/api/conversations")

    given = response.headers["set-cookie"]
    assert response.json() == []
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in given.split(";")}


def test_a_known_visitor_is_not_named_again(anna: httpx.Client) -> None:
    assert "set-cookie" not in anna.get("/api/conversations").headers


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param(ANNA, id="no signature"),
        pytest.param(f"{ANNA}.{'0' * 64}", id="a made-up signature"),
        pytest.param(Signer(b"another secret").sign(ANNA), id="signed by somebody else"),
        pytest.param('"; drop', id="no cookie at all"),
    ],
)
def test_a_forged_cookie_is_somebody_new(anna: httpx.Client, cookie: str) -> None:
    forged = httpx.get(
        f"{anna.base_url}/api/conversations", headers={"cookie": f"{COOKIE}={cookie}"}
    )
    assert forged.json() == []
    assert "set-cookie" in forged.headers


def test_a_name_in_a_header_of_ones_own_is_thrown_away(anna: httpx.Client) -> None:
    assert httpx.get(f"{anna.base_url}/api/conversations", headers={HEADER: ANNA}).json() == []


def test_conversations_are_listed_renamed_and_deleted(anna: httpx.Client) -> None:
    assert [c["title"] for c in anna.get("/api/conversations").json()] == ["Why are we kept out?"]

    anna.patch("/api/conversations/c1", json={"title": "Access"})
    assert [c["title"] for c in anna.get("/api/conversations").json()] == ["Access"]

    anna.delete("/api/conversations/c1")
    assert anna.get("/api/conversations").json() == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/api/conversations/c1", id="read"),
        pytest.param("GET", "/api/conversations/c1/export", id="export"),
        pytest.param("GET", "/api/reviews/r1", id="review"),
    ],
)
def test_an_id_of_anothers_is_an_id_of_nothing(
    anna: httpx.Client, bo: httpx.Client, method: str, path: str
) -> None:
    assert anna.get("/api/conversations/c1").status_code == 200
    assert bo.request(method, path).status_code == 404


def test_feedback_with_reasons_is_kept(anna: httpx.Client) -> None:
    sent = {"turn": "t1", "thumb": "down", "reasons": ["wrong_source", "tone"], "comment": "No."}

    anna.put("/api/conversations/c1/feedback", json=sent)

    assert anna.get("/api/conversations/c1/feedback").json() == [{"conversation": "c1", **sent}]


def test_a_conversation_is_taken_along_with_its_sources(anna: httpx.Client) -> None:
    response = anna.get("/api/conversations/c1/export?format=md")

    assert response.headers["content-disposition"] == 'attachment; filename="conversation.md"'
    assert "## Why are we kept out?" in response.text
    assert "- [c1] " in response.text


def test_erasing_forgets_everything_of_this_visitor_alone(
    anna: httpx.Client, bo: httpx.Client, archive: Archive
) -> None:
    half = Stopped(id="t1", question="Bo's", sentences=(Sentence(text="So.", basis="paper"),))
    archive.conversations.put(BO, "c9", [half])
    anna.put("/api/setting", json={"sector": "voluntary"})

    anna.delete("/api/visitor")

    assert anna.get("/api/conversations").json() == []
    assert anna.get("/api/setting").json()["sector"] is None
    assert [c["title"] for c in bo.get("/api/conversations").json()] == ["Bo's"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        pytest.param("https://elsewhere.example", 403, id="another site"),
        pytest.param("null", 403, id="a page from nowhere"),
        pytest.param(None, 204, id="our own page"),
    ],
)
def test_another_site_cannot_act_in_a_visitors_name(
    anna: httpx.Client, origin: str | None, status: int
) -> None:
    sent = anna.put(
        "/api/setting",
        json={"sector": "voluntary"},
        headers={"origin": origin or str(anna.base_url).rstrip("/")},
    )
    assert sent.status_code == status
