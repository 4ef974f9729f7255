"""Judging answers, and that what is asked in the evaluation is not known from training."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assistant.evaluation.bearing import Bearing
from assistant.evaluation.questions import Question, hit_rate, judge, load, table
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Citation, Hit

PAPER = "The municipality picks its partners. Thirty-two people spoke."


def gold(**changes: object) -> Question:
    fields: dict[str, object] = {
        "id": "x1",
        "kind": "direct",
        "voice": "student",
        "q": "How?",
        "anchors": ("picks its partners",),
        "codes": ("selection",),
        "says": (),
        "abstain": False,
    }
    return Question.model_validate(fields | changes)


@pytest.fixture(scope="module")
def bearing(corpus: Corpus) -> Bearing:
    return Bearing(corpus)


def answer(
    said: str = "It picks.",
    cited: str = "The municipality picks its partners.",
    *,
    codes: tuple[str, ...] = ("selection",),
    verbatim: bool = True,
    abstained: bool = False,
) -> Answer:
    citation = Citation(
        id="c1", kind="passage", text=cited, verbatim=verbatim, section="", paragraph=1
    )
    return Answer(
        id="x1",
        question="How?",
        lang="en",
        intent="definition",
        abstained=abstained,
        reason=None,
        answer=said,
        sentences=(),
        citations=(citation,),
        codes=codes,
        follow_ups=(),
        writer="embedded",
        timings_ms={"total": 1.0},
    )


@pytest.mark.parametrize(
    ("question", "given", "right", "said", "codes", "verbatim"),
    [
        pytest.param(gold(), answer(), True, True, 1.0, True, id="all right"),
        pytest.param(gold(), answer(cited="Thirty-two people spoke."), False, True, 1.0, True, id="another passage"),
        pytest.param(
            gold(), answer(cited="the  municipality *picks*\nits partners."), True, True, 1.0, False, id="folded"
        ),
        pytest.param(
            gold(anchors=("people’s", "picks")), answer(), True, True, 1.0, True, id="any anchor will do"
        ),
        pytest.param(gold(says=("three",)), answer("There are 3."), True, True, 1.0, True, id="digits"),
        pytest.param(gold(says=("3",)), answer("There are three."), True, True, 1.0, True, id="words"),
        pytest.param(gold(says=("3", "4")), answer("3."), True, False, 1.0, True, id="half said"),
        pytest.param(
            gold(codes=("selection", "control")), answer(), True, True, 0.5, True, id="half the codes"
        ),
        pytest.param(gold(codes=()), answer(codes=()), True, True, 1.0, True, id="no code wanted"),
        pytest.param(
            gold(), answer(cited="It picks its partners."), True, True, 1.0, False, id="not verbatim"
        ),
        pytest.param(
            gold(), answer(cited="It picks its partners.", verbatim=False), True, True, 1.0, True, id="ours"
        ),
    ],
)  # fmt: skip
def test_judge(
    question: Question,
    given: Answer,
    right: bool,
    said: bool,
    codes: float,
    verbatim: bool,
    bearing: Bearing,
) -> None:
    judged = judge(question, given, paper=PAPER, bearing=bearing)

    assert (judged.right_passage, judged.said) == (right, said)
    assert (judged.found_codes, judged.verbatim) == (codes, verbatim)


def test_every_sentence_is_held_against_the_gold(bearing: Bearing) -> None:
    right, wrong = answer(), answer(cited="Thirty-two people spoke.")
    told = tuple(Sentence(text=t, basis="paper", citations=("c1",)) for t in ("It.", "Picks."))
    asked = gold(anchors=("picks its partners", "people spoke"))

    held = [
        judge(asked, given.model_copy(update={"sentences": told}), paper=PAPER, bearing=bearing)
        for given in (right, wrong.model_copy(update={"citations": ()}))
    ]

    assert [item.on_gold for item in held] == [(True, True), (False, False)]
    assert [item.gold_cited for item in held] == [(True, False), (False, False)]


def test_table_has_a_row_a_kind_and_one_for_all(bearing: Bearing) -> None:
    direct = judge(gold(), answer(), paper=PAPER, bearing=bearing)
    outside = judge(
        gold(kind="outside", abstain=True), answer(abstained=True), paper=PAPER, bearing=bearing
    )

    rows = dict(table([direct, outside]))

    assert list(rows) == ["direct", "outside", "all"]
    assert rows["direct"]["right passage"].startswith("1.000 (1/1")
    assert rows["direct"]["abstained rightly"] == "–"
    assert rows["outside"]["abstained rightly"].startswith("1.000 (1/1")
    assert rows["all"]["refused wrongly"].startswith("0.000 (0/1")


def test_hit_rate() -> None:
    hit = Hit(id="a", kind="passage", text=PAPER, section="", paragraph=1, codes=(), score=1.0)

    share = hit_rate([gold(), gold(anchors=("elsewhere",))], lambda _: [hit])

    assert (share.hits, share.of) == (1, 2)


@pytest.mark.parametrize("half", ["dev", "test", "strangers"])
def test_the_questions_can_be_read(half: str, root: Path) -> None:
    questions = load(root / "tests" / "evals" / "questions" / f"{half}.jsonl")

    assert len({question.id for question in questions}) == len(questions) > 100


@pytest.mark.parametrize("half", ["dev", "test", "strangers"])
def test_no_question_stands_word_for_word_in_the_corpus(half: str, root: Path) -> None:
    known = {_words(text) for text in _corpus_texts(root / "corpus")}
    asked = load(root / "tests" / "evals" / "questions" / f"{half}.jsonl")

    turns = [turn for question in asked for turn in (question.q, *question.history)]
    assert [turn for turn in turns if len(_words(turn)) >= 5 and _words(turn) in known] == []


def _corpus_texts(corpus: Path) -> Iterator[str]:
    for path in sorted(corpus.rglob("*.yaml")):
        yield from _strings(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    for path in sorted(corpus.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield from _strings(json.loads(line))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in _strings(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in _strings(value))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower().replace("’", "'").replace("'", "")))
