"""Two versions of a plan: which flags closed, opened and stay, and which sentences did it."""

from assistant.models.framework import Framework
from assistant.models.review import Comparison, Level, Review
from assistant.models.rules import Rules
from assistant.review.compare import compared
from assistant.review.report import to_markdown

from .conftest import Read, claim
from .test_report import reviewed

HOPE = claim("compelling", "authentic_relations", text="They want a friend.")
ROOM = claim("compelling", "facilities", text="The club would like to use the old hall.")
PLAIN = claim(text="Coffee is served at three.")
RULE = claim(
    "mitigation", "shared_rules", "particularism", text="Places go by turn, and all are told."
)


def _outcomes(comparison: Comparison) -> dict[str, tuple[str, Level | None, Level | None]]:
    return {turn.code: (turn.outcome, turn.before, turn.after) for turn in comparison.flags}


def _compared(new: Review, old: Review, framework: Framework) -> Comparison:
    comparison = compared(new, old, framework).comparison
    assert comparison is not None
    return comparison


def test_a_flag_closes_by_the_measure_that_was_added(
    read: Read, rules: Rules, framework: Framework
) -> None:
    old, new = reviewed(read, rules, HOPE, PLAIN), reviewed(read, rules, PLAIN, HOPE, RULE)

    comparison = _compared(new, old, framework)

    assert [(change.how, change.after) for change in comparison.changes] == [("added", RULE)]
    closed = {turn.code: turn.because for turn in comparison.flags if turn.outcome == "closed"}
    assert closed["particularism"] == (0,)
    assert _outcomes(comparison)["particularism"] == ("closed", "high", None)
    assert comparison.overall_before == "over_optimistic"


def test_a_flag_opens_by_the_hope_that_was_added(
    read: Read, rules: Rules, framework: Framework
) -> None:
    old, new = reviewed(read, rules, HOPE), reviewed(read, rules, HOPE, ROOM)

    comparison = _compared(new, old, framework)

    opened = {turn.code: turn.because for turn in comparison.flags if turn.outcome == "opened"}
    assert opened["withheld_access"] == (0,)
    assert _outcomes(comparison)["particularism"][0] == "stays"


def test_a_flag_closes_because_its_hope_is_gone(
    read: Read, rules: Rules, framework: Framework
) -> None:
    old, new = reviewed(read, rules, HOPE, ROOM), reviewed(read, rules, HOPE)

    comparison = _compared(new, old, framework)

    assert [change.how for change in comparison.changes] == ["removed"]
    closed = {turn.code: turn.because for turn in comparison.flags if turn.outcome == "closed"}
    assert closed["withheld_access"] == (0,)


def test_a_reworded_sentence_is_changed_not_new(
    read: Read, rules: Rules, framework: Framework
) -> None:
    reworded = claim("compelling", "facilities", text="The club would like to use the new hall.")
    old, new = reviewed(read, rules, ROOM), reviewed(read, rules, reworded)

    (change,) = _compared(new, old, framework).changes

    assert (change.how, change.before, change.after) == ("changed", ROOM, reworded)


def test_what_moved_and_what_bears_no_code_is_no_difference(
    read: Read, rules: Rules, framework: Framework
) -> None:
    old = reviewed(read, rules, HOPE, ROOM)
    new = reviewed(read, rules, PLAIN, ROOM, HOPE)

    assert _compared(new, old, framework).changes == ()


def test_the_report_tells_what_made_the_difference(
    read: Read, rules: Rules, framework: Framework
) -> None:
    old, new = reviewed(read, rules, HOPE), reviewed(read, rules, HOPE, RULE)

    told = to_markdown(compared(new, old, framework), framework)

    assert "plan.txt was over-optimistic. Flags closed: " in told
    assert "| Care for some against equal treatment | high | – | closed | 1 |" in told
    assert "- **1. Added:** ‘Places go by turn, and all are told.’" in told
