"""The several ways into each piece of evidence: what it says, how people ask for it, who said it."""

from collections.abc import Iterator
from typing import Literal

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.paper import Paper
from assistant.knowledge.sentences import fold, sentences
from assistant.models.record import Record

ViewKind = Literal["statement", "ask", "quote", "passage", "premise", "gap"]


class View(Record):
    """One text that leads to one target."""

    id: str
    kind: ViewKind
    target: str
    """A finding id, `card:<id>`, `place:<section>:<n>`, `premise:<id>` or `gap:<id>`."""
    text: str


def views(corpus: Corpus, paper: Paper | None) -> list[View]:
    """Every view of everything that is known; ids are stable while the text is."""
    found = [*_corpus_views(corpus), *(_paper_views(paper) if paper else ())]
    return [
        View(id=f"v{number}", kind=kind, target=target, text=text)
        for number, (kind, target, text) in enumerate(found)
    ]


def _corpus_views(corpus: Corpus) -> Iterator[tuple[ViewKind, str, str]]:
    for finding in corpus.findings.values():
        yield "statement", finding.id, finding.text
        yield from (("ask", finding.id, ask) for ask in finding.asks)
    for card in corpus.cards.values():
        yield "quote", f"card:{card.id}", f"{card.speaker}: {card.paraphrase}"
        yield from (("ask", f"card:{card.id}", ask) for ask in card.asks)
    for premise in corpus.premises:
        yield from (("premise", f"premise:{premise.id}", ask) for ask in premise.asks)
    for gap in corpus.gaps:
        yield from (("gap", f"gap:{gap.id}", ask) for ask in gap.asks)


def _paper_views(paper: Paper) -> Iterator[tuple[ViewKind, str, str]]:
    for place, (start, end) in paper.paragraphs.items():
        for sentence in sentences(paper.text[start:end]):
            yield "passage", f"place:{place}", fold(sentence.text)
    for card, (start, end) in paper.quotes.items():
        for sentence in sentences(paper.text[start:end]):
            yield "passage", f"card:{card}", fold(sentence.text)
