"""What strangers write stays words, and one visitor is nothing to another."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.testing import ECHO
from tests.browser.conftest import Enter, Visit

ATTACKS = (
    "${Object.defineProperty(window,/ran/.source,{value:1})}",
    "\\u003cimg src\\u003dx onerror\\u003dwindow.ran\\u003d1\\u003e",
    "<img src=x onerror=window.ran=1>",
    "`;window.ran=1;`",
    "{{constructor.constructor('window.ran=1')()}}",
    "[x](javascript:window.ran=1)",
    "</script><script>window.ran=1</script>",
)
_STATE = """() => [window.ran ?? null, document.querySelectorAll(
    '.piece :is(script, img, iframe, object, embed, style, link, form:not(.composer, .plan-form), [onerror], [onload])'
).length, [...document.querySelectorAll('a')].filter(a => !a.getAttribute('href').startsWith('#')).length]"""


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_an_attack_in_every_field_of_an_answer_is_shown_as_it_is(visit: Visit, attack: str) -> None:
    visit.ask(ECHO + attack)
    turn = visit.page.locator(".turn")
    expect(turn.locator(".words")).to_have_text(ECHO + attack)
    expect(turn.locator(".sentence").first).to_contain_text(attack)
    visit.page.locator(".turn .mark").first.click()
    expect(visit.page.locator("#source .speaker")).to_have_text(attack)
    expect(visit.page.locator("#source h2").first).to_contain_text(attack)
    assert untouched(visit.page)


def test_a_plan_full_of_attacks_is_shown_as_it_is(enter: Enter, shared: Path) -> None:
    lines = (shared / "attacks" / "xss" / "sample.txt").read_text("utf-8", errors="replace")
    visit = enter(room="#review")
    visit.review("Volunteers give company.\n" + "\n".join(ATTACKS) + "\n" + lines)
    for attack in ATTACKS:
        expect(visit.page.locator(".plan")).to_contain_text(attack)
    assert untouched(visit.page)


def test_known_attacks_in_questions_do_nothing(visit: Visit, shared: Path) -> None:
    sample = (shared / "attacks" / "xss" / "sample.txt").read_text("utf-8", errors="replace")
    attacks = [line for line in sample.splitlines() if line.strip()]
    for batch in (attacks[start : start + 40] for start in range(0, len(attacks), 40)):
        visit.ask(ECHO + "\n".join(batch)[:3900])
    assert untouched(visit.page)


def test_a_file_name_is_shown_as_it_is(enter: Enter, tmp_path: Path) -> None:
    visit = enter(room="#review")
    plan = tmp_path / "<img src=x onerror=window.ran=1>.md"
    plan.write_text("Volunteers give company.", "utf-8")
    visit.page.set_input_files("#plan-file", plan)
    expect(visit.page.locator(".verdict .kicker").first).to_contain_text("<img src=x onerror")
    assert untouched(visit.page)


def test_two_visitors_see_nothing_of_each_other(enter: Enter) -> None:
    one, two = enter(), enter()
    one.ask("The secret of the first visitor")
    two.ask("The secret of the second visitor")
    one.ask("And then?")
    one.room("review")
    one.review("Volunteers give company. The plan of the first visitor.")
    two.room("review")

    assert "second visitor" not in one.page.content()
    assert "first visitor" not in two.page.content()
    expect(two.page.locator("#plan-text")).to_have_value("")


def test_markup_that_slipped_into_the_page_would_be_dead(visit: Visit) -> None:
    visit.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=1\">')"
    )
    visit.page.wait_for_timeout(300)
    assert visit.page.evaluate("window.ran ?? null") is None
    assert any("Content Security Policy" in said for said in visit.trouble)
    visit.trouble.clear()


def test_another_page_cannot_frame_it(enter: Enter, address: str) -> None:
    visit = enter()
    visit.page.route(
        "http://elsewhere.test/",
        lambda route: route.fulfill(body=f"<iframe src={address}></iframe>"),
    )
    visit.page.goto("http://elsewhere.test/")
    frame = visit.page.frames[-1]
    visit.page.wait_for_timeout(500)
    assert "Coproduction" not in frame.content()
    visit.trouble.clear()


def untouched(page: Page) -> bool:
    """Nothing ran, and nothing on the page was made of markup that came from outside."""
    ran, made, led_out = page.evaluate(_STATE)
    return ran is None and made == 0 and led_out == 0
