"""Train what understands questions, from the corpus' own ways of asking."""

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np

from assistant.knowledge.corpus import Corpus
from assistant.models.answer import NO_MOVE, Move, Talk
from assistant.retrieval.heads import Head, Trainer
from assistant.retrieval.vectors import Vector, key
from assistant.retrieval.views import View

BESIDE = (-2, -1, 1)
"""Places of the facts, counted from one, that are asked for before it."""
OUTSIDE = "outside"
LEANS = "leans"
MORE: Move = "more"
FURTHER = 0.3
"""Share of the turns asking for another fact that teach what asks for more: known by it, the rest is not drowned."""
ALONE = 6.0
"""Turns that stand alone for each that leans, in teaching what leans."""
STRENGTH = 10.0
"""Inverse penalty of the heads; chosen on the dev questions."""


def subject_of(corpus: Corpus, target: str) -> str | None:
    """The subject that a view's target belongs to: a topic, a fact, a premise or a gap."""
    kind, _, name = target.partition(":")
    if kind in {"gap", "premise"}:
        return target
    if kind in {"card", "place"}:
        return None
    return corpus.topic_of.get(target, target)


def lines(corpus: Corpus, views: Sequence[View]) -> Iterator[tuple[str, str]]:
    """Every text that is known to be about one subject, with that subject."""
    for view in views:
        subject = subject_of(corpus, view.target)
        if subject is not None:
            yield view.text, subject
    for topic, intents in corpus.asks.items():
        for asks in intents.values():
            yield from ((ask, topic) for ask in asks)
    yield from fact_turns(corpus)


def fact_turns(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What asks for a fact after a question for one that stands near it, with that question before it."""
    facts = list(corpus.facts.values())
    for at, fact in enumerate(facts):
        for turn in fact.turns:
            for step in BESIDE:
                asks = facts[(at + step) % len(facts)].asks
                yield f"{asks[crc32(turn.encode()) % len(asks)]} {turn}", fact.id


def intent_lines(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every text whose intent is known."""
    for intents in corpus.asks.values():
        for intent, asks in intents.items():
            yield from ((ask, intent) for ask in asks)
    for intent, asks in corpus.intents.items():
        yield from ((ask, intent) for ask in asks)
    for fact in corpus.facts.values():
        yield from ((ask, "fact") for ask in fact.asks)
    yield from ((text, "fact") for text, _ in fact_turns(corpus))
    for premise in corpus.premises:
        yield from ((ask, "false_premise") for ask in premise.asks)
    for gap in corpus.gaps:
        yield from ((ask, OUTSIDE) for ask in gap.asks)


def move_lines(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Turns that lean on the one before, with what they want of it."""
    for move, turns in corpus.moves.items():
        if move != NO_MOVE:
            yield from ((turn, move) for turn in turns)
    # 'And the objects?' wants no form of what was said, only more.
    facts = [talk.turn for talk in corpus.talks if talk.wants == "fact"]
    yield from ((turn, MORE) for turn in facts if crc32(turn.encode()) / 2**32 < FURTHER)


def lean_lines(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Turns that lean on the one before, and turns that do not, so many of these that leaning stays as likely."""
    leaning = [turn for turn, _ in move_lines(corpus)] + [talk.turn for talk in corpus.talks]
    alone = [ask for intents in corpus.asks.values() for asks in intents.values() for ask in asks]
    alone += [ask for fact in corpus.facts.values() for ask in fact.asks]
    yield from ((turn, LEANS) for turn in leaning)
    yield from ((turn, NO_MOVE) for turn in corpus.moves.get(NO_MOVE, ()))
    kept = ALONE * max(1, len(leaning)) / max(1, len(alone))
    yield from ((ask, NO_MOVE) for ask in alone if crc32(ask.encode()) / 2**32 < kept)


def whole(talk: Talk) -> str:
    """A turn as it is heard, after what stood before."""
    return f"{talk.before} {talk.turn}"


def train(
    corpus: Corpus, views: Sequence[View], vectors: Mapping[str, Vector], trainer: Trainer
) -> dict[str, Head]:
    """Fit the heads that `dialogue.understand` uses.

    They alone learn from talks: a reader tuned with them heard whole questions worse.
    """
    subjects = [(whole(talk), talk.about) for talk in corpus.talks]
    intents = [(whole(talk), talk.wants) for talk in corpus.talks]
    return {
        "subject": _fit([*lines(corpus, views), *subjects], vectors, trainer),
        "intent": _fit([*intent_lines(corpus), *intents], vectors, trainer),
        "move": _fit(list(move_lines(corpus)), vectors, trainer),
        "lean": _fit(list(lean_lines(corpus)), vectors, trainer),
    }


def _fit(pairs: Sequence[tuple[str, str]], vectors: Mapping[str, Vector], trainer: Trainer) -> Head:
    texts = [text for text, _ in pairs]
    rows = np.vstack([vectors[key(text)] for text in texts])
    return trainer.fit(texts, rows, [label for _, label in pairs], strength=STRENGTH)
