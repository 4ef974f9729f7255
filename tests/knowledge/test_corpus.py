"""Promises of the corpus as data: complete, consistent, true to its places.

Each rule lists every line that breaks it, so that whoever edits the corpus sees all at once.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.bm25 import Bm25Index
from assistant.adapters.embedder import packaged_minilm
from assistant.adapters.pdf import page_texts
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.paper import Paper, read
from assistant.knowledge.sentences import sentences
from assistant.models.answer import Intent
from assistant.models.evidence import Fact, Finding, QuoteCard
from assistant.models.framework import Place
from assistant.retrieval.fuse import fuse

ASPECTS = 3
ASKS = 10
NEAR = 5
SHARE = 0.92

# Facts whose figures or names no single paragraph prints, and why.
DERIVED = {
    "fact.volunteers_total": "sum",
    "fact.managers_total": "sum",
    "fact.elderly_total": "sum",
    "fact.refugees_total": "sum",
    "fact.municipal_total": "sum",
    "fact.managers_and_employees": "count",
    "fact.number_of_strategies": "count",
    "fact.number_of_quotes": "count",
    "fact.research_questions_number": "count",
    "fact.municipal_strategies": "count",
    "fact.voluntary_strategies": "count",
    "fact.speakers_list": "count",
}
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = dict(enumerate(_WORDS.split()))
_SPELLED = set(_NUMBERS.values())
_MONTHS = {"September": "Sep"}


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return Corpus.load(root / "corpus")


@pytest.fixture(scope="module")
def paper(paper_file: Path, corpus: Corpus) -> Paper:
    return read(paper_file, corpus.outline, page_texts=page_texts)


class TestCompleteness:
    def test_every_code_has_findings_of_different_aspects(self, corpus: Corpus) -> None:
        thin = {
            code: sorted(aspects)
            for code in corpus.framework.entries
            if len(aspects := {f.aspect for f in corpus.topics[code].findings}) < ASPECTS
        }
        assert thin == {}

    def test_every_code_is_what_its_topic_is_about(self, corpus: Corpus) -> None:
        assert [c for c in corpus.framework.entries if c not in corpus.topics[c].codes] == []

    def test_every_code_has_ways_of_asking(self, corpus: Corpus) -> None:
        lines = {code: _count(corpus.asks.get(code, {})) for code in corpus.framework.entries}
        assert {code: count for code, count in lines.items() if count < ASKS} == {}

    def test_the_findings_of_every_code_have_ways_of_asking(self, corpus: Corpus) -> None:
        lines = {
            code: sum(len(finding.asks) for finding in corpus.topics[code].findings)
            for code in corpus.framework.entries
        }
        assert {code: count for code, count in lines.items() if count < ASKS} == {}

    def test_every_topic_advises_or_explains(self, corpus: Corpus) -> None:
        assert [name for name, topic in corpus.topics.items() if not topic.findings] == []
        assert [name for name, topic in corpus.topics.items() if not topic.recognise] == []

    def test_every_quote_has_a_card_with_its_number(self, corpus: Corpus) -> None:
        assert sorted(corpus.cards) == [f"q{number:02}" for number in range(1, 12)]
        wrong = [
            card.id
            for card in corpus.cards.values()
            if f"#{card.number}" not in card.speaker and card.number is not None
        ]
        assert wrong == []

    def test_every_card_stands_where_the_outline_has_it(self, corpus: Corpus) -> None:
        places = {}
        for section in corpus.outline.sections:
            last = 0
            for unit in section.units:
                last = unit.paragraph or last
                if unit.quote:
                    places[unit.quote] = (section.id, last)
        cards = corpus.cards.values()
        assert {card.id: (card.section, card.after_paragraph) for card in cards} == places

    def test_every_advice_is_tied_to_a_finding(self, corpus: Corpus) -> None:
        loose = [
            f"{topic.topic}: {advice.tied}"
            for topic in corpus.topics.values()
            for advice in topic.advice
            if advice.tied not in corpus.findings
        ]
        assert loose == []


class TestWords:
    def test_ids_name_their_topic(self, corpus: Corpus) -> None:
        wrong = [
            finding.id
            for name, topic in corpus.topics.items()
            for finding in topic.findings
            if not re.fullmatch(rf"{name}\.[a-z_]+\d*", finding.id)
        ]
        assert wrong == []

    def test_no_line_is_said_twice_in_one_place(self, corpus: Corpus) -> None:
        twice = [
            f"{topic}: {line}"
            for topic, intents in corpus.asks.items()
            for line, count in Counter(
                _plain(ask) for asks in intents.values() for ask in asks
            ).items()
            if count > 1
        ]
        assert twice == []

    def test_facts_say_what_an_answer_must_hold(self, corpus: Corpus) -> None:
        missing = [
            f"{fact.id}: {word}"
            for fact in corpus.facts.values()
            for word in fact.says
            if not _holds(fact.text, word)
        ]
        assert missing == []

    def test_a_sum_is_the_sum_of_its_parts(self, corpus: Corpus) -> None:
        wrong = [
            name
            for name, why in DERIVED.items()
            if why == "sum" and not _adds_up(corpus.facts[name].text, corpus.facts[name].says[0])
        ]
        assert wrong == []


class TestPlaces:
    """With the paper: every place says what we say it says."""

    def test_every_place_is_in_the_paper(self, corpus: Corpus, paper: Paper) -> None:
        places = [
            *(entry.place for entry in corpus.framework.entries.values()),
            *(place for f in corpus.findings.values() for place in (f.place, *f.also)),
            *(premise.place for premise in corpus.premises),
        ]
        assert [str(place) for place in places if not paper.paragraph(place)] == []

    def test_every_card_is_tied_to_its_speakers_words(self, corpus: Corpus, paper: Paper) -> None:
        assert set(paper.quotes) == set(corpus.cards)
        wrong = [
            card.id
            for card in corpus.cards.values()
            if not _is_of(card, paper.quote(card.id) or "")
        ]
        assert wrong == []

    def test_facts_are_printed_at_their_place(self, corpus: Corpus, paper: Paper) -> None:
        missing = [
            f"{fact.id}: {word}"
            for fact in corpus.facts.values()
            if fact.id not in DERIVED
            for word in fact.says
            if _is_literal(word) and not _holds(_around(fact, corpus, paper), word)
        ]
        assert missing == []

    def test_every_derived_fact_is_one(self, corpus: Corpus, paper: Paper) -> None:
        needless = [
            name
            for name in DERIVED
            if all(
                _holds(_around(corpus.facts[name], corpus, paper), word)
                for word in corpus.facts[name].says
            )
        ]
        assert needless == []

    @pytest.mark.slow
    def test_the_paragraph_is_about_the_finding(self, corpus: Corpus, paper: Paper) -> None:
        """What the paper states stands among the paragraphs most like it.

        An inference is ours and need not resemble any paragraph, so it is not counted.
        """
        stated = [f for f in corpus.findings.values() if f.basis == "paper"]
        ranks = _ranks(stated, corpus, paper)
        far = [
            f"{rank}. {finding.id} ({finding.place}): {finding.text}"
            for finding, rank in zip(stated, ranks, strict=True)
            if rank > NEAR
        ]
        assert len(far) <= (1 - SHARE) * len(stated), "\n".join(far)


def _count(intents: Mapping[Intent, Sequence[str]]) -> int:
    return sum(len(lines) for lines in intents.values())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _is_literal(word: str) -> bool:
    """Figures and names must be printed; other words are ours."""
    return any(char.isdigit() or char.isupper() for char in word) or word in _SPELLED


def _holds(text: str, word: str) -> bool:
    """Whether a text has a figure, in digits or spelled, or a name."""
    forms = [word, _NUMBERS.get(int(word), word)] if word.isdigit() else [word]
    for long, short in _MONTHS.items():
        forms += [form.replace(long, short) for form in forms if long in form]
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) for form in forms)


def _adds_up(text: str, total: str) -> bool:
    """Whether some of the other numbers of the text make the total."""
    numbers = [int(n) for n in re.findall(r"\d+", text) if n != total]
    sums = {0}
    for number in numbers:
        sums |= {before + number for before in sums}
    return int(total) in sums


def _around(fact: Fact, corpus: Corpus, paper: Paper) -> str:
    """The fact's paragraph and the block quotes that follow it."""
    quotes = [paper.quote(card.id) or "" for card in _cards_at(fact.place, corpus)]
    return " ".join([paper.paragraph(fact.place) or "", *quotes])


def _cards_at(place: Place, corpus: Corpus) -> list[QuoteCard]:
    return [
        card
        for card in corpus.cards.values()
        if card.section == place.section and max(card.after_paragraph, 1) == place.paragraph
    ]


def _is_of(card: QuoteCard, quote: str) -> bool:
    """Whether the attribution at the end names the card's speaker and field."""
    attribution = quote[quote.rfind("(") :].lower()
    field = {"elderly": "elderly", "immigration": "immigration", None: ""}[card.area]
    stray = card.area is None and ("elderly" in attribution or "immigration" in attribution)
    return card.speaker.lower() in attribution and field in attribution and not stray


def _ranks(findings: Sequence[Finding], corpus: Corpus, paper: Paper) -> list[int]:
    """Where each finding's paragraph stands among all, by meaning and by words together."""
    embedder = packaged_minilm()
    units = {
        str(place): [
            paper.paragraph(place) or "",
            *(paper.quote(card.id) or "" for card in _cards_at(place, corpus)),
        ]
        for place in corpus.outline.places
        if paper.paragraph(place)
    }
    names = sorted(units)
    parts = [
        (index, span.text)
        for index, name in enumerate(names)
        for text in units[name]
        for span in sentences(text)
    ]
    owner = np.array([index for index, _ in parts])
    queries = embedder.documents([finding.text for finding in findings])
    to_sentences = queries @ embedder.documents([text for _, text in parts]).T
    to_whole = queries @ embedder.documents([units[name][0] for name in names]).T
    nearest = np.stack([to_sentences[:, owner == i].max(axis=1) for i in range(len(names))], axis=1)
    words = Bm25Index([" ".join(units[name]) for name in names])
    ranks = []
    for finding, row in zip(findings, nearest + to_whole, strict=True):
        dense = list(zip(names, row.tolist(), strict=True))
        sparse = [(names[at], score) for at, score in words.best(finding.text, limit=len(names))]
        order = [name for name, _ in fuse(dense, sparse)]
        ranks.append(order.index(str(finding.place)) + 1)
    return ranks
