"""The review room, in a real browser."""

import threading
from pathlib import Path

from playwright.sync_api import expect

from assistant.models.review import Review
from assistant.retrieval.build import Progress
from assistant.review.reviewer import unwatched
from assistant.testing import CannedAssistant
from assistant.ui.assets import read
from tests.browser.conftest import Enter, Visit
from tests.service.serving import site


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


def test_a_file_can_be_dropped(enter: Enter) -> None:
    visit = enter(room="#review")
    dropped = visit.page.evaluate_handle(
        "() => { const all = new DataTransfer();"
        " all.items.add(new File(['Volunteers give company.'], 'kitchen.txt')); return all; }"
    )
    visit.page.dispatch_event(".plan-form", "drop", {"dataTransfer": dropped})
    expect(visit.page.locator(".verdict .kicker").first).to_contain_text("kitchen.txt")


def test_while_it_is_read_the_steps_are_told(enter: Enter) -> None:
    assistant = HeldAssistant()
    with site(lambda: assistant) as address:
        visit = enter(address, room="#review")
        visit.page.fill("#plan-text", "Volunteers give company. They cook.")
        visit.page.click(".plan-form button[type=submit]")
        step = visit.page.locator(".steps [aria-current=step]")
        expect(step).to_have_text("Mark its sentences · 1 of 2")
        assistant.go_on.set()
        visit.page.locator(".verdict h1").wait_for()
        visit.leave()


class HeldAssistant(CannedAssistant):
    """Marks one sentence, and the rest when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        progress("Reading the plan", 1, 2)
        self.go_on.wait(20)
        return super().review(text, file=file, progress=progress)


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


def test_a_review_is_kept_contested_taken_along_and_held_against_a_new_version(
    visit: Visit, assistant: CannedAssistant
) -> None:
    page = visit.page
    visit.room("review")
    visit.review(read("example_plan.txt"))
    contest(visit, "We settled that in March.")

    page.reload()
    page.locator("body.furnished").wait_for()
    expect(page.locator("#flag1 .contested")).to_contain_text("We settled that in March.")
    for label, opening in {"Word": b"PK", "PDF": b"%PDF", "Markdown": b"# "}.items():
        with page.expect_download() as taken:
            page.locator(".review-acts").get_by_role("button", name=label).click()
        assert taken.value.path().read_bytes().startswith(opening)
    page.select_option("[data-filter=sector]", "municipal")
    expect(page.locator(".flag:visible")).to_have_count(1)
    expect(page.locator(".filters")).to_contain_text("1 of 2 shown")

    page.locator("#flag2").get_by_role("button", name="Ask the chat about it").click()
    page.locator(".turn .actions").wait_for()
    assert "equal treatment" in assistant.asked[-1][0]
    visit.room("review")

    page.click("text=Review a new version")
    expect(page.locator(".version-note")).to_contain_text("Tuesday kitchen")
    visit.review("Volunteers are told in advance who is served first.")
    expect(page.locator(".versions [data-kind=closed] li")).to_have_count(2)
    page.click("text=Review another")
    expect(page.locator(".earlier-row")).to_have_count(2)
    page.locator(".earlier-row").last.get_by_role("button", name="Delete").click()
    page.click("text=Yes, delete")
    expect(page.locator(".earlier-row")).to_have_count(1)
    page.click(".earlier-open")
    expect(page.locator(".versions")).to_be_visible()


def contest(visit: Visit, reason: str) -> None:
    """Disagree with the first flag."""
    flag = visit.page.locator("#flag1")
    flag.get_by_role("button", name="Contest it").click()
    flag.locator("textarea").fill(reason)
    flag.get_by_role("button", name="Keep it").click()
    expect(flag.locator(".contested")).to_contain_text(reason)
