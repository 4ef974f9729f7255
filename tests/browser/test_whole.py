"""The whole product once, nothing canned: the real index, the real model, a real browser."""

import re
from pathlib import Path

from playwright.sync_api import expect

from assistant.settings import Settings
from assistant.ui.assets import read
from assistant.wiring import open_assistant
from tests.browser.conftest import Enter
from tests.service.serving import site


def test_a_question_a_citation_a_plan_and_a_flag(enter: Enter, home_with_paper: Path) -> None:
    with site(lambda: open_assistant(Settings(home=home_with_paper))) as address:
        visit = enter(address)
        visit.ask("Why does the municipality recruit volunteers one by one?")
        visit.page.get_by_role("button", name="Source 1", exact=True).first.click()
        source = visit.page.locator("#source")
        expect(source.locator(".standing")).to_contain_text("Verbatim from your copy")
        expect(source.locator(".source-passage h2")).to_contain_text(re.compile("strateg", re.I))

        visit.room("review")
        visit.review(read("example_plan.txt"))
        expect(visit.page.locator(".flag").first).to_contain_text("Closes when")
        visit.page.locator(".flag .ref").first.click()
        expect(visit.page.locator(".plan .said.pointed")).to_be_focused()
        visit.leave()
