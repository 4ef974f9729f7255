"""Everybody can use it: measured by axe in every room, state and width."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize

from assistant.ui.assets import read
from tests.browser.conftest import DESKTOP, PHONE, Enter

NARROW = ViewportSize(width=360, height=740)
ZOOMED = ViewportSize(width=640, height=430)
"""A desktop at 200 %."""


@pytest.mark.parametrize(
    ("viewport", "dark"),
    [
        pytest.param(DESKTOP, False, id="desktop"),
        pytest.param(DESKTOP, True, id="desktop in the dark"),
        pytest.param(PHONE, False, id="phone"),
        pytest.param(PHONE, True, id="phone in the dark"),
        pytest.param(NARROW, False, id="narrow"),
        pytest.param(ZOOMED, False, id="zoomed"),
    ],
)
def test_no_room_has_a_barrier(enter: Enter, viewport: ViewportSize, dark: bool) -> None:
    visit = enter(viewport=viewport, dark=dark)
    page = visit.page
    found = barriers(page, "first visit")
    visit.ask("What does it cost?")
    page.click(".thumb[data-thumb=down]")
    found += barriers(page, "answer, rated")
    page.click("[data-history]")
    page.locator("[aria-label^='More about']").click()
    found += barriers(page, "conversations")
    page.click("[data-fold]")
    page.locator(".turn .mark").first.click()
    found += barriers(page, "source")
    page.keyboard.press("Escape")
    visit.ask("How many hours a week?")
    found += barriers(page, "outside")
    visit.room("review")
    found += barriers(page, "bring a plan")
    visit.review(read("example_plan.txt"))
    page.locator("#flag1").get_by_role("button", name="Contest it").click()
    found += barriers(page, "reviewed")
    page.click("text=Review a new version")
    visit.review("Volunteers are told in advance. They give company.")
    found += barriers(page, "a new version")
    visit.room("sources")
    page.locator(".trait").nth(2).click()
    found += barriers(page, "sources")
    page.click("[data-setting-button]")
    found += barriers(page, "setting")
    page.keyboard.press("Escape")
    page.click(".menu summary")
    found += barriers(page, "menu")
    page.click(".menu [href='#trust']")
    found += barriers(page, "trust")
    assert found == []


def barriers(page: Page, state: str) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    page.wait_for_timeout(200)
    violations = Axe().run(page).response["violations"]
    found = [f"{state}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{state}: wider than the window")
    return found
