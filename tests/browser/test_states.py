"""What does not go as it should, in a real browser: each state is designed, not left over."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.dialogue.setting import Setting
from assistant.errors import AssistantError
from assistant.models.answer import Answer, Sentence
from assistant.service.assistant import Assistant
from assistant.testing import CannedAssistant
from tests.browser.conftest import NARROW, Enter, Visit
from tests.service.serving import site


class SlowAssistant(CannedAssistant):
    """Says two sentences, and the rest when it is let go."""

    def __init__(self, *, patience: float = 3) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self._patience = patience

    def sentences(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Iterator[Sentence | Answer]:
        for number, part in enumerate(
            super().sentences(question, history=history, setting=setting)
        ):
            if number == 2 and "slow" in question:
                self.go_on.wait(self._patience)
            yield part


class FailingAssistant(CannedAssistant):
    """Fails at the first question, and answers the next."""

    def ask(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Answer:
        answer = super().ask(question, history=history, setting=setting)
        if len(self.asked) == 1:
            raise AssistantError("The index is being rebuilt. Try again in a minute.")
        return answer


def test_a_question_asked_while_warming_up_waits_and_is_answered(enter: Enter) -> None:
    warm = threading.Event()

    def load() -> Assistant:
        warm.wait(60)
        return CannedAssistant()

    with site(load) as address:
        visit = enter(address)
        expect(visit.page.locator(".health-text")).to_contain_text("Warming up")
        visit.page.fill("#question", "What does it cost?")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".turn .thinking")).to_contain_text("Still warming up")
        warm.set()
        visit.page.locator(".follow-ups").wait_for()
        expect(visit.page.locator(".health-text")).to_have_text("Ready")
        visit.leave()


def test_an_assistant_that_cannot_start_says_why(enter: Enter) -> None:
    def load() -> Assistant:
        raise AssistantError("there is no index: run `assistant index`")

    with site(load) as address:
        visit = enter(address)
        expect(visit.page.locator(".health-text")).to_have_text("Cannot answer")
        visit.ask("What does it cost?")
        expect(visit.page.locator(".turn .problem")).to_have_text(
            "there is no index: run `assistant index`"
        )
        visit.leave()


def test_stopping_keeps_what_had_passed_and_asking_again_finishes(enter: Enter) -> None:
    assistant = SlowAssistant()
    with site(lambda: assistant) as address:
        visit = enter(address)
        visit.page.fill("#question", "a slow one")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".sentence")).to_have_count(2)
        visit.page.click("[data-stop]")
        expect(visit.page.locator(".turn[data-state=stopped]")).to_contain_text(
            "Stopped. What is shown had passed the check."
        )
        expect(visit.page.locator(".sentence")).to_have_count(2)
        assistant.go_on.set()
        visit.page.click("text=Ask again")
        expect(visit.page.locator(".sentence")).to_have_count(5)
        expect(visit.page.locator(".turn")).to_have_count(1)
        visit.leave()


def test_a_failure_is_said_and_can_be_tried_again(enter: Enter) -> None:
    with site(FailingAssistant) as address:
        visit = enter(address)
        visit.ask("What does it cost?")
        expect(visit.page.locator(".turn .problem")).to_contain_text("being rebuilt")
        visit.page.click("text=Ask again")
        visit.page.locator(".follow-ups").wait_for()
        expect(visit.page.locator(".turn")).to_have_count(1)
        visit.leave()


def test_a_lost_connection_is_said_and_the_question_is_kept(enter: Enter) -> None:
    assistant = SlowAssistant(patience=30)
    with site(lambda: assistant) as address:
        visit = enter(address)
        visit.page.fill("#question", "a slow one")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".sentence")).to_have_count(2)
        visit.page.context.set_offline(True)
        expect(visit.page.locator(".turn .problem")).to_contain_text(
            "connection to the server was lost", timeout=15000
        )
        expect(visit.page.locator(".words")).to_have_text("a slow one")
        expect(visit.page.locator(".health-text")).to_have_text("Connection lost")
        visit.page.set_viewport_size(NARROW)
        foot = "name => document.querySelector(name).getBoundingClientRect().bottom"
        assert visit.page.evaluate(foot, ".rooms") <= visit.page.evaluate(foot, ".frame")
        visit.leave()
        assistant.go_on.set()
    # The browser itself says in its console that it is offline; that is no trouble of ours.
    visit.trouble[:] = [said for said in visit.trouble if "ERR_INTERNET_DISCONNECTED" not in said]


@pytest.mark.parametrize("room", ["ask", "review", "sources"])
def test_a_link_leads_into_its_room(enter: Enter, room: str) -> None:
    visit = enter(room=f"#{room}")
    expect(visit.page.locator(f"#{room}")).to_be_visible()
    expect(visit.page.locator(f"[data-room-link={room}]")).to_have_attribute("aria-current", "page")


def test_light_and_dark_are_remembered(visit: Visit) -> None:
    visit.page.click(".menu summary")
    button = visit.page.locator("[data-theme-button]")
    button.click()
    button.click()
    expect(button).to_have_text("Dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit.page.evaluate(ground) == "rgb(20, 24, 29)"
    visit.page.reload()
    visit.page.locator("body.furnished").wait_for()
    assert visit.page.evaluate(ground) == "rgb(20, 24, 29)"


def test_a_reload_keeps_the_conversation_and_what_was_being_written(
    visit: Visit, assistant: CannedAssistant
) -> None:
    visit.ask("First?")
    visit.page.fill("#question", "half a thought")
    visit.page.reload()
    visit.page.locator("body.furnished").wait_for()
    expect(visit.page.locator(".words")).to_have_text("First?")
    expect(visit.page.locator("#question")).to_have_value("half a thought")
    visit.page.locator(".turn .mark").first.click()
    expect(visit.page.locator(".source-passage h2")).to_contain_text("Service separation")

    visit.ask("Second?")
    assert assistant.asked[-1] == ("Second?", ("First?",))
    expect(visit.page.locator(".words")).to_have_text(["First?", "Second?"])
    visit.page.locator("text=Edit the question").first.click()
    visit.page.fill("#question", "First, put better?")
    visit.page.click("[data-send]")
    expect(visit.page.locator(".words")).to_have_text(["First, put better?"])
    expect(visit.page.locator(".turn .actions")).to_have_count(1)
    assert not assistant.asked[-1][1]


def test_a_server_that_is_started_anew_finds_the_page_as_it_was(
    enter: Enter, tmp_path: Path
) -> None:
    assistant = SlowAssistant()
    with site(lambda: assistant, home=tmp_path) as address:
        visit = enter(address)
        visit.ask("First?")
        visit.page.fill("#question", "a slow one")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".turn").nth(1).locator(".sentence")).to_have_count(2)
    expect(visit.page.locator(".turn .problem")).to_contain_text("lost", timeout=15000)
    assistant.go_on.set()

    with site(lambda: assistant, home=tmp_path, port=int(address.rpartition(":")[2])):
        visit.page.wait_for_event("framenavigated", timeout=15000)
        visit.page.locator("body.furnished").wait_for()
        expect(visit.page.locator(".words")).to_have_text(["First?", "a slow one"])
        broken = visit.page.locator(".turn").nth(1)
        expect(broken).to_contain_text("The connection broke off here")
        assert 2 <= broken.locator(".sentence").count() < 5
        visit.page.click("text=Ask again")
        expect(visit.page.locator(".turn").nth(1).locator(".sentence")).to_have_count(5)
        assert assistant.asked[-1] == ("a slow one", ("First?",))
        visit.leave()
    # While the server is away the browser says so in its console.
    visit.trouble.clear()
