"""Load the corpus, check it as a whole, and say every mistake at once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from assistant.errors import CorpusError
from assistant.knowledge.files import FileReader
from assistant.models.answer import Intent, Move, NoMove, Talk
from assistant.models.check import Claims
from assistant.models.evidence import (
    Comparison,
    Exercise,
    Fact,
    Finding,
    Gap,
    Premise,
    QuoteCard,
    Topic,
)
from assistant.models.framework import Framework, Place
from assistant.models.outline import Outline
from assistant.models.record import Record
from assistant.models.rules import Rules

Asks = Mapping[str, Mapping[Intent, tuple[str, ...]]]
_Shape = TypeVar("_Shape")


class Corpus(Record):
    """All of `corpus/`, checked."""

    framework: Framework
    outline: Outline
    topics: Mapping[str, Topic]
    cards: Mapping[str, QuoteCard]
    facts: Mapping[str, Fact]
    premises: tuple[Premise, ...]
    gaps: tuple[Gap, ...]
    comparisons: tuple[Comparison, ...]
    exercises: tuple[Exercise, ...]
    asks: Asks
    """Topic -> intent -> how people would put it."""
    intents: Mapping[Intent, tuple[str, ...]]
    """Intents that belong to no topic (thanks, help, a plan) -> how people put them."""
    moves: Mapping[Move | NoMove, tuple[str, ...]]
    """What a turn that leans on the one before wants -> how people put it."""
    talks: tuple[Talk, ...]
    """Turns that lean, each with what stood before."""
    rules: Rules
    claims: tuple[Claims, ...]
    """What people write about the research, rightly and wrongly, and beside it."""
    digest: str
    """Of every byte of the corpus, so that an index knows what it was built from."""

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Every finding by id; a fact counts as one."""
        own = {f.id: f for topic in self.topics.values() for f in topic.findings}
        return own | {fact.id: _as_finding(fact) for fact in self.facts.values()}

    @cached_property
    def topic_of(self) -> Mapping[str, str]:
        """Finding id -> its topic."""
        return {f.id: name for name, topic in self.topics.items() for f in topic.findings}

    def codes_of(self, finding: str) -> tuple[str, ...]:
        """The framework codes that a finding is about."""
        if finding in self.topic_of:
            own, told = self.topics[self.topic_of[finding]].codes, self.findings[finding]
            mirrors = self.framework.mirrors if told.aspect == "mirror" else {}
            turned = [into for code in own for into in mirrors.get(code, ())]
            return tuple(dict.fromkeys([*own, *told.about, *turned]))
        fact = self.facts.get(finding)
        return fact.codes if fact else ()

    @classmethod
    def load(cls, root: Path) -> "Corpus":
        """Read everything under `root`.

        Raises:
            CorpusError: listing each mistake with its file and field.
        """
        reader = FileReader(root)
        framework = reader.one("framework.yaml", Framework)
        outline = reader.one("outline.yaml", Outline)
        topics = reader.many("findings/*.yaml", Topic)
        cards = reader.many("quotes.yaml", QuoteCard)
        facts = reader.many("facts.yaml", Fact)
        premises = reader.many("premises.yaml", Premise)
        gaps = reader.many("outside.yaml", Gap)
        comparisons = reader.many("comparisons.yaml", Comparison)
        exercises = reader.many("exercises.yaml", Exercise)
        asks = reader.merged("asks/*.yaml", dict[str, dict[Intent, tuple[str, ...]]])
        intents = reader.merged("intents.yaml", dict[Intent, tuple[str, ...]])
        moves = reader.merged("moves.yaml", dict[Move | NoMove, tuple[str, ...]])
        talks = reader.many("talks/*.yaml", Talk)
        rules = reader.one("rules.yaml", Rules)
        claims = reader.many("claims/*.yaml", Claims)
        if framework is None or outline is None or rules is None or reader.problems:
            raise CorpusError(reader.problems)
        corpus = cls(
            framework=framework,
            outline=outline,
            topics={topic.topic: topic for topic in topics},
            cards={card.id: card for card in cards},
            facts={fact.id: fact for fact in facts},
            premises=tuple(premises),
            gaps=tuple(gaps),
            comparisons=tuple(comparisons),
            exercises=tuple(exercises),
            asks=asks,
            intents=intents,
            moves=moves,
            talks=tuple(talks),
            rules=rules,
            claims=tuple(claims),
            digest=reader.digest(),
        )
        problems = [
            *_twice(
                {
                    "findings": [topic.topic for topic in topics],
                    "findings: finding": [f.id for topic in topics for f in topic.findings],
                    "quotes.yaml": [card.id for card in cards],
                    "facts.yaml": [fact.id for fact in facts],
                    "premises.yaml": [premise.id for premise in premises],
                    "outside.yaml": [gap.id for gap in gaps],
                    "comparisons.yaml": [comparison.id for comparison in comparisons],
                    "exercises.yaml": [exercise.id for exercise in exercises],
                    "rules.yaml": [
                        *(rule.id for rule in rules.flags),
                        *(rule.id for rule in rules.forecasts),
                    ],
                }
            ),
            *_dangling(corpus, reader.origin),
        ]
        if problems:
            raise CorpusError(problems)
        return corpus


def _as_finding(fact: Fact) -> Finding:
    return Finding(
        id=fact.id,
        aspect="fact",
        basis="paper",
        text=fact.text,
        after=fact.after,
        place=fact.place,
        asks=fact.asks,
        says=fact.says,
    )


def _twice(kinds: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for where, ids in kinds.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield f"{where}: id {name!r} is used {count} times"


def _dangling(corpus: Corpus, origin: Mapping[str, str]) -> Iterator[str]:
    """Everything that points to something which is not there."""
    codes = corpus.framework.entries
    findings = corpus.findings
    known: dict[str, Callable[[str], bool]] = {
        "code": codes.__contains__,
        "topic": corpus.topics.__contains__,
        "quote": corpus.cards.__contains__,
        "finding": findings.__contains__,
        "subject": {*corpus.topics, *corpus.facts}.__contains__,
        "signal": corpus.rules.signals.__contains__,
    }
    for where, kind, name in _references(corpus, origin):
        if not known[kind](name):
            yield f"{where}: unknown {kind} {name!r}"
    for where, place in _places(corpus, origin):
        if place not in corpus.outline.places:
            yield f"{where}: the paper has no place {str(place)!r}"
    for code in codes:
        if code not in corpus.topics:
            yield f"code {code!r} has no topic under findings/"


def _references(corpus: Corpus, origin: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for force in corpus.framework.compelling:
        yield from ((f"framework.yaml: {force.code}", "code", c) for c in force.turns_into)
    for measure in corpus.framework.mitigations:
        yield from ((f"framework.yaml: {measure.code}", "code", c) for c in measure.handles)
    for name, topic in corpus.topics.items():
        file = origin[name]
        yield from ((f"{file}: {name}: codes", "code", code) for code in topic.codes)
        yield from ((f"{file}: {name}: advice", "finding", advice.tied) for advice in topic.advice)
        yield from ((f"{file}: {name}: lists", "topic", listed) for listed in topic.lists)
        for finding in topic.findings:
            yield from ((f"{file}: {finding.id}: about", "code", code) for code in finding.about)
            if finding.quote:
                yield f"{file}: {finding.id}: quote", "quote", finding.quote
    for card in corpus.cards.values():
        yield from ((f"quotes.yaml: {card.id}", "code", code) for code in card.codes)
    for name in corpus.asks:
        yield origin[f"asks {name}"], "topic", name
    for talk in corpus.talks:
        yield f"talks: {talk.turn!r}", "subject", talk.about
    for fact in corpus.facts.values():
        if fact.whole:
            yield f"facts.yaml: {fact.id}: whole", "finding", fact.whole
    for premise in corpus.premises:
        yield f"premises.yaml: {premise.id}", "topic", premise.topic
    for gap in corpus.gaps:
        yield f"outside.yaml: {gap.id}", "topic", gap.near
    yield from _shown(corpus)
    for claims in corpus.claims:
        cards = corpus.cards
        kinds = ((name, "quote" if name in cards else "finding") for name in claims.about)
        yield from ((f"claims: about {claims.about[0]}", kind, name) for name, kind in kinds)
    yield from corpus.rules.references()


def _shown(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """What tables and exercises point to."""
    for comparison in corpus.comparisons:
        where = f"comparisons.yaml: {comparison.id}"
        yield from ((where, "topic", topic) for topic in comparison.topics)
        cited = [name for row in comparison.rows for name in row.cites]
        yield from ((where, "finding", name) for name in (*cited, comparison.matters.tied))
    for exercise in corpus.exercises:
        where = f"exercises.yaml: {exercise.id}"
        yield from ((where, "code", code) for code in exercise.codes)
        yield from ((where, "finding", step.tied) for step in exercise.steps)


def _places(corpus: Corpus, origin: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    for entry in corpus.framework.entries.values():
        yield f"framework.yaml: {entry.code}", entry.place
    for finding in corpus.findings.values():
        file = origin[corpus.topic_of.get(finding.id, finding.id)]
        yield from ((f"{file}: {finding.id}", place) for place in (finding.place, *finding.also))
    for premise in corpus.premises:
        yield f"premises.yaml: {premise.id}", premise.place
    for card in corpus.cards.values():
        paragraph = max(card.after_paragraph, 1)
        yield f"quotes.yaml: {card.id}", Place(section=card.section, paragraph=paragraph)
