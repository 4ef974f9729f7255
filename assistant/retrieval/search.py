"""Search: dense and keyword rankings fused, steered by what the question is about."""

from collections.abc import Mapping, Sequence

from assistant.knowledge.corpus import Corpus
from assistant.models.evidence import Hit
from assistant.models.framework import Place
from assistant.retrieval.fuse import fuse
from assistant.retrieval.index import Index, Shelf
from assistant.retrieval.training import subject_of
from assistant.retrieval.vectors import Embedder, Vector

DENSE_DEPTH = 250
KEYWORD_DEPTH = 200
NEAR_ENOUGH = 0.35
"""Cosine from which on a piece of an own document is about the question at all."""
STEER = 2.0
"""What full certainty about the subject adds, in standard deviations of the fused score."""


def both(
    shelf: Shelf, query: str, vector: Vector
) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """What a shelf holds near the query by meaning, and by words."""
    dense = shelf.store.nearest(vector, limit=min(DENSE_DEPTH, len(shelf.ids)))
    words = shelf.keywords.best(query, limit=KEYWORD_DEPTH)
    return dense, [(shelf.ids[position], score) for position, score in words]


def rank(shelf: Shelf, query: str, vector: Vector) -> list[tuple[str, float]]:
    """Ids of a shelf with their fused score, best first."""
    return fuse(*both(shelf, query, vector))


class Search:
    """Finds evidence in the corpus and the paper, and apart from it in a project's own documents."""

    def __init__(self, corpus: Corpus, index: Index, embedder: Embedder) -> None:
        self._corpus = corpus
        self._index = index
        self._embedder = embedder

    def evidence(
        self, query: str, *, subjects: Mapping[str, float] | None = None
    ) -> list[tuple[str, float]]:
        """Targets (see `View.target`) with their fused score, best first.

        `subjects` are probabilities of what the question is about; without them the index's own head is asked.
        """
        vector = self._embedder.query(query)
        chances = self.subjects(query, vector) if subjects is None else subjects
        ranked = fuse(*map(self._targets, both(self._index.known, query, vector)))
        steered = [(target, s + STEER * self._chance(target, chances)) for target, s in ranked]
        return sorted(steered, key=lambda pair: -pair[1])

    def subjects(self, query: str, vector: Vector) -> Mapping[str, float]:
        """What a question is about: topic, fact, premise or gap, with probabilities."""
        return self._index.heads["subject"].of(query, vector)

    def hits(self, query: str, *, limit: int) -> list[Hit]:
        """The best places, each once, so that five results are not five neighbours."""
        found: dict[str, Hit] = {}
        for target, score in self.evidence(query):
            hit = self._hit(target, score)
            if hit is not None:
                found.setdefault(hit.id, hit)
            if len(found) == limit:
                break
        return list(found.values())

    def documents(self, query: str, *, limit: int) -> list[Hit]:
        """The best pieces of the project's own documents."""
        if self._index.library is None:
            return []
        vector = self._embedder.query(query)
        near = dict(self._index.library.store.nearest(vector, limit=limit))
        ranked = [
            (name, score)
            for name, score in rank(self._index.library, query, vector)
            if near.get(name, 0.0) >= NEAR_ENOUGH
        ]
        chunks = self._index.chunks
        return [
            Hit(
                id=name,
                kind="document",
                text=chunks[name].text,
                section=chunks[name].file,
                paragraph=chunks[name].page,
                codes=(),
                score=score,
            )
            for name, score in ranked[:limit]
        ]

    def _targets(self, scored: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """The best view of each target stands for it."""
        best: dict[str, float] = {}
        for name, score in scored:
            best.setdefault(self._index.views[name].target, score)
        return list(best.items())

    def _chance(self, target: str, chances: Mapping[str, float]) -> float:
        subject = subject_of(self._corpus, target)
        return chances.get(subject, 0.0) if subject else 0.0

    def _hit(self, target: str, score: float) -> Hit | None:
        """A target as something to read; with a copy of the paper, its own words."""
        kind, _, name = target.partition(":")
        if kind in {"premise", "gap"}:
            return None
        if kind == "card":
            return self._quote(name, score)
        if kind == "place":
            return self._passage(name, score)
        finding = self._corpus.findings[target]
        if self._index.paper and self._index.paper.paragraph(finding.place):
            return self._passage(str(finding.place), score)
        return Hit(
            id=finding.id,
            kind="finding",
            text=finding.text,
            section=self._corpus.outline.titles[finding.place.section],
            paragraph=finding.place.paragraph,
            codes=self._corpus.codes_of(finding.id),
            score=score,
        )

    def _quote(self, name: str, score: float) -> Hit:
        card = self._corpus.cards[name]
        own = self._index.paper.quote(name) if self._index.paper else None
        return Hit(
            id=name,
            kind="quote",
            text=own or card.paraphrase,
            section=self._corpus.outline.titles[card.section],
            paragraph=card.after_paragraph,
            codes=card.codes,
            score=score,
        )

    def _passage(self, name: str, score: float) -> Hit | None:
        section, _, number = name.partition(":")
        place = Place(section=section, paragraph=int(number))
        text = self._index.paper.paragraph(place) if self._index.paper else None
        if text is None:
            return None
        codes = {
            code: None
            for finding in self._corpus.findings.values()
            if finding.place == place
            for code in self._corpus.codes_of(finding.id)
        }
        return Hit(
            id=name,
            kind="passage",
            text=text,
            section=self._corpus.outline.titles[section],
            paragraph=place.paragraph,
            codes=tuple(codes),
            score=score,
        )
