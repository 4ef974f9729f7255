"""A real browser before the app with a canned assistant; every visit is watched."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from assistant.testing import CannedAssistant
from tests.service.serving import site

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=390, height=844)
NARROW = ViewportSize(width=360, height=740)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Gradio's queue counts its events with an option that pandas has deprecated."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"))


@dataclass
class Visit:
    """One visitor's page, and everything on it that should not have happened."""

    page: Page
    address: str
    trouble: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Ask, and wait for the answer to settle."""
        before = self.page.locator(".turn .actions").count()
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        self.page.locator(".turn .actions").nth(before).wait_for()

    def leave(self) -> None:
        """Close the page before its server goes."""
        self.page.context.close()

    def room(self, name: str) -> None:
        """Go to another room by its link."""
        self.page.click(f"[data-room-link={name}]")

    def review(self, plan: str) -> None:
        """Paste a plan and wait for its review."""
        self.page.fill("#plan-text", plan)
        self.page.click(".plan-form button[type=submit]")
        self.page.locator(".verdict h1").wait_for()


Enter = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def assistant() -> CannedAssistant:
    return CannedAssistant(pause=0.05)


@pytest.fixture(scope="session")
def address(assistant: CannedAssistant) -> Iterator[str]:
    with site(lambda: assistant) as where:
        yield where


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """Lets visitors in; at the end, none of them may have met trouble."""
    visits: list[Visit] = []
    contexts: list[BrowserContext] = []

    def let_in(
        where: str = address,
        *,
        viewport: ViewportSize = DESKTOP,
        room: str = "",
        dark: bool = False,
    ) -> Visit:
        context = browser.new_context(
            viewport=viewport, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        contexts.append(context)
        visit = Visit(context.new_page(), where)
        _watch(visit)
        visit.page.goto(f"{where}/{room}")
        visit.page.locator("body.furnished").wait_for()
        visits.append(visit)
        return visit

    yield let_in
    for context in contexts:
        context.close()
    assert [trouble for visit in visits for trouble in visit.trouble] == []


@pytest.fixture
def visit(enter: Enter) -> Visit:
    return enter()


def _watch(visit: Visit) -> None:
    """Another host, a script error, a dialog or a broken rule of the page are trouble."""
    own = (visit.address, "data:", "blob:")

    def on_request(url: str) -> None:
        if not url.startswith(own):
            visit.trouble.append(f"asked another host: {url}")

    visit.page.on("request", lambda request: on_request(request.url))
    visit.page.on("websocket", lambda socket: on_request(socket.url))
    visit.page.on("pageerror", lambda error: visit.trouble.append(f"script error: {error}"))
    visit.page.on(
        "console",
        lambda said: (
            visit.trouble.append(f"{said.type}: {said.text}")
            if said.type in ("error", "warning")
            else None
        ),
    )

    def on_dialog(dialog: object) -> None:
        visit.trouble.append(f"a dialog opened: {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]

    visit.page.on("dialog", on_dialog)
