"""Set aside what speaks to the reader of a plan instead of planning anything."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.checking.wording import content
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.sentences import Span, fold, sentences
from assistant.retrieval.reader import TextReader
from assistant.retrieval.vectors import Vectors
from assistant.review.words import WordSets

_TOLD = 0.04
"""From which probability on a sentence is taken for an instruction whatever its words."""
_SUSPECT = 0.003
"""From which probability on it is read itself, but not heard where the sentences around it are read."""
_PLAIN = 0.5
"""From which probability on a part of a sentence is cut off as an instruction."""
_SPACE = re.compile(r"(?<=[^\s.!?])\s+(?=\S)")
_QUOTES = "\"'“‘«„"
_MARKS = "()[]'\"“”‘’"
_JOINS = ",;:(&/-–—"
"""After these a sentence goes on."""
_SEAMS = 12
"""At how many places at most a sentence is tried, so that a list of names cannot take all the time."""
_WORDS = 3
"""How many words at least stand beside an instruction for them to be a sentence of their own."""


@dataclass(frozen=True)
class Sifted:
    """A sentence, its row for the reader, and whether it speaks to whoever reads the plan."""

    span: Span
    row: Vectors
    chance: float
    """How likely it is an instruction, its words alone considered."""
    instructs: bool

    @property
    def suspect(self) -> bool:
        """Whether it might be an instruction, though it is read."""
        return self.chance >= _SUSPECT


class Sifter:
    """Tells the sentences of a plan from those that tell its reader what to do."""

    def __init__(self, corpus: Corpus, reader: TextReader) -> None:
        self._reader = reader
        self._signals = WordSets({"instruction": corpus.rules.signals["instruction"]})

    def sift(
        self,
        text: str,
        spans: Sequence[Span],
        *,
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Sifted]:
        """The sentences of a text in order, cut once more where an instruction is joined to something else.

        What stands in quotation marks after an instruction is what it is about, and goes with it. A sentence in whose
        midst an instruction stands is read whole, where it ends.
        """
        sifted: list[Sifted] = []
        for one in self._heard(spans, progress):
            for part in self._parted(one):
                follows = bool(sifted) and sifted[-1].instructs and part.span.text[0] in _QUOTES
                sifted.append(replace(part, instructs=part.instructs or follows))
                self._rejoin(text, sifted)
        return sifted

    def _rejoin(self, text: str, sifted: list[Sifted]) -> None:
        """Make one sentence of the last one and what stands before an instruction, if they are one without it."""
        last = sifted[-1]
        at = next((n for n in range(len(sifted) - 2, -1, -1) if not sifted[n].instructs), -1)
        if last.instructs or at < 0 or at == len(sifted) - 2:
            return
        begin = sifted[at].span
        if "\n" in text[begin.end : last.span.start]:
            return
        whole = f"{begin.text} {last.span.text}"
        if len(sentences(whole)) == 1:
            (joined,) = self._heard([Span(begin.start, last.span.end, whole)])
            sifted[-1] = replace(joined, span=last.span)
            del sifted[at]

    def _heard(
        self, spans: Sequence[Span], progress: Callable[[int], None] = lambda done: None
    ) -> list[Sifted]:
        texts = [fold(span.text) for span in spans]
        rows = self._reader.rows(texts, progress=progress)
        column = self._reader.labels["alone"].index("instruction")
        chances: list[float] = self._reader.alone(rows)["alone"][:, column].tolist()
        return [
            Sifted(span, row, chance, chance >= _TOLD or bool(self._signals.used(text)))
            for span, text, row, chance in zip(spans, texts, rows, chances, strict=True)
        ]

    def _parted(self, one: Sifted) -> Iterator[Sifted]:
        """A sentence, or what is left of it on the two sides of an instruction, and that."""
        pairs = list(_pairs(one.span, after_names=one.instructs or one.suspect))
        parts = self._heard([span for pair in pairs for span in pair]) if pairs else []
        apart = [pair for pair in zip(parts[::2], parts[1::2], strict=True) if _apart(one, pair)]
        if not apart:
            yield one
            return
        for part in max(apart, key=lambda pair: abs(pair[0].chance - pair[1].chance)):
            yield from self._parted(part)


def _apart(whole: Sifted, pair: tuple[Sifted, Sifted]) -> bool:
    """Whether one of two parts instructs, more plainly than the whole, and the other is a sentence that does not."""
    other, told = sorted(pair, key=lambda part: part.chance)
    return (
        told.chance >= _PLAIN
        and told.chance > whole.chance
        and not other.instructs
        and len(other.span.text.split()) >= _WORDS
        and (told is pair[1] or not other.suspect)
    )


def _pairs(span: Span, *, after_names: bool) -> Iterator[tuple[Span, Span]]:
    """The two parts of a sentence at each capital before which somebody who forgets full stops may have ended one."""
    start, end, text = span
    capitals = [m for m in _SPACE.finditer(text) if text[m.end()].isupper()]
    seams = (m.span() for m in capitals if _may_end(text[: m.start()], in_name=after_names))
    for left, right in islice(seams, _SEAMS):
        yield Span(start, start + left, text[:left]), Span(start + right, end, text[right:])


def _may_end(text: str, *, in_name: bool) -> bool:
    """Whether a sentence may end so: not in a comma or a word such as 'of', nor in a name unless `in_name`."""
    word = text.rsplit(maxsplit=1)[-1]
    return (
        text[-1] not in _JOINS
        and (bool(content(word)) or any(map(str.isdigit, word)))
        and (in_name or not word.strip(_MARKS)[:1].isupper())
    )
