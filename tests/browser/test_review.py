"""The review room, in a real browser."""

from pathlib import Path

from playwright.sync_api import expect

from assistant.ui.assets import read
from tests.browser.conftest import Enter, Visit


def test_a_pasted_plan_comes_back_in_its_own_words_with_its_flags(enter: Enter) -> None:
    visit = enter(room="#review")
    visit.page.click("[data-example]")
    expect(visit.page.locator("#plan-text")).to_have_value(read("example_plan.txt"))
    visit.page.click(".plan-form button[type=submit]")

    expect(visit.page.locator(".verdict h1")).to_have_text("Partly balanced")
    expect(visit.page.locator(".verdict h1")).to_be_focused()
    expect(visit.page.locator(".plan .said[data-role=compelling]")).to_have_count(3)
    expect(visit.page.locator(".flag")).to_have_count(2)
    expect(visit.page.locator(".flag").first).to_contain_text("Closes when")
    expect(visit.page.locator(".card").first).to_contain_text("the plan does it already")
    expect(visit.page.locator(".notes")).to_contain_text("take this as a lens")


def test_a_flag_leads_to_its_sentence_and_back(enter: Enter) -> None:
    visit = enter(room="#review")
    visit.review(read("example_plan.txt"))
    visit.page.locator("#flag2 .ref").first.click()
    sentence = visit.page.locator(".plan .said.pointed")
    expect(sentence).to_contain_text("warm and equal company")
    expect(sentence).to_be_focused()
    expect(visit.page.locator(".said-line")).to_contain_text("Hope: real human relations")

    visit.page.click("text=Back to flag 2")
    expect(visit.page.locator("#flag2")).to_be_focused()
    visit.page.locator(".plan .to-flag").last.click()
    expect(visit.page.locator("#flag1")).to_be_focused()


def test_the_plan_is_one_stop_and_arrows_move_within(enter: Enter) -> None:
    visit = enter(room="#review")
    visit.review(read("example_plan.txt"))
    visit.page.locator(".plan .said").first.focus()
    visit.page.keyboard.press("ArrowDown")
    expect(visit.page.locator(".plan .said").nth(1)).to_be_focused()
    expect(visit.page.locator(".said-line")).to_contain_text("quick and flexible response")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#flag2")).to_be_focused()


def test_roles_differ_without_colour_and_can_be_shown_alone(enter: Enter) -> None:
    visit = enter(room="#review")
    styles = visit.page.eval_on_selector_all(
        ".sample .said", "all => all.map(node => getComputedStyle(node).textDecorationStyle)"
    )
    assert styles == ["solid", "wavy", "double", "dotted"]
    visit.review(read("example_plan.txt"))
    visit.page.locator(".legend-entry", has_text="Strategy").click()
    expect(visit.page.locator(".plan")).to_have_attribute("data-only", "strategy")


def test_the_source_of_a_flag_opens_over_the_review(enter: Enter) -> None:
    visit = enter(room="#review")
    visit.review(read("example_plan.txt"))
    visit.page.locator("#flag1 .mark").first.click()
    expect(visit.page.get_by_role("dialog", name="Source")).to_contain_text("Volunteer #14")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#flag1 .mark").first).to_be_focused()


def test_a_file_is_read_and_reviewed(enter: Enter, tmp_path: Path) -> None:
    visit = enter(room="#review")
    plan = tmp_path / "kitchen.md"
    plan.write_text("# Kitchen\n\nVolunteers give company.", "utf-8")
    visit.page.set_input_files("#plan-file", plan)
    expect(visit.page.locator(".verdict .kicker").first).to_contain_text("kitchen.md")
    expect(visit.page.locator(".plan-heading")).to_have_text("Kitchen")


def test_what_cannot_be_reviewed_is_sent_back_with_one_sentence(
    enter: Enter, tmp_path: Path
) -> None:
    visit = enter(room="#review")
    said = visit.page.locator(".plan-form .problem")

    visit.page.click(".plan-form button[type=submit]")
    expect(said).to_contain_text("There is no plan here yet")

    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG")
    visit.page.set_input_files("#plan-file", picture)
    expect(said).to_contain_text("'photo.png' is a .png file")
    # The browser notes in its console that the server said 422.
    visit.trouble[:] = [trouble for trouble in visit.trouble if "422" not in trouble]

    visit.page.fill("#plan-text", "We cook. " * 50_000)
    visit.page.click(".plan-form button[type=submit]")
    expect(said).to_contain_text("more than the 400,000 that can be reviewed at once")
    expect(visit.page.locator("#plan-text")).not_to_be_empty()


def test_a_text_that_plans_nothing_is_said_to_be_none(enter: Enter) -> None:
    visit = enter(room="#review")
    visit.review("Beat two eggs. Add flour.")
    expect(visit.page.locator(".verdict h1")).to_have_text("Not a plan for working together")
    expect(visit.page.locator(".flag")).to_have_count(0)
    visit.page.click("text=Review another")
    expect(visit.page.locator("#plan-text")).to_be_visible()


def test_a_review_outlasts_a_visit_to_another_room(visit: Visit) -> None:
    visit.room("review")
    visit.review(read("example_plan.txt"))
    visit.room("ask")
    visit.room("review")
    expect(visit.page.locator(".verdict h1")).to_have_text("Partly balanced")
