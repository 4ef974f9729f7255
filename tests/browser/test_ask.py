"""The conversation, in a real browser."""

import re

from playwright.sync_api import expect

from assistant.testing import AGENDA, COMPARE, CannedAssistant
from tests.browser.conftest import PHONE, Enter, Visit


def test_the_visitor_is_told_what_this_is_before_the_first_question(visit: Visit) -> None:
    note = visit.page.locator(".disclosure")
    expect(note).to_contain_text("an AI system, not to a person")
    expect(note).to_contain_text("one study of one Danish municipality")
    expect(note).to_contain_text("Nothing you write leaves this machine")
    expect(visit.page.locator(".health-text")).to_have_text("Ready")


def test_an_answer_streams_and_shows_what_each_sentence_rests_on(visit: Visit) -> None:
    visit.page.evaluate(WATCH)
    visit.page.click("text=The city sets the format")
    visit.page.locator(".follow-ups").wait_for()

    assert visit.page.evaluate("[...seen].some(([said, stop]) => said > 0 && said < 5 && stop)")
    expect(visit.page.locator(".sentence")).to_have_count(5)
    # Not by colour alone: words say it.
    expect(visit.page.locator(".sentence[data-basis=inference]")).to_contain_text("inferred")
    expect(visit.page.locator(".advice")).to_contain_text("Advice")
    expect(visit.page.locator(".ledger summary")).to_have_text(
        re.compile("3 from the paper.*1 inferred.*1 advice")
    )
    expect(visit.page.locator("[data-send]")).to_be_visible()


WATCH = """() => {
    window.seen = [];
    const look = () => seen.push([
        document.querySelectorAll('.turn[data-state=writing] .sentence').length,
        !document.querySelector('[data-stop]').hidden,
    ]);
    new MutationObserver(look).observe(document.querySelector('.turns'), { subtree: true, childList: true });
}"""


def test_a_mark_opens_the_source_beside_the_chat_and_escape_leads_back(visit: Visit) -> None:
    visit.ask("What does it cost?")
    mark = visit.page.get_by_role("button", name="Source 1", exact=True).first
    mark.click()

    source = visit.page.locator("#source")
    expect(source).to_be_focused()
    expect(source.locator(".source-passage h2")).to_contain_text("Service separation strategy")
    expect(source.locator(".place")).to_contain_text("paragraph 3")
    expect(source.locator(".standing")).to_contain_text("In our words")
    expect(source.locator("mark")).to_have_text(re.compile("^The municipality often"))
    expect(source.locator(".bears")).to_contain_text("You can expect more of this")

    visit.page.keyboard.press("ArrowRight")
    expect(source.locator(".speaker")).to_have_text("Volunteer #14")
    visit.page.keyboard.press("ArrowRight")
    expect(source.locator(".standing")).to_contain_text("Verbatim from your copy")
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("button", name="Source 3")).to_be_focused()
    expect(source.locator(".source-study")).to_be_visible()


def test_outside_the_study_looks_different_and_offers_what_can_be_answered(visit: Visit) -> None:
    visit.ask("How many hours a week should a volunteer work?")
    turn = visit.page.locator(".turn[data-state=outside]")
    expect(turn).to_contain_text("outside the study")
    expect(turn).to_contain_text("What it can answer instead")
    expect(turn.locator(".mark")).to_have_count(0)


def test_thin_evidence_looks_different_and_can_be_followed_all_the_same(visit: Visit) -> None:
    visit.ask("Something unheard-of?")
    turn = visit.page.locator(".turn[data-state=nearest]")
    expect(turn).to_contain_text("thin evidence")
    expect(turn.locator(".answer")).to_have_css("border-left-style", "dashed")
    expect(turn.locator(".mark")).to_have_count(3)


def test_an_answer_can_be_had_again(visit: Visit, assistant: CannedAssistant) -> None:
    visit.ask("First?")
    visit.ask("Second?")
    expect(visit.page.get_by_role("button", name="Ask again")).to_have_count(1)
    visit.page.click("text=Ask again")
    visit.page.locator(".follow-ups").wait_for()
    assert assistant.asked[-2:] == [("Second?", ("First?",))] * 2
    expect(visit.page.locator(".words")).to_have_text(["First?", "Second?"])


def test_what_is_compared_is_a_table_whose_rows_lead_to_their_sources(visit: Visit) -> None:
    visit.ask(COMPARE)
    table = visit.page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Municipality", "Volunteers"])
    row = table.get_by_role("row").nth(1)
    expect(row.get_by_role("cell")).to_have_text(["Warm company", "A way to the users"])
    expect(table.get_by_role("row").nth(2).get_by_role("cell")).to_have_count(1)
    row.get_by_role("button", name="Source 2").click()
    expect(visit.page.locator("#source .speaker")).to_have_text("Volunteer #14")


def test_steps_are_a_list_within_their_advice(visit: Visit) -> None:
    visit.ask(AGENDA)
    advice = visit.page.locator(".advice")
    expect(advice).to_have_count(1)
    expect(advice.get_by_role("listitem")).to_have_count(2)


def test_a_follow_up_leans_on_the_turns_before(visit: Visit, assistant: CannedAssistant) -> None:
    visit.ask("Our café lends the city a hand.")
    visit.page.click("text=What does it cost us to accept a fixed format?")
    expect(visit.page.locator(".turn .actions")).to_have_count(2)
    assert assistant.asked[-1] == (
        "What does it cost us to accept a fixed format?",
        ("Our café lends the city a hand.",),
    )
    expect(visit.page.locator(".follow-ups")).to_have_count(1)


def test_an_edited_question_replaces_its_turn(visit: Visit) -> None:
    visit.ask("First?")
    visit.ask("Second?")
    visit.page.locator("text=Edit the question").first.click()
    expect(visit.page.locator(".editing")).to_be_visible()
    expect(visit.page.locator("#question")).to_have_value("First?")
    visit.page.fill("#question", "First, put better?")
    visit.page.click("[data-send]")

    expect(visit.page.locator(".words")).to_have_text(["First, put better?"])
    expect(visit.page.locator(".turn .actions")).to_have_count(1)


def test_a_new_conversation_begins_with_nothing(visit: Visit, assistant: CannedAssistant) -> None:
    visit.ask("First?")
    visit.page.click(".talk-bar [data-begin]")
    expect(visit.page.locator(".welcome")).to_be_visible()
    visit.ask("Second?")
    assert assistant.asked[-1] == ("Second?", ())


def test_each_sentence_is_announced_once(visit: Visit) -> None:
    visit.ask("What does it cost?")
    visit.ask("And then?")
    said = visit.page.locator("#announcer p").all_inner_texts()
    assert len(said) == 10
    assert len(set(said[:5])) == 5


def test_leaving_the_room_and_coming_back_keeps_the_conversation(visit: Visit) -> None:
    visit.ask("What does it cost?")
    visit.page.fill("#question", "half a thought")
    visit.room("sources")
    expect(visit.page.locator("#sources-title")).to_be_visible()
    visit.page.go_back()
    expect(visit.page.locator(".turn")).to_be_visible()
    expect(visit.page.locator("#question")).to_have_value("half a thought")


def test_a_copy_takes_the_sources_along(enter: Enter) -> None:
    visit = enter()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask("What does it cost?")
    visit.page.click("text=Copy with sources")
    expect(visit.page.locator("text=Copied").first).to_be_visible()
    taken = visit.page.evaluate("navigator.clipboard.readText()")
    assert "[1] Municipal collaborative strategies › Service separation strategy" in taken


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first visit's screens are skipped
    page.keyboard.press("Enter")  # the first starter
    page.locator(".follow-ups").wait_for()
    for _ in range(40):
        if page.evaluate("document.activeElement.className") == "mark":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".source-passage h2")).to_contain_text("Service separation")
    page.keyboard.press("Escape")
    expect(page.locator(".turn .mark").first).to_be_focused()


def test_on_a_phone_the_source_is_a_sheet_that_holds_the_focus(enter: Enter) -> None:
    visit = enter(viewport=PHONE)
    expect(visit.page.locator("#source")).not_to_be_visible()
    visit.ask("What does it cost?")
    visit.page.locator(".turn .mark").first.click()

    sheet = visit.page.get_by_role("dialog", name="Source")
    expect(sheet).to_be_visible()
    for _ in range(8):
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate(
            "document.querySelector('#source').contains(document.activeElement)"
        )
    visit.page.locator(".backdrop").click(position={"x": 20, "y": 20})
    expect(visit.page.locator("#source")).not_to_be_visible()
