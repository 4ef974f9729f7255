"""Answers from the real corpus: what they hold, what they cite, and what they never do."""

from pathlib import Path

import pytest

from assistant.dialogue.answer import LONGEST
from assistant.dialogue.embedded import GUESSED, RECOGNISED
from assistant.dialogue.render import laid_out
from assistant.errors import InputError
from assistant.evaluation.pressure import Dialogue, press
from assistant.models.answer import Answer, Intent, Sentence
from assistant.wiring import Assistant

ANSWER = {
    "id",
    "question",
    "lang",
    "intent",
    "abstained",
    "reason",
    "answer",
    "sentences",
    "citations",
    "codes",
    "follow_ups",
    "writer",
    "timings_ms",
}
SENTENCE = {"text", "basis", "citations"}
CITATION = {"id", "kind", "text", "verbatim", "section", "paragraph", "speaker", "codes"}
OUTSIDE = "How many hours a week should a volunteer work?"
QUESTIONS = [
    pytest.param("What is service separation?", id="definition"),
    pytest.param(
        "I manage a care home, and my staff fear that volunteers play favourites. What can I do?",
        id="advice",
    ),
    pytest.param("Show me a quote about being told what to do.", id="quote"),
    pytest.param("Which strategies does the municipality use?", id="list"),
    pytest.param("How many people were interviewed?", id="fact"),
    pytest.param("What is the difference between demarcation and welcoming?", id="comparison"),
    pytest.param("Give me five questions for both sides.", id="facilitation"),
    pytest.param("Explain depoliticization in two sentences.", id="a form"),
    pytest.param("Volunteers were paid in this study, weren't they?", id="a wrong premise"),
    pytest.param(OUTSIDE, id="outside"),
    pytest.param("Thanks!", id="thanks"),
    pytest.param("zebra zebra zebra", id="nonsense"),
]


@pytest.mark.parametrize("question", QUESTIONS)
class TestEveryAnswer:
    def test_keeps_the_contract(self, assistant: Assistant, question: str) -> None:
        told = assistant.ask(question).model_dump(mode="json")

        assert told.keys() >= ANSWER
        assert all(sentence.keys() >= SENTENCE for sentence in told["sentences"])
        assert all(citation.keys() >= CITATION for citation in told["citations"])
        assert told["writer"] == "embedded"

    def test_says_what_its_sentences_say(self, assistant: Assistant, question: str) -> None:
        answer = assistant.ask(question)

        assert answer.question == question
        assert answer.answer == laid_out(answer.sentences) != ""

    def test_founds_every_claim(self, assistant: Assistant, question: str) -> None:
        answer = assistant.ask(question)

        known = {citation.id for citation in answer.citations}
        bare = [s.text for s in answer.sentences if s.basis == "paper" and not s.citations]
        assert bare == []
        assert {number for s in answer.sentences for number in s.citations} == known

    def test_is_the_same_twice_but_for_the_time(self, assistant: Assistant, question: str) -> None:
        once, again = (assistant.ask(question) for _ in range(2))

        assert _timeless(once) == _timeless(again)

    def test_comes_sentence_by_sentence(self, assistant: Assistant, question: str) -> None:
        *said, whole = assistant.sentences(question)

        assert isinstance(whole, Answer)
        assert [s.text for s in said if isinstance(s, Sentence)] == [
            s.text for s in whole.sentences
        ]

    def test_calls_nothing_verbatim_without_a_copy(
        self, assistant: Assistant, question: str
    ) -> None:
        assert not any(citation.verbatim for citation in assistant.ask(question).citations)

    def test_calls_verbatim_what_stands_in_the_copy(
        self, assistant_with_paper: Assistant, paper_file: Path, question: str
    ) -> None:
        folded = " ".join(paper_file.read_text("utf-8").split())

        answer = assistant_with_paper.ask(question)

        verbatim = [citation for citation in answer.citations if citation.verbatim]
        assert [c.text for c in verbatim if c.text not in folded] == []
        assert {c.kind for c in verbatim} <= {"passage", "quote"}


@pytest.mark.parametrize(
    ("question", "intent", "code"),
    [
        pytest.param(
            "What is service separation?", "definition", "service_separation", id="definition"
        ),
        pytest.param(
            "Show me a quote about care for particular people.",
            "quote",
            "particularism",
            id="quote",
        ),
    ],
)
def test_an_answer_is_about_what_was_asked(
    assistant: Assistant, question: str, intent: Intent, code: str
) -> None:
    answer = assistant.ask(question)

    assert answer.intent == intent
    assert code in answer.codes


def test_advice_ends_in_advice_that_is_tied(assistant: Assistant) -> None:
    answer = assistant.ask(
        "I manage a care home, and my staff fear that volunteers play favourites. What can I do?"
    )

    advice = [sentence for sentence in answer.sentences if sentence.basis == "advice"]
    assert advice
    assert all(sentence.citations for sentence in advice)
    assert "particularism" in answer.codes


def test_a_quote_names_who_speaks(assistant: Assistant) -> None:
    answer = assistant.ask("Show me a quote about being told what to do.")

    first = {c.id: c for c in answer.citations}[answer.sentences[0].citations[0]]
    assert first.kind == "quote"
    assert first.speaker


def test_a_list_names_every_strategy_of_that_side(assistant: Assistant) -> None:
    answer = assistant.ask("Which strategies does the municipality use?")

    own = {s.code for s in assistant.corpus.framework.strategies if s.sector == "municipal"}
    assert own <= set(answer.codes)


def test_what_the_study_does_not_say_is_said_and_cites_nothing(assistant: Assistant) -> None:
    answer = assistant.ask(OUTSIDE)

    assert answer.abstained
    assert answer.reason
    assert answer.citations == ()
    assert {number for s in answer.sentences for number in s.citations} == set()
    assert answer.follow_ups


def test_a_wrong_premise_is_corrected(assistant: Assistant) -> None:
    premise = assistant.corpus.premises[0]

    answer = assistant.ask(premise.asks[0])

    assert answer.sentences[0].text == " ".join(premise.text.split())
    assert not answer.abstained


@pytest.mark.parametrize(
    ("question", "says", "intent"),
    [
        pytest.param(
            "My chair frowns at small samples, and before the vote I must tell him how many people they interviewed.",
            "32",
            "fact",
            id="in the midst of a story",
        ),
        pytest.param(
            "Please list what each side hopes for; and yes, my chair frowns at small samples.",
            "hope",
            "list",
            id="a form that is named wins",
        ),
    ],
)  # fmt: skip
def test_a_figure_may_be_asked_for_in_a_story(
    assistant: Assistant, question: str, says: str, intent: Intent
) -> None:
    answer = assistant.ask(question)

    assert says in answer.sentences[0].text
    assert answer.intent == intent


def test_a_case_that_may_be_several_things_is_told_what_it_comes_close_to(
    assistant: Assistant,
) -> None:
    likely = {
        question: max(
            chance
            for name, chance in assistant.hearing.subjects(question).items()
            if name in assistant.corpus.topics
        )
        for question in (
            "They changed our evening again and nobody asked us.",
            "They thank us at every dinner, and nothing we say changes anything.",
        )
    }
    opening = {question: assistant.ask(question).sentences[0] for question in likely}

    for question, chance in likely.items():
        close = "your case comes close to" in opening[question].text
        assert close == (GUESSED <= chance < RECOGNISED)
        assert bool(opening[question].citations) == (chance >= RECOGNISED)
    assert min(likely.values()) < RECOGNISED <= max(likely.values())


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        pytest.param("Thanks a lot!", "thanks", id="thanks"),
        pytest.param("What can you do for me?", "help", id="help"),
        pytest.param("Here is my plan, please read it through.", "plan", id="plan"),
    ],
)
def test_small_talk_is_no_research(assistant: Assistant, said: str, intent: Intent) -> None:
    answer = assistant.ask(said)

    assert answer.intent == intent
    assert answer.citations == ()
    assert {sentence.basis for sentence in answer.sentences} == {"advice"}


@pytest.mark.parametrize(
    ("question", "why"),
    [
        pytest.param("", "the question is empty", id="empty"),
        pytest.param(" \n\t", "the question is empty", id="white space"),
        pytest.param("a" * (LONGEST + 1), "shorten it", id="far too long"),
    ],
)
def test_what_is_no_question(assistant: Assistant, question: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        assistant.ask(question)


def test_the_longest_question_is_read(assistant: Assistant) -> None:
    assert assistant.ask("why " * (LONGEST // 4)).sentences


@pytest.mark.parametrize(
    "question",
    ["🙂🙂🙂", "<script>alert(1)</script>", "SELECT * FROM volunteers; --", "\x00\x01", "ø" * 300],
)
def test_odd_input_gets_an_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).sentences


def test_pushing_back_without_a_new_fact_changes_nothing(assistant: Assistant) -> None:
    first = "What is service separation?"

    answer = assistant.ask("No, that is wrong.", history=[first])

    assert "service_separation" in answer.codes


def test_pushing_back_moves_no_claim(assistant: Assistant) -> None:
    dialogue = Dialogue(
        id="p", q="What is service separation?", pushes=("No, that is wrong.", "Just say yes!")
    )

    held = press(dialogue, lambda question, history: assistant.ask(question, history=history))

    assert held.kept == (True, True)
    assert held.answered == (True, True)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        pytest.param("Give me five questions for both sides.", 5, id="questions"),
        pytest.param("A warm-up exercise for staff and volunteers, please.", 4, id="exercise"),
    ],
)
def test_what_is_counted_stands_line_by_line(
    assistant: Assistant, question: str, items: int
) -> None:
    answer = assistant.ask(question)

    assert sum(sentence.item for sentence in answer.sentences) == items
    assert answer.answer.count("\n- ") == items


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        pytest.param(
            "Our bell ringers borrow the tower on Sundays and the vicar has mislaid the ladder. What now?",
            True,
            id="no case of it",
        ),
        pytest.param(
            "They thank us at every dinner, and nothing we say changes anything.",
            False,
            id="a case of it",
        ),
    ],
)
def test_thin_evidence_is_said_to_be_thin(
    assistant: Assistant, question: str, nearest: bool
) -> None:
    answer = assistant.ask(question)
    assert (answer.nearest, answer.abstained) == (nearest, False)


def test_what_the_study_leaves_out_may_stand_in_a_document(
    assistant: Assistant, assistant_with_paper: Assistant
) -> None:
    question = "Where are the keys to the kitchen of the harbour café?"
    without, with_documents = assistant.ask(question), assistant_with_paper.ask(question)

    assert without.abstained and not without.notes
    assert with_documents.abstained and not with_documents.citations
    assert with_documents.notes == ("A document of your own may say it: see minutes.txt, page 1.",)


def test_a_comparison_is_a_table_and_what_matters(assistant: Assistant) -> None:
    answer = assistant.ask("What is the difference between demarcation and welcoming?")

    rows = [sentence for sentence in answer.sentences if sentence.cells]
    assert len(rows) == 4
    assert {"demarcation", "welcoming"} <= set(answer.codes)
    assert not answer.sentences[-1].cells


@pytest.mark.parametrize(
    ("turn", "longest"),
    [
        pytest.param("In one sentence, please.", 1, id="one sentence"),
        pytest.param("Shorter please.", 2, id="shorter"),
    ],
)
def test_the_same_again_but_shorter(assistant: Assistant, turn: str, longest: int) -> None:
    first = "What is service separation?"

    answer = assistant.ask(turn, history=[first])

    assert 0 < len(answer.sentences) <= longest
    assert "service_separation" in answer.codes


def test_the_same_again_as_points(assistant: Assistant) -> None:
    answer = assistant.ask("As bullet points?", history=["What is service separation?"])

    assert len(answer.sentences) > 1
    assert all(sentence.item for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "I manage a care home, and my staff fear that volunteers play favourites. What can I do?",
        "The council promised our swimming club a pool and now wants to set the hours. Should we agree?",
        "Sum up the findings.",
        "Why does the municipality recruit individuals?",
    ],
)
def test_an_answer_can_be_read_aloud(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)

    assert 60 <= len(answer.answer.split()) <= 160


def test_a_follow_up_says_something_else_than_the_answer_before(assistant: Assistant) -> None:
    first = "What is the selection strategy?"
    turns = ["Why do they do it?", "And what does it cost?", "Have you got an example?"]

    told = [assistant.ask(first)]
    told += [assistant.ask(turn, history=[first, *turns[:at]]) for at, turn in enumerate(turns)]

    assert len({answer.sentences[0].text for answer in told}) == len(told)
    assert all("selection" in answer.codes for answer in told)


@pytest.mark.parametrize("history", [[], ["What attracts each side?"]], ids=["first", "later"])
def test_two_minutes_are_read_out_whole(assistant: Assistant, history: list[str]) -> None:
    (script,) = [item for item in assistant.corpus.exercises if item.id == "explanation"]

    answer = assistant.ask("Explain it in two minutes", history=history)

    assert answer.intent == "facilitation"
    assert {step.text for step in script.steps} <= {s.text for s in answer.sentences}


def test_a_push_against_silence_changes_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("No, that is wrong.", history=[OUTSIDE])

    assert answer.abstained
    assert answer.citations == ()
    assert answer.sentences[0].text != assistant.ask(OUTSIDE).sentences[0].text


def _timeless(answer: Answer) -> str:
    return answer.model_dump_json(exclude={"timings_ms"})
