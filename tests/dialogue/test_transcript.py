"""A conversation that is taken along."""

from assistant.dialogue.transcript import to_markdown, write_up
from assistant.models.conversation import Answered
from assistant.models.report import Items, Text
from assistant.testing import AGENDA, COMPARE, CannedAssistant


def test_points_and_rows_keep_their_lines_their_marks_and_their_basis() -> None:
    turns = [told(AGENDA), told(COMPARE)]
    lines = to_markdown("Our meeting", turns).splitlines()

    assert "An agenda for a joint meeting: *(advice)*" in lines
    assert "- Ten minutes: who decides what.[c2] *(advice)*" in lines
    assert "Municipality and volunteers, side by side:" in lines
    assert "- In both: services are kept apart.[c1]" in lines


def test_a_report_has_them_as_lists() -> None:
    listed = [block for block in write_up("", [told(AGENDA)]).blocks if isinstance(block, Items)]
    assert Text(text="Ten minutes: who decides what.[c2] (advice)") in listed[0].items


def told(question: str) -> Answered:
    return Answered(id="t", question=question, answer=CannedAssistant().ask(question))
