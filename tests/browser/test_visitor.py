"""Who one is, how far to trust it, and how all of it is forgotten."""

from pathlib import Path

from playwright.sync_api import expect

from assistant.dialogue.setting import Setting
from assistant.testing import CannedAssistant
from tests.browser.conftest import Enter, Visit
from tests.service.serving import site


def test_the_setting_is_said_once_seen_and_leaned_on(enter: Enter, tmp_path: Path) -> None:
    assistant = CannedAssistant()
    with site(lambda: assistant, home=tmp_path) as address:
        visit = enter(address)
        page = visit.page
        button = page.locator("[data-setting-button]")
        expect(button).to_contain_text("not set")
        button.click()
        for choice in ("a voluntary organisation", "elderly care", "running"):
            page.get_by_role("dialog", name="Your setting").get_by_label(choice).check()
            expect(page.locator(".sheet [role=status]")).to_have_text("Kept.")
        page.keyboard.press("Escape")
        expect(button).to_contain_text("voluntary · elderly")
        page.reload()
        expect(button).to_contain_text("voluntary · elderly")
        expect(page.locator("[data-stage-ask]")).to_contain_text("usually goes wrong")
        visit.ask("What does it cost?")
        assert assistant.settings[-1] == Setting(sector="voluntary", area="elderly")
        visit.leave()


def test_erasing_forgets_on_the_server_and_in_the_tab(visit: Visit) -> None:
    page = visit.page
    visit.ask("My secret?")
    page.fill("#question", "a secret draft")
    page.goto(f"{visit.address}/#trust")
    expect(page.locator("[data-days]")).to_have_text("365 days")
    expect(page.locator(".figures")).to_be_visible()
    page.locator("#trust [data-erase]").click()
    page.get_by_role("button", name="Erase everything").click()
    page.locator("body.furnished").wait_for()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#question")).to_have_value("")
    assert page.evaluate("fetch('api/conversations').then(r => r.json())") == []


def test_the_first_visit_is_short_and_can_be_skipped(visit: Visit) -> None:
    page = visit.page
    greeting = page.locator(".greeting")
    expect(greeting).to_contain_text("1 of 3")
    greeting.get_by_role("button", name="Next").click()
    expect(greeting).to_contain_text("2 of 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(greeting).not_to_be_visible()
    page.reload()
    page.locator("body.furnished").wait_for()
    expect(greeting).not_to_be_visible()


def test_keys_lead_about_and_can_be_switched_off(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("2")
    expect(page.locator("#review")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("1/2?")
    expect(page.locator("#question")).to_have_value("1/2?")
    page.locator("#question").blur()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(page.locator("#ask")).to_be_visible()
