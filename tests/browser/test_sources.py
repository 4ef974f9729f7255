"""The sources room, in a real browser."""

from playwright.sync_api import expect

from tests.browser.conftest import Enter


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
