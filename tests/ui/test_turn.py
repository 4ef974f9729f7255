"""Answers as they are drawn."""

from assistant.models.answer import Answer
from assistant.models.conversation import Answered, Conversation, Failed, Writing
from assistant.testing import AGENDA, COMPARE, CannedAssistant
from assistant.ui.render.names import Names
from assistant.ui.render.turn import TurnView, talk, writing


def test_sources_are_numbered_by_first_mention_and_marks_lead_to_them(names: Names) -> None:
    turn = drawn("What does it cost?", names)

    marks = [m for block in turn.blocks for p in block.parts for s in p.sentences for m in s.marks]
    assert [mark.number for mark in marks] == [1, 2, 1, 1, 3]
    assert [view.number for view in turn.sources] == [1, 2, 3]
    assert {mark.key for mark in marks} == {view.key for view in turn.sources}


def test_advice_stands_apart_and_every_basis_is_counted(names: Names) -> None:
    turn = drawn("What does it cost?", names)

    assert [block.kind for block in turn.blocks] == ["text", "advice", "text"]
    assert [(entry.basis, entry.count) for entry in turn.ledger] == [
        ("paper", 3),
        ("inference", 1),
        ("advice", 1),
    ]


def test_a_place_is_a_path_that_a_reader_can_follow(names: Names) -> None:
    first = drawn("What does it cost?", names).sources[0]
    assert first.path[-1] == "Service separation strategy"
    assert first.place == "paragraph 3"
    assert not first.verbatim
    assert "In our words" in first.standing


def test_outside_the_study_nothing_is_counted_and_other_questions_are_offered(names: Names) -> None:
    turn = drawn("How many hours a week?", names)
    assert turn.state == "outside"
    assert turn.ledger == ()
    assert turn.sources == ()
    assert turn.follow_ups


def test_rows_are_no_advice_and_their_heading_claims_nothing(names: Names) -> None:
    turn = drawn(COMPARE, names)

    assert [[part.shape for part in block.parts] for block in turn.blocks] == [["row", "run"]]
    assert [(entry.basis, entry.count) for entry in turn.ledger] == [("paper", 2), ("inference", 1)]
    assert "- In both: services are kept apart. [1]\n" in turn.copy_text


def test_points_stand_under_what_they_are_points_of(names: Names) -> None:
    (block,) = drawn(AGENDA, names).blocks
    assert (block.kind, [part.shape for part in block.parts]) == ("advice", ["run", "item"])


def test_thanks_are_nobodys_advice(names: Names) -> None:
    turn = drawn("Thank you!", names)
    assert turn.state == "aside"
    assert [block.kind for block in turn.blocks] == ["text"]
    assert turn.ledger == ()


def test_a_copy_carries_basis_and_sources(names: Names) -> None:
    text = drawn("What does it cost?", names).copy_text
    assert "(inference)" in text
    assert "[2] Findings › The repelling forces" in text
    assert "Volunteer #14 (paraphrase)" in text
    assert text.endswith("Written by an AI system that knows this one study.")


def test_while_it_is_written_marks_have_numbers_already(names: Names) -> None:
    answer = CannedAssistant().ask("What does it cost?")
    growing = writing(Writing(id="t", question="q", sentences=answer.sentences[:2]))
    whole = _drawn(answer, names)

    assert growing.state == "writing"
    assert growing.sources == ()
    assert growing.blocks[0].parts[0].sentences == whole.blocks[0].parts[0].sentences[:2]


def test_a_failure_is_drawn_with_its_reason(names: Names) -> None:
    failed = Conversation(turns=(Failed(id="t", question="q", problem="No index."),))
    (turn,) = talk(failed, names).turns
    assert (turn.state, turn.problem) == ("failed", "No index.")


def drawn(question: str, names: Names) -> TurnView:
    return _drawn(CannedAssistant().ask(question), names)


def _drawn(answer: Answer, names: Names) -> TurnView:
    turn = Answered(id="t", question=answer.question, answer=answer)
    (view,) = talk(Conversation(turns=(turn,)), names).turns
    return view
