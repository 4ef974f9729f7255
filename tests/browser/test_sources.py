"""The sources room, in a real browser."""

from pathlib import Path

from playwright.sync_api import expect

from assistant.testing import CannedAssistant, CannedStock
from tests.browser.conftest import Enter
from tests.service.serving import site


def test_it_says_what_is_there_and_how_to_add_the_paper(enter: Enter) -> None:
    visit = enter(room="#sources")
    expect(visit.page.locator(".paper-state")).to_contain_text("There is no copy of the paper yet")
    expect(visit.page.locator(".command code")).to_have_text("assistant index --paper my-copy.pdf")
    expect(visit.page.locator("#leaves-title")).to_have_text("Nothing")
    expect(visit.page.locator(".trust")).to_contain_text("an AI system")


def test_a_trait_shows_what_it_becomes(enter: Enter) -> None:
    visit = enter(room="#sources")
    visit.page.locator(".trait", has_text="Quick and flexible response").click()
    expect(visit.page.locator(".trait.near")).to_have_text(
        ["Unruly and critical volunteers", "Unreliable practice"]
    )
    expect(visit.page.locator(".mirror-lines path.lit")).to_have_count(2)
    detail = visit.page.locator(".mirror-detail")
    expect(detail).to_contain_text("free of rotas")
    detail.locator(".code", has_text="unreliable practice").click()
    expect(detail.locator("h3")).to_have_text("Unreliable practice")


def test_a_code_in_a_source_leads_to_its_place_on_the_map(enter: Enter) -> None:
    visit = enter()
    visit.ask("What does it cost?")
    visit.page.locator(".turn .mark").first.click()
    visit.page.locator("#source .code").first.click()
    entry = visit.page.locator("details[data-code=service_separation]")
    expect(entry).to_have_attribute("open", "")
    expect(entry).to_be_in_viewport()
    expect(visit.page.locator("#source")).not_to_be_visible()


def test_the_paper_and_documents_are_added_while_it_serves(enter: Enter, tmp_path: Path) -> None:
    copy, wrong, minutes = tmp_path / "copy.txt", tmp_path / "novel.txt", tmp_path / "minutes.txt"
    copy.write_text("This is the paper.", "utf-8")
    wrong.write_text("It was a dark night.", "utf-8")
    minutes.write_text("The keys are with the caretaker.", "utf-8")
    stock = CannedStock()
    with site(CannedAssistant, stock=lambda: stock) as address:
        visit = enter(address, room="#sources")
        page = visit.page
        page.locator("[data-add=paper]").wait_for()
        page.set_input_files("#paper-file", wrong)
        expect(page.locator("[data-job=paper]")).to_contain_text("'novel.txt' is not the paper")
        visit.trouble[:] = [said for said in visit.trouble if "422" not in said]
        page.set_input_files("#paper-file", copy)
        expect(page.locator(".paper-state")).to_contain_text("Your copy is here")

        page.set_input_files("#own-file", minutes)
        expect(page.locator(".own-list li")).to_contain_text("minutes.txt")
        expect(page.locator("[data-job=documents]")).to_contain_text("Done")
        page.get_by_role("button", name="Remove minutes.txt").click()
        expect(page.locator(".own-list li")).to_have_count(0)
        visit.leave()


def test_on_a_server_for_many_visitors_change_no_sources(enter: Enter) -> None:
    visit = enter(room="#sources")
    expect(visit.page.locator("[data-why-closed]")).to_contain_text("changed by whoever runs it")
    expect(visit.page.locator("[data-add=paper]")).not_to_be_visible()
