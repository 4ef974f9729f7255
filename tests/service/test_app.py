"""The app as the network sees it."""

from collections.abc import Iterator

import httpx
import pytest

from assistant.errors import BusyError
from assistant.models.review import Review
from assistant.retrieval.build import Progress
from assistant.review.reviewer import unwatched
from assistant.service.app import listening
from assistant.service.limits import Limits
from assistant.testing import CannedAssistant
from tests.service.serving import site

LIMITS = Limits(question=200, plan=2_000, body=20_000, file=40_000)


class TroubledAssistant(CannedAssistant):
    """Reviews nothing."""

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        raise ZeroDivisionError("a secret of the code")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with site(TroubledAssistant, limits=LIMITS) as address, httpx.Client(base_url=address) as http:
        yield http


def test_health_says_what_it_stands_on(client: httpx.Client) -> None:
    health = client.get("/api/health").json()
    assert health["state"] == "ready"
    assert health["status"]["writer"] == "embedded"
    assert health["instance"]


def test_ask_gives_the_contracts_answer(client: httpx.Client) -> None:
    answer = client.post("/api/ask", json={"question": "What does it cost?"}).json()
    assert answer["sentences"][0]["citations"] == ["c1"]
    assert {"id", "question", "lang", "intent", "abstained", "reason", "answer"} <= answer.keys()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"question": ""}, id="no question"),
        pytest.param({"question": "x" * 201}, id="too long"),
        pytest.param({"question": "x", "history": ["y"] * 51}, id="too much history"),
        pytest.param({"question": "x", "admin": True}, id="a field too many"),
        pytest.param(["x"], id="no object"),
    ],
)
def test_a_question_of_the_wrong_shape_is_refused(client: httpx.Client, body: object) -> None:
    assert client.post("/api/ask", json=body).status_code == 422


def test_a_mistake_of_ours_tells_nothing_of_the_code(client: httpx.Client) -> None:
    response = client.post("/api/review", json={"text": "A plan."})
    assert response.status_code == 500
    assert response.json() == {"detail": "something went wrong on our side"}


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        pytest.param("plan.md", b"# Aim\r\nWe meet.", 200, "# Aim\nWe meet.", id="text"),
        pytest.param("../../etc/plan.txt", b"We meet.", 200, "plan.txt", id="a path"),
        pytest.param("photo.png", b"\x89PNG", 422, "is a .png file", id="a picture"),
        pytest.param("plan.txt", b"\x00\x01\x02", 422, "is not plain text", id="not what it says"),
        pytest.param("plan.txt", b"  ", 422, "is empty", id="empty"),
    ],
)
def test_a_file_is_read_or_refused_in_one_sentence(
    client: httpx.Client, name: str, data: bytes, status: int, said: str
) -> None:
    response = client.post("/api/read", params={"name": name}, content=data)
    assert response.status_code == status
    told = response.json()
    assert said in (told["detail"] if status == 422 else told["text"] + told["name"])


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        pytest.param("/api/ask", 20_001, 413, id="the api"),
        pytest.param("/gradio_api/queue/join", 20_001, 413, id="the pages"),
        pytest.param("/api/read?name=a.txt", 20_001, 200, id="a file may be larger"),
        pytest.param("/api/read?name=a.txt", 40_001, 413, id="but not that large"),
    ],
)
def test_what_is_too_large_is_refused(
    client: httpx.Client, path: str, size: int, status: int
) -> None:
    assert client.post(path, content=b"a" * size).status_code == status


def test_what_does_not_say_how_large_it_is_is_counted(client: httpx.Client) -> None:
    response = client.post("/api/read?name=a.txt", content=(b"a" * 10_000 for _ in range(9)))
    assert response.status_code in (400, 413)


@pytest.mark.parametrize(
    "path", ["/", "/api/health", "/page/page.css", "/config", "/gradio_api/info", "/nowhere"]
)
def test_every_response_tells_the_browser_to_trust_nobody_else(
    client: httpx.Client, path: str
) -> None:
    headers = client.get(path).headers
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_every_script_of_the_page_bears_the_nonce_of_this_response(client: httpx.Client) -> None:
    pages = [client.get("/") for _ in range(2)]
    nonces = [p.headers["content-security-policy"].split("nonce-")[1].split("'")[0] for p in pages]
    assert nonces[0] != nonces[1]
    for page, nonce in zip(pages, nonces, strict=True):
        assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce}"')


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"]
)
def test_no_other_origin_is_answered(client: httpx.Client, origin: str) -> None:
    for path in ("/api/health", "/config", "/gradio_api/info"):
        assert (
            "access-control-allow-origin"
            not in client.get(path, headers={"origin": origin}).headers
        )


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=assistant/settings.py",
        "/file=/etc/passwd",
        "/page/../layout.py",
        "/page/%2e%2e/layout.py",
        "/gradio_api/file=http://169.254.169.254/",
        "/monitoring",
        "/docs",
    ],
)
def test_nothing_but_the_pages_is_handed_out(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code in (401, 403, 404, 405)


def test_no_file_is_taken_in_through_gradio(client: httpx.Client) -> None:
    response = client.post("/gradio_api/upload", files={"files": ("a.html", b"<script>")})
    assert response.status_code == 404


def test_a_taken_port_is_one_line_that_says_what_to_do() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            BusyError, match=rf"cannot listen on 127.0.0.1:{port} .*--port"
        ) as error:
            listening("127.0.0.1", port)
    assert "\n" not in str(error.value)
