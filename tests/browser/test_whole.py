"""The whole product once, nothing canned: the real index, the real model, a real browser."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import expect

from assistant.settings import Settings
from assistant.stock import Stock
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


_STORY = "The town promised our reading club the keys to the library at night, and the porter keeps them."
"""Of what the study found, and of what stands in the document too."""


def test_a_document_of_ones_own_is_added_asked_about_cited_as_such_and_removed(
    enter: Enter, home_with_paper: Path, tmp_path: Path
) -> None:
    settings = Settings(home=shutil.copytree(home_with_paper, tmp_path / "home"))
    agreement = tmp_path / "night library.txt"
    agreement.write_text(
        "Our reading club opens the town library at night. The keys are with the night porter.\n",
        "utf-8",
    )
    with site(lambda: open_assistant(settings), stock=lambda: Stock(settings)) as address:
        visit = enter(address, room="#sources")
        page = visit.page
        expect(page.locator(".health-text")).to_have_text("Ready", timeout=60_000)
        page.set_input_files("#own-file", agreement)
        expect(page.locator("[data-job=documents]")).to_contain_text("Done", timeout=60_000)

        visit.room("ask")
        visit.ask(_STORY)
        said = page.locator(".sentence[data-basis=document]", has_text="night library.txt")
        expect(said).to_contain_text("your document")
        expect(page.locator(".ledger summary")).to_contain_text("from your documents")
        said.locator(".mark").first.click()
        source = page.locator("#source")
        expect(source.locator(".standing")).to_have_text("From your own document")
        expect(source.locator(".passage")).to_contain_text("The keys are with the night porter.")

        page.keyboard.press("Escape")
        visit.ask("Where are the keys to the town library?")
        outside = page.locator(".turn[data-state=outside]")
        expect(outside).to_contain_text("A document of your own may say it: see night library.txt")

        visit.room("sources")
        page.get_by_role("button", name="Remove night library.txt").click()
        expect(page.locator(".own-list li", has_text="night library")).to_have_count(
            0, timeout=60_000
        )
        # It leaves the list with its file; until the job is done, the index of before still answers.
        expect(page.locator("[data-job=documents]")).to_contain_text("Done", timeout=60_000)
        visit.room("ask")
        visit.ask(_STORY)
        expect(page.locator(".turn").last).not_to_contain_text("night library.txt")
        visit.leave()
