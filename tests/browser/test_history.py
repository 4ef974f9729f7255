"""What a visitor said before: found again, named, rated, taken along, deleted."""

from pathlib import Path

from playwright.sync_api import expect

from assistant.store.database import Database, sqlite_url
from assistant.testing import CannedAssistant
from tests.browser.conftest import PHONE, Enter, Visit
from tests.service.serving import site


def test_a_conversation_is_found_again_after_a_restart_and_goes_without_a_trace(
    enter: Enter, tmp_path: Path
) -> None:
    with site(CannedAssistant, home=tmp_path) as address:
        visit = enter(address)
        visit.ask("Why does the canaryword keep us out?")
        rate(visit)
        visit.page.click(".talk-bar [data-begin]")
        visit.ask("Second matter?")
        visit.page.goto("about:blank")
    with site(CannedAssistant, home=tmp_path, port=int(address.rpartition(":")[2])):
        page = visit.page
        page.goto(address)
        expect(page.locator(".words")).to_have_text("Second matter?")
        page.click("[data-history]")
        expect(page.locator(".history-title")).to_have_text(
            ["Second matter?", "Why does the canaryword keep us out?"]
        )
        page.fill("#history-search", "canaryword")
        expect(page.locator(".history-title")).to_have_count(1)
        page.click(".history-open")
        expect(page.locator(".words")).to_have_text("Why does the canaryword keep us out?")
        expect(page.locator(".thumb[data-thumb=down]")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[data-reason=tone]")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".rating textarea")).to_have_value("Too stern.")
        assert not page.locator("#announcer p").all_inner_texts()

        manage(visit)
        visit.leave()
    assert b"canaryword" not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )
    Database.open(sqlite_url(tmp_path)).close()


def rate(visit: Visit) -> None:
    """Thumbs down, for its tone, in words of one's own."""
    page = visit.page
    page.click(".thumb[data-thumb=down]")
    page.click("[data-reason=tone]")
    page.fill(".rating textarea", "Too stern.")
    page.locator(".rating").get_by_role("button", name="Send").click()
    expect(page.locator(".rating [role=status]")).to_contain_text("Thank you")


def manage(visit: Visit) -> None:
    """Rename, take along, and delete the one conversation that is listed."""
    page = visit.page
    page.get_by_role("button", name="More about").click()
    page.locator(".history").get_by_role("button", name="Rename").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The canaryword")
    page.keyboard.press("Enter")
    expect(page.locator(".history-title")).to_have_text("The canaryword")

    page.get_by_role("button", name="More about").click()
    for label, opening in {"Word": b"PK", "PDF": b"%PDF", "Markdown": b"# The canaryword"}.items():
        with page.expect_download() as taken:
            page.locator(".history").get_by_role("button", name=label).click()
        assert taken.value.path().read_bytes().startswith(opening)

    page.locator(".history").get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".history-none")).to_contain_text("Nothing of yours")


def test_on_a_phone_the_conversations_are_a_sheet(enter: Enter) -> None:
    visit = enter(viewport=PHONE)
    visit.ask("First?")
    visit.page.click("[data-history]")
    sheet = visit.page.get_by_role("dialog", name="Conversations")
    expect(sheet).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    visit.page.click("[data-history]")
    sheet.get_by_role("button", name="New conversation").click()
    expect(sheet).not_to_be_visible()
    expect(visit.page.locator(".welcome")).to_be_visible()
