"""Which passages may be cited for a sentence: read off the corpus, not off the writer that cites."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Citation, Finding
from assistant.models.framework import Place
from assistant.models.record import Record

_TO_A_SIDE = re.compile(r"^To the (?:municipality|volunteers): ")
_FRAMED = ("advice", "document")
"""What needs no passage: practice advice, and what stands in the asker's own documents."""

Passage = tuple[str, int | None, bool]
"""Title of the section, number of the paragraph, and whether it is a block quote."""


class Pair(Record):
    """One sentence with one of its citations."""

    sentence: str
    citation: Citation
    borne: bool
    """The passage is one of those that the worded finding rests on."""


class Borne(Record):
    """What became of the sentences of one answer whose findings are known."""

    known: tuple[bool, ...]
    """For each sentence that cites: the corpus knows what it words, so that it can be judged."""
    pairs: tuple[Pair, ...]
    founded: tuple[bool, ...]
    """For each such sentence that claims something: the passage that the finding stands in is cited."""


class Bearing:
    """Knows for every sentence of the corpus the passages that bear it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._passages: dict[str, set[Passage]] = {}
        self._first: dict[str, set[Passage]] = {}
        for text, places, first in self._sentences():
            self._passages.setdefault(_plain(text), set()).update(places)
            self._first.setdefault(_plain(text), set()).add(first)

    def judge(self, answer: Answer) -> Borne:
        """Every pair whose sentence the corpus knows; a frame of ours such as a greeting is not judged."""
        cited = {citation.id: citation for citation in answer.citations}
        known = [s for s in answer.sentences if _key(s) in self._passages]
        pairs = [
            Pair(
                sentence=s.text,
                citation=cited[name],
                borne=_at(cited[name]) in self._passages[_key(s)],
            )
            for s in known
            for name in s.citations
        ]
        founded = [
            any(_at(cited[name]) in self._first[_key(s)] for name in s.citations)
            for s in known
            if s.basis not in _FRAMED
        ]
        return Borne(
            known=tuple(_key(s) in self._passages for s in answer.sentences if s.citations),
            pairs=tuple(pairs),
            founded=tuple(founded),
        )

    def _sentences(self) -> Iterator[tuple[str, Iterable[Passage], Passage]]:
        """Each sentence of the corpus, all passages that may be cited for it, and the one that it stands in."""
        for finding in self._corpus.findings.values():
            for text in filter(None, (finding.text, finding.after)):
                yield text, self._bear(finding), self._passage(finding.place)
        for card in self._corpus.cards.values():
            own = self._quote(card.id)
            yield card.paraphrase, (own,), own
        for premise in self._corpus.premises:
            own = self._passage(premise.place)
            yield premise.text, (own,), own
        for topic in self._corpus.topics.values():
            yield topic.recognise, *self._tied(topic.findings[0].id)
            for advice in topic.advice:
                yield advice.text, *self._tied(advice.tied)
            for question in topic.partner_questions:
                yield question.text, *self._tied(topic.findings[0].id)
            entry = self._corpus.framework.entries.get(topic.topic)
            if entry:
                listed = f"{entry.label[:1].upper()}{entry.label[1:]}: {entry.definition}"
                yield listed, *self._tied(topic.findings[0].id)
        for exercise in self._corpus.exercises:
            for step in exercise.steps:
                yield step.text, *self._tied(step.tied)
        for pair in self._corpus.comparisons:
            yield pair.matters.text, *self._tied(pair.matters.tied)
            first, second = pair.columns
            for row in pair.rows:
                one, other = row.cells
                sides = one if one == other else f"{first}, {one}; {second}, {other}"
                bear = [passage for name in row.cites for passage in self._tied(name)[0]]
                yield f"{row.head.capitalize()}: {sides}.", bear, self._tied(row.cites[0])[1]

    def _tied(self, name: str) -> tuple[Sequence[Passage], Passage]:
        finding = self._corpus.findings[name]
        return self._bear(finding), self._passage(finding.place)

    def _bear(self, finding: Finding) -> Sequence[Passage]:
        places = [self._passage(place) for place in (finding.place, *finding.also)]
        return [*places, *([self._quote(finding.quote)] if finding.quote else [])]

    def _passage(self, place: Place) -> Passage:
        return self._corpus.outline.titles[place.section], place.paragraph, False

    def _quote(self, name: str) -> Passage:
        card = self._corpus.cards[name]
        return self._corpus.outline.titles[card.section], card.after_paragraph, True


def _at(citation: Citation) -> Passage:
    return citation.section, citation.paragraph, citation.kind == "quote"


def _key(sentence: Sentence) -> str:
    return _plain(_TO_A_SIDE.sub("", sentence.text))


def _plain(text: str) -> str:
    return " ".join(text.split())
