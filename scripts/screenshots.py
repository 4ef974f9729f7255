"""Take the pictures of every room and state into docs/screens/: desktop and phone, light and dark.

The app is the real one, with an index of its own under build/ that holds no copy of the paper: a picture must not print
the publisher's text.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs" / "screens"
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
BETTER = (
    "The municipality signs that the school kitchen is ours every Tuesday until June; if it is needed for something "
    "else, the association is told a month before and is offered another room. The association and the department meet "
    "every month, and the association can change the programme there; both sides vote."
)
"""What is added to the example plan in its second version."""
UNHEARD_OF = "Where are the keys to the hall?"
MINUTES = FilePayload(
    name="minutes of the reading club.txt",
    mimeType="text/plain",
    buffer=b"Our reading club opens the town library at night. The keys are with the night porter.",
)
PATIENCE = 900
"""Seconds; the first start builds the index."""


class Sight(NamedTuple):
    """A window and the light it stands in."""

    name: str
    viewport: ViewportSize
    scheme: Literal["light", "dark"]


DESKTOP = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=390, height=844)
SIGHTS = (
    Sight("desktop", DESKTOP, "light"),
    Sight("desktop-dark", DESKTOP, "dark"),
    Sight("phone", PHONE, "light"),
    Sight("phone-dark", PHONE, "dark"),
)


def main() -> None:
    """Take them all."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("there is no chromium: on Debian, `apt install chromium`")
    SCREENS.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for sight in SIGHTS:
            walk(browser, address, sight)
            print(f"took {sight.name}")
        browser.close()


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of the app, once it is warm."""
    state = {"ASSISTANT_HOME": str(ROOT / "build" / "screens")}
    settings = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")} | state
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
    app = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True)
    try:
        assert app.stdout is not None
        address = next(word for word in app.stdout.readline().split() if word.startswith("http"))
        wait_until_warm(address)
        yield address
    finally:
        app.terminate()
        app.wait()


def wait_until_warm(address: str) -> None:
    """Wait for the assistant behind the pages; the first time it is long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{address}/api/health") as response:  # noqa: S310
            health = response.read()
        if b'"ready"' in health:
            return
        if b'"failed"' in health:
            sys.exit(f"the app could not be started: {health.decode()}")
        time.sleep(1)
    sys.exit("the app did not get warm")


def walk(browser: Browser, address: str, sight: Sight) -> None:
    """One visit through all rooms."""
    context = browser.new_context(
        viewport=sight.viewport, color_scheme=sight.scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.locator("body.furnished").wait_for()
    for name, act in STATES.items():
        act(page)
        page.mouse.move(1, sight.viewport["height"] - 1)
        page.wait_for_timeout(400)
        take(page, SCREENS / f"{name}-{sight.name}.png")
    context.close()


def take(page: Page, path: Path) -> None:
    """A picture with a palette: half the size, and the small spots of colour are kept."""
    page.screenshot(path=path)
    with Image.open(path) as shot:
        palette = shot.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE)
        palette.save(path, optimize=True)


def first_visit(page: Page) -> None:
    """Before anything was asked."""
    page.locator(".health[data-state=ready]").wait_for()


def answer(page: Page) -> None:
    """An answer with its marks."""
    ask(page, "Why do volunteers lose patience with how we decide things?")


def source(page: Page) -> None:
    """A voice behind an answer."""
    ask(page, "Is there a quote about volunteers being ordered about?")
    page.locator(".turn").last.locator(".mark").first.click()
    while not page.locator("#source .speaker").count():
        page.locator("[aria-label='Next source']").click()


def table(page: Page) -> None:
    """Two things side by side."""
    page.keyboard.press("Escape")
    ask(page, "What is the difference between demarcation and welcoming?")


def points(page: Page) -> None:
    """An agenda, point by point."""
    ask(page, "What agenda would you give our first joint meeting?")


def nearest(page: Page) -> None:
    """A question that nothing in the study fits."""
    ask(page, UNHEARD_OF)


def history(page: Page) -> None:
    """What was asked before, and what was thought of an answer."""
    page.click(".talk-bar [data-begin]")
    ask(page, "Why do they recruit our members one by one, past our board?")
    page.locator(".thumb[data-thumb=down]").last.click()
    page.click("[data-history]")


def setting(page: Page) -> None:
    """Who asks."""
    page.click("[data-fold]")
    page.click("[data-setting-button]")
    for choice in ("a voluntary organisation", "refugees and immigration", "being planned"):
        page.locator(".sheet").get_by_label(choice).check()


def outside(page: Page) -> None:
    """A question that the study does not cover."""
    page.keyboard.press("Escape")
    ask(page, "How many hours a week should a volunteer work?")


def bring(page: Page) -> None:
    """The review room, empty."""
    page.click("[data-room-link=review]")


def wrong_file(page: Page) -> None:
    """A file that is no text."""
    page.set_input_files(
        "#plan-file", FilePayload(name="photo.png", mimeType="image/png", buffer=b"\x89PNG")
    )
    page.locator(".plan-form .problem").wait_for()


def not_a_plan(page: Page) -> None:
    """A text in which nobody works together."""
    page.fill("#plan-text", "Beat two eggs. Add flour and milk. Fry it in butter.")
    page.click(".plan-form button[type=submit]")
    page.locator(".verdict h1").wait_for()


def reviewed(page: Page) -> None:
    """The head of a review."""
    page.click("text=Review another")
    page.fill("#plan-text", "")
    page.click("[data-example]")
    page.locator("#plan-text:not(:placeholder-shown)").wait_for()
    page.click(".plan-form button[type=submit]")
    page.locator(".verdict h1").wait_for()


def flag(page: Page) -> None:
    """A sentence that a flag points at."""
    page.locator(".flag .ref").first.click()


def contested(page: Page) -> None:
    """A flag that somebody disagrees with."""
    flag = page.locator(".flag").first
    flag.get_by_role("button", name="Contest it").click()
    flag.locator("textarea").fill("The board agreed on this in March; the plan is older.")
    flag.get_by_role("button", name="Keep it").click()
    flag.locator(".contested").wait_for()
    flag.scroll_into_view_if_needed()


def picture(page: Page) -> None:
    """Hopes, and what they may become."""
    page.evaluate("document.querySelector('.picture').scrollIntoView({block: 'center'})")


def versions(page: Page) -> None:
    """A new version beside the one before."""
    page.click("text=Review a new version")
    plan = page.locator("#plan-text")
    plan.fill(plan.input_value() + "\n\n" + BETTER)
    page.click(".plan-form button[type=submit]")
    page.locator(".versions").wait_for()
    page.evaluate("document.querySelector('.versions').scrollIntoView({block: 'center'})")


def expected(page: Page) -> None:
    """The forecast."""
    page.locator(".expected").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.expected').scrollIntoView({block: 'center'})")


def trust(page: Page) -> None:
    """What it is, and how far to trust it."""
    page.click(".menu summary")
    page.click(".menu [href='#trust']")


def erase(page: Page) -> None:
    """The question before everything goes."""
    page.locator("#trust [data-erase]").click()


def keys(page: Page) -> None:
    """What the keyboard does."""
    page.keyboard.press("Escape")
    page.click(".menu summary")
    page.click(".menu [data-keys]")


def sources(page: Page) -> None:
    """What is indexed, a document of one's own among it."""
    page.click("[data-room-link=sources]")
    page.locator("[data-add=documents]").wait_for()
    if not page.locator(".own-list li").count():
        page.set_input_files("#own-file", MINUTES)
        page.locator("[data-job=documents]", has_text="Done").wait_for(timeout=PATIENCE * 1000)


def own(page: Page) -> None:
    """What a document of one's own says, told apart from the study."""
    page.keyboard.press("Escape")
    page.click("[data-room-link=ask]")
    page.locator("[data-begin]:visible").first.click()
    ask(page, "Who keeps the keys of our reading club?")
    page.locator(".sentence[data-basis=document] .mark").last.click()


def lost(page: Page) -> None:
    """The server went away while a question was on its way."""
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.fill("#question", "And what does that cost us?")
    page.keyboard.press("Enter")
    page.locator(".turn .problem").wait_for(timeout=60_000)


def mirrors(page: Page) -> None:
    """The map."""
    page.locator(".trait").nth(1).click()
    page.evaluate("scrollTo(0, document.querySelector('.map').offsetTop - 110)")


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer to settle."""
    before = page.locator(".turn .actions").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.locator(".turn .actions").nth(before).wait_for()


STATES: dict[str, Callable[[Page], None]] = {
    "ask-first-visit": first_visit,
    "ask-answer": answer,
    "ask-source": source,
    "ask-table": table,
    "ask-list": points,
    "ask-nearest": nearest,
    "ask-history": history,
    "ask-setting": setting,
    "ask-outside": outside,
    "review-bring": bring,
    "review-wrong-file": wrong_file,
    "review-not-a-plan": not_a_plan,
    "review-done": reviewed,
    "review-flag": flag,
    "review-contested": contested,
    "review-picture": picture,
    "review-expected": expected,
    "review-versions": versions,
    "sources": sources,
    "sources-mirrors": mirrors,
    "trust": trust,
    "erase": erase,
    "keys": keys,
    "ask-own-document": own,
    "connection-lost": lost,
}


if __name__ == "__main__":
    main()
