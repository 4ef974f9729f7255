"""What happens when somebody presses something."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from assistant.dialogue.setting import Setting
from assistant.errors import AssistantError
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Answer, Sentence
from assistant.models.conversation import Answered, Conversation, Failed, Stopped
from assistant.models.review import Review
from assistant.retrieval.build import Progress
from assistant.review.reviewer import unwatched
from assistant.service.limits import Limits
from assistant.settings import Settings
from assistant.store.records import Contest, KeptReview
from assistant.testing import CannedAssistant
from assistant.ui import handlers
from assistant.ui.desk import Empty, Rejected, Reviewed, Working

FRAMEWORK = Corpus.load(Settings().corpus).framework
LIMITS = Limits(question=100, plan=1000)


class BrokenAssistant(CannedAssistant):
    """Says one sentence and then meets an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def sentences(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Iterator[Sentence | Answer]:
        yield Sentence(text="So far so good.", basis="paper")
        raise self._error

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        raise self._error


class Notebook:
    """Keeps conversations in memory, and how often each was kept."""

    def __init__(self) -> None:
        self.kept: dict[str, Conversation] = {}
        self.steps: list[int] = []

    def recall(self, conversation: str) -> Conversation:
        return self.kept.get(conversation, Conversation(id=conversation))

    def setting(self) -> Setting:
        return Setting(sector="voluntary")

    def keep(self, conversation: Conversation) -> None:
        self.kept[conversation.id] = conversation.stopped()
        self.steps.append(len(conversation.live.sentences) if conversation.live else -1)


def test_each_sentence_is_kept_before_it_is_shown() -> None:
    notebook = Notebook()
    steps = ask("What does it cost?", conversation="c1", memory=notebook)
    for _ in range(3):
        next(steps)

    (turn,) = notebook.kept["c1"].turns

    assert notebook.steps == [0, 1, 2]
    assert isinstance(turn, Stopped)
    assert len(turn.sentences) == 2


def test_a_conversation_goes_on_where_it_was_left() -> None:
    notebook, assistant = Notebook(), CannedAssistant()
    list(ask("First?", assistant=assistant, conversation="c1", memory=notebook))

    *_, after = ask("Second?", assistant=assistant, conversation="c1", memory=notebook)

    assert assistant.asked[-1] == ("Second?", ("First?",))
    assert [turn.question for turn in after.turns] == ["First?", "Second?"]
    assert handlers.reopen({"conversation": "c1"}, memory=notebook) == after


def test_another_conversation_knows_nothing_of_the_first() -> None:
    notebook, assistant = Notebook(), CannedAssistant()
    list(ask("First?", assistant=assistant, conversation="c1", memory=notebook))

    list(ask("Other?", assistant=assistant, conversation="c2", memory=notebook))

    assert assistant.asked[-1] == ("Other?", ())


def test_who_asks_travels_along() -> None:
    assistant = CannedAssistant()
    list(ask("What does it cost?", assistant=assistant))
    assert assistant.settings == [Setting(sector="voluntary")]


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param((), id="erased"),
        pytest.param((Failed(id="t2", question="Other?", problem=""),), id="replaced"),
    ],
)
def test_what_was_erased_or_replaced_meanwhile_does_not_come_back(
    meanwhile: tuple[Failed, ...],
) -> None:
    notebook = Notebook()
    steps = ask("What does it cost?", memory=notebook)
    next(steps)
    notebook.kept["c1"] = Conversation(id="c1", turns=meanwhile)

    assert list(steps) == []
    assert notebook.kept["c1"].turns == meanwhile


def test_a_store_that_fails_is_said() -> None:
    class Full(Notebook):
        def keep(self, conversation: Conversation) -> None:
            raise OSError("disk full")

    *_, after = ask("What does it cost?", memory=Full())
    assert [turn.problem for turn in after.turns if isinstance(turn, Failed)] == [handlers.OURS]


def test_an_answer_grows_sentence_by_sentence_and_settles() -> None:
    steps = list(ask("What does it cost?"))

    grown = [len(step.live.sentences) for step in steps if step.live]
    assert grown == [0, 1, 2, 3, 4, 5]
    assert steps[-1].live is None
    (turn,) = steps[-1].turns
    assert isinstance(turn, Answered)
    assert turn.question == "What does it cost?"


def test_earlier_questions_travel_along_and_failures_do_not() -> None:
    assistant, notebook = CannedAssistant(), Notebook()
    for question in ("First?", "", "Second?", "Third?"):
        list(ask(question, assistant=assistant, memory=notebook))

    assert assistant.asked == [
        ("First?", ()),
        ("Second?", ("First?",)),
        ("Third?", ("First?", "Second?")),
    ]


def test_an_edited_question_replaces_its_turn_and_what_came_after() -> None:
    notebook = Notebook()
    list(ask("First?", sent_id="a", memory=notebook))
    list(ask("Second?", sent_id="b", memory=notebook))

    *_, after = ask("First, put better?", sent_id="c", replaces="a", memory=notebook)

    assert [turn.question for turn in after.turns] == ["First, put better?"]


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        pytest.param("", "There was no question", id="nothing"),
        pytest.param(" \n ", "There was no question", id="white space"),
        pytest.param("x" * 101, "more than the 100 a question may have", id="too long"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_turn_that_says_why(
    question: str, problem: str
) -> None:
    (after,) = ask(question)
    (turn,) = after.turns
    assert isinstance(turn, Failed)
    assert problem in turn.problem


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        pytest.param(AssistantError("the index is gone"), "the index is gone", id="ours"),
        pytest.param(ZeroDivisionError("secret"), handlers.OURS, id="a mistake in the code"),
    ],
)
def test_an_error_becomes_a_turn_and_never_a_crash(error: Exception, problem: str) -> None:
    *_, after = ask("What?", assistant=BrokenAssistant(error))
    (turn,) = after.turns
    assert isinstance(turn, Failed)
    assert turn.problem == problem


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(None, id="nothing"),
        pytest.param("text", id="no mapping"),
        pytest.param({"text": 3, "id": "a"}, id="wrong type"),
        pytest.param({"text": "x", "id": "<img>"}, id="an id that is none"),
        pytest.param({"text": "x", "conversation": "c1", "admin": True}, id="a field too many"),
        pytest.param({"text": "x"}, id="no conversation"),
    ],
)
def test_what_no_browser_of_ours_sends_changes_nothing(sent: object) -> None:
    steps = handlers.ask(CannedAssistant, sent, memory=Notebook(), limits=LIMITS)
    assert list(steps) == []


def test_stopping_keeps_what_had_passed() -> None:
    steps = ask("What does it cost?")
    conversation = [next(steps) for _ in range(3)][-1]

    (turn,) = conversation.stopped().turns

    assert isinstance(turn, Stopped)
    assert len(turn.sentences) == 2


def test_a_plan_is_reviewed_with_the_text_that_the_offsets_point_into() -> None:
    working, marked, reviewed = review(
        "Staff lack company.\r\n\r\nVolunteers bring it.", name="../a/plan.md"
    )

    assert working == Working(file="plan.md")
    assert marked == Working(file="plan.md", done=2, whole=2)
    assert isinstance(reviewed, Reviewed)
    assert all(
        reviewed.text[claim.start : claim.end] == claim.text for claim in reviewed.review.claims
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "There is no plan here yet", id="nothing"),
        pytest.param("\n\u200b \n", "There is no plan here yet", id="nothing to be seen"),
        pytest.param("x" * 1001, "more than the 1,000", id="too long"),
    ],
)
def test_a_plan_that_cannot_be_read_is_sent_back(text: str, problem: str) -> None:
    (room,) = review(text)
    assert isinstance(room, Rejected)
    assert problem in room.problem


def test_a_review_that_fails_says_so() -> None:
    *_, room = review("A plan.", assistant=BrokenAssistant(ZeroDivisionError()))
    assert room == Rejected(problem=handlers.OURS)


def ask(
    question: str,
    *,
    assistant: CannedAssistant | None = None,
    sent_id: str = "t1",
    replaces: str = "",
    conversation: str = "c1",
    memory: "Notebook | None" = None,
) -> Iterator[Conversation]:
    sent = {
        "text": question,
        "id": sent_id,
        "replaces": replaces,
        "conversation": conversation,
    }
    answers = assistant or CannedAssistant()
    return handlers.ask(lambda: answers, sent, memory=memory or Notebook(), limits=LIMITS)


class Drawer:
    """Keeps reviews in memory, as the store does."""

    def __init__(self) -> None:
        self.kept: dict[str, KeptReview] = {}

    def keep(
        self, text: str, review: Review, *, notes: Sequence[str], before: str | None
    ) -> KeptReview:
        kept = KeptReview(
            id=f"r{len(self.kept)}",
            name=review.file,
            text=text,
            review=review,
            notes=tuple(notes),
            before=before,
            made=datetime(2026, 1, 1, tzinfo=UTC),
        )
        self.kept[kept.id] = kept
        return kept

    def get(self, review: str) -> KeptReview | None:
        return self.kept.get(review)


def test_a_new_version_is_held_against_the_one_before() -> None:
    drawer = Drawer()
    list(review("Volunteers give company.", drawer=drawer))

    *_, room = review("Rules are told in advance.", before="r0", drawer=drawer)

    assert isinstance(room, Reviewed)
    assert room.review.comparison is not None
    assert {turn.outcome for turn in room.review.comparison.flags} == {"closed"}
    assert drawer.kept["r1"].before == "r0"


def test_a_review_is_laid_out_again_with_what_was_contested() -> None:
    drawer = Drawer()
    list(review("Volunteers give company.", drawer=drawer))
    flag = drawer.kept["r0"].review.flags[0].id
    contest = Contest(flag=flag, reason="We settled that.")
    drawer.kept["r0"] = drawer.kept["r0"].model_copy(update={"contests": (contest,)})

    room = handlers.lay_out_again({"review": "r0"}, folder=drawer)

    assert isinstance(room, Reviewed)
    assert [f.contested for f in room.review.flags if f.contested] == ["We settled that."]
    assert handlers.lay_out_again({"review": "another's"}, folder=drawer) == Empty()


def review(
    text: str,
    *,
    name: str = "",
    before: str = "",
    assistant: CannedAssistant | None = None,
    drawer: Drawer | None = None,
) -> Iterator[object]:
    reviewer = assistant or CannedAssistant()
    return handlers.review(
        lambda: reviewer,
        {"text": text, "name": name, "before": before},
        folder=drawer or Drawer(),
        framework=FRAMEWORK,
        limits=LIMITS,
    )
