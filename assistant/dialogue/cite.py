"""Turn evidence into citations: the paper's own words where there is a copy, ours where there is none."""

from collections.abc import Iterable, Sequence

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.paper import Paper
from assistant.models.evidence import Citation, Hit
from assistant.models.framework import Place

CARD = "card:"


class Citer:
    """Knows for every piece of evidence the passage that bears it."""

    def __init__(self, corpus: Corpus, paper: Paper | None) -> None:
        self._corpus = corpus
        self._paper = paper

    def finding(self, name: str) -> Citation:
        """The paragraph behind a finding; without a copy, the finding itself."""
        finding = self._corpus.findings[name]
        return self._passage(finding.place, finding.text, self._corpus.codes_of(name))

    def card(self, name: str) -> Citation:
        """A block quote; without a copy, its paraphrase."""
        card = self._corpus.cards[name]
        own = self._paper.quote(name) if self._paper else None
        return Citation(
            id=name,
            kind="quote",
            text=own or card.paraphrase,
            verbatim=own is not None,
            section=self._corpus.outline.titles[card.section],
            paragraph=card.after_paragraph,
            speaker=card.speaker,
            codes=card.codes,
        )

    def place(self, place: Place, *, otherwise: str) -> Citation:
        """A paragraph; `otherwise` is our sentence for readers without a copy."""
        return self._passage(place, otherwise, ())

    def document(self, hit: Hit) -> Citation:
        """A piece of the project's own documents; never mixed up with the paper."""
        return Citation(
            id=hit.id,
            kind="document",
            text=hit.text,
            verbatim=False,
            section=hit.section,
            paragraph=hit.paragraph,
        )

    def _passage(self, place: Place, otherwise: str, codes: tuple[str, ...]) -> Citation:
        own = self._paper.paragraph(place) if self._paper else None
        return Citation(
            id=str(place),
            kind="passage" if own else "finding",
            text=own or otherwise,
            verbatim=own is not None,
            section=self._corpus.outline.titles[place.section],
            paragraph=place.paragraph,
            codes=codes,
        )


def numbered(
    groups: Sequence[Iterable[Citation]],
) -> tuple[tuple[Citation, ...], list[tuple[str, ...]]]:
    """Number citations `c1`, `c2` ... in order of mention, each passage once.

    Returns the citations, and for every group the numbers that it points to.
    """
    order: dict[tuple[str, str], Citation] = {}
    pointers: list[tuple[str, ...]] = []
    numbers: dict[tuple[str, str], str] = {}
    for group in groups:
        mine: list[str] = []
        for citation in group:
            # Without a copy two findings of one paragraph are two texts, and stay two citations.
            same = (citation.id, "" if citation.verbatim else citation.text)
            number = numbers.setdefault(same, f"c{len(numbers) + 1}")
            held = order.get(same)
            codes = tuple(dict.fromkeys([*(held.codes if held else ()), *citation.codes]))
            order[same] = citation.model_copy(update={"id": number, "codes": codes})
            mine += [] if number in mine else [number]
        pointers.append(tuple(mine))
    return tuple(order.values()), pointers
