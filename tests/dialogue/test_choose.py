"""Which findings an answer tells: what was asked for, once each, within its words."""

from collections.abc import Mapping

import pytest

from assistant.dialogue.choose import Chooser
from assistant.dialogue.setting import Setting
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Intent, Move

SELECTION = {"selection": 0.9}


@pytest.fixture(scope="module")
def chooser(corpus: Corpus) -> Chooser:
    return Chooser(corpus)


def understanding(
    intent: Intent = "explanation",
    *,
    subjects: Mapping[str, float] = SELECTION,
    moves: tuple[Move, ...] = (),
) -> Understanding:
    return Understanding(
        asked="Well?",
        standalone="Well?",
        lang="en",
        intent=intent,
        intents={intent: 1.0},
        subjects=subjects,
        setting=Setting(),
        moves=moves,
    )


def chosen(
    chooser: Chooser,
    asked: Understanding,
    ranked: list[tuple[str, float]],
    *,
    count: int = 4,
    room: int = 150,
) -> list[str]:
    choice = chooser.choose(asked, ranked, count=count, room=room)
    return [finding.id for finding in choice.findings]


@pytest.mark.parametrize(
    ("moves", "lead"),
    [
        pytest.param((), "selection.what", id="a question of its own"),
        pytest.param(("cost",), "selection.cost", id="what it costs"),
        pytest.param(("example",), "selection.example", id="an example"),
        pytest.param(("why",), "selection.why", id="the reason"),
    ],
)
def test_a_follow_up_opens_with_what_it_asks_for(
    chooser: Chooser, moves: tuple[Move, ...], lead: str
) -> None:
    ranked = [("selection.what", 3.0), ("selection.why", 1.0), ("selection.cost", 0.5)]

    assert chosen(chooser, understanding(moves=moves), ranked)[0] == lead


def test_what_is_far_from_the_best_and_of_another_topic_is_left_out(
    chooser: Chooser, corpus: Corpus
) -> None:
    ranked = [("selection.what", 3.0), ("facilities.what", 0.2)]

    told = chosen(chooser, understanding(), ranked, count=9, room=500)

    assert {corpus.topic_of[name] for name in told} == {"selection"}


def test_what_was_said_is_not_said_again(chooser: Chooser) -> None:
    both = {"large_vs_small": 0.5, "decoupling": 0.5}
    ranked = [("large_vs_small.what", 3.0), ("large_vs_small.cost", 2.9), ("decoupling.size", 2.8)]

    told = chosen(chooser, understanding(subjects=both), ranked, count=9, room=500)

    words = [chooser._words[name] for name in told]
    assert len(told) > 2
    assert not any(
        len(one & other) >= 0.55 * min(len(one), len(other))
        for at, one in enumerate(words)
        for other in words[:at]
    )


@pytest.mark.parametrize("room", [40, 80, 120])
def test_the_findings_keep_within_their_words(chooser: Chooser, corpus: Corpus, room: int) -> None:
    told = chosen(chooser, understanding(), [("selection.what", 3.0)], count=9, room=room)

    assert told
    assert sum(len(corpus.findings[name].text.split()) for name in told) <= room


@pytest.mark.parametrize("intent", ["advice", "experience"])
def test_a_story_is_not_answered_by_how_the_study_was_done(
    chooser: Chooser, corpus: Corpus, intent: Intent
) -> None:
    fact = next(iter(corpus.facts))
    method = next(f.id for f in corpus.findings.values() if f.place.section == "methods")
    ranked = [("selection.what", 3.0), (fact, 2.9), (method, 2.9)]

    told = chosen(chooser, understanding(intent), ranked, count=9, room=500)

    assert not {fact, method} & set(told)
