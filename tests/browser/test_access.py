"""Everybody can use it: measured by axe in every room, state and width."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize, expect

from assistant.testing import AGENDA, COMPARE
from assistant.ui.assets import read
from tests.browser.conftest import DESKTOP, NARROW, PHONE, Enter, Visit

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
    visit.ask("Something unheard-of?")
    visit.ask(COMPARE)
    visit.ask(AGENDA)
    found += barriers(page, "a table and a list")
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


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["desktop", "narrow"])
def test_what_has_the_focus_is_never_covered(enter: Enter, viewport: ViewportSize) -> None:
    visit = enter(viewport=viewport)
    visit.ask("What does it cost?")
    visit.ask(COMPARE)
    visit.page.locator(".words").first.focus()
    reached = []
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(COVERED)
        if stop["outside"]:
            break
        assert not stop["covered"], stop["what"]
        reached.append(stop["what"])
    assert len(reached) > 20


COVERED = """() => {
  const stop = document.activeElement;
  const { top, bottom } = stop.getBoundingClientRect();
  const head = document.querySelector(".frame").getBoundingClientRect().bottom;
  const foot = document.querySelector(".composer").getBoundingClientRect().top;
  return { outside: !stop.closest(".turns"), covered: top < head || bottom > foot, what: stop.textContent };
}"""


def test_nothing_moves_where_motion_is_unwelcome_or_while_an_answer_grows(enter: Enter) -> None:
    page = (visit := enter()).page
    moves = "getComputedStyle(document.querySelector('#source')).transitionDuration"
    assert page.evaluate(moves) == "0s"
    visit.ask("What does it cost?")
    page.evaluate(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => shift += e.value))"
        ".observe({ type: 'layout-shift' })"
    )
    page.fill("#question", "And then?")
    page.keyboard.press("Enter")
    page.locator(".turn[data-state=writing] .sentence").first.wait_for()
    stands = "document.querySelectorAll('.words')[1].getBoundingClientRect().top"
    before = page.evaluate(stands)
    page.locator(".turn .actions").nth(1).wait_for()
    assert page.evaluate(stands) == before
    assert page.evaluate("shift") < 0.02


def test_on_paper_there_are_sources_and_nothing_to_press(visit: Visit) -> None:
    visit.ask("What does it cost?")
    visit.page.emulate_media(media="print")
    expect(visit.page.locator(".printed")).to_contain_text("Volunteer #14")
    for gone in (".composer", ".frame", ".actions-end", "#source"):
        expect(visit.page.locator(gone).first).not_to_be_visible()


def barriers(page: Page, state: str) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    page.wait_for_timeout(200)
    violations = Axe().run(page).response["violations"]
    found = [f"{state}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{state}: wider than the window")
    return found
