"""Reviews as they are drawn."""

from assistant.knowledge.corpus import Corpus
from assistant.settings import Settings
from assistant.testing import CannedAssistant
from assistant.ui.assets import read
from assistant.ui.desk import Empty, Rejected, Reviewed, Working
from assistant.ui.render.names import Names
from assistant.ui.render.review import DeskView, ReviewView, desk

FRAMEWORK = Corpus.load(Settings().corpus).framework


def test_flags_are_grouped_by_what_to_talk_about_first(names: Names) -> None:
    view = example(names)
    assert [(group.title, [f.number for f in group.flags]) for group in view.groups] == [
        ("Talk about first", [1]),
        ("Then talk about", [2]),
    ]


def test_a_flag_and_its_sentences_point_at_each_other(names: Names) -> None:
    view = example(names)
    for flag in (flag for group in view.groups for flag in group.flags):
        for ref in flag.because:
            assert flag.number in view.flagged[ref.claim]
            assert ref.number == ref.claim + 1


def test_the_question_is_for_the_other_side(names: Names) -> None:
    first = example(names).groups[0].flags[0]
    assert (first.felt_by, first.asks) == ("the volunteers", "the municipality")


def test_sources_of_flags_and_strategies_have_keys_of_their_own(names: Names) -> None:
    view = example(names)
    flags = [flag for group in view.groups for flag in group.flags]
    keys = [s.key for flag in flags for s in flag.sources]
    keys += [s.key for strategy in view.strategies for s in strategy.sources]
    assert len(keys) == len(set(keys))


def test_how_the_file_was_read_comes_before_the_notes_of_the_review(names: Names) -> None:
    review = CannedAssistant().review("No cooperation.", file="a.pdf")
    view = desk(
        Reviewed(text="No cooperation.", review=review, notes=("2 pages.",)), names, FRAMEWORK
    )
    assert isinstance(view, ReviewView)
    assert view.notes[0] == "2 pages."
    assert view.verdict == "not_a_plan"
    assert view.groups == ()


def test_a_room_without_a_review_says_how_things_stand(names: Names) -> None:
    assert desk(Empty(), names, FRAMEWORK) == DeskView(state="empty")
    assert desk(Working(file="a.md"), names, FRAMEWORK) == DeskView(state="working", file="a.md")
    assert desk(Rejected(problem="No."), names, FRAMEWORK) == DeskView(
        state="rejected", problem="No."
    )


def example(names: Names) -> ReviewView:
    text = read("example_plan.txt")
    view = desk(
        Reviewed(text=text, review=CannedAssistant().review(text, file="x")), names, FRAMEWORK
    )
    assert isinstance(view, ReviewView)
    return view


def test_the_picture_ties_hopes_to_what_they_become_and_says_so_in_words(names: Names) -> None:
    view = example(names)
    hopes = {hope.code for hope in view.picture.hopes}
    assert "authentic_relations" in hopes
    assert {mirror.hope for mirror in view.picture.mirrors} <= hopes
    assert len(view.picture_words) >= len(hopes)
