"""No sentence leaves unchecked, whoever wrote it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.checking.compare import NEAR_COPY, differences
from assistant.checking.frame import Frame
from assistant.checking.judge import Judge
from assistant.checking.wording import content, figures, overlap, spelled
from assistant.dialogue.draft import Line
from assistant.knowledge.corpus import Corpus
from assistant.models.framework import Framework

_QUOTED = re.compile(r"[\"“”]([^\"“”]{12,})[\"“”]")
_SPEAKER = re.compile(r"#(\d+)")
_NEEDS_EVIDENCE = ("paper", "document")
_ALWAYS = {"1", "2", "2021"}
"""Numbers of hardly any weight, and the year that is part of the paper's name."""
_CERTAIN = 0.85
"""How sure the judge must be of a contradiction before a sentence is dropped for it."""
_COPY = 0.9
"""Share of common stems from which on a sentence is the corpus' own."""
_AKIN = 0.5
"""Share of common stems with what is said of a cited passage from which on the citation is in place."""
_NEAREST = 12
"""Among so many findings nearest to a sentence must be one of a passage that it cites."""


class Checker:
    """Says what is wrong with a sentence, given the passages that it cites.

    The corpus lends what it says of each passage, to compare with; the judge is asked where one is given, which costs
    an embedding a sentence.
    """

    def __init__(
        self, framework: Framework, corpus: Corpus | None = None, judge: Judge | None = None
    ) -> None:
        self._frame = Frame(framework)
        self._judge = judge
        self._told = _told(corpus) if corpus else {}
        self._says = _says(corpus) if corpus else {}
        self._places = _places(corpus) if corpus else {}
        self._contents = {t: content(t) for texts in self._told.values() for t in texts}

    def problems(self, line: Line, *, known: Iterable[str]) -> list[str]:
        """Every reason not to show `line`; `known` are texts that its figures may stand in beside its citations."""
        cited = [citation.text for citation in line.citations]
        ours = [text for citation in line.citations for text in self._told.get(citation.id, ())]
        says = [text for citation in line.citations for text in self._says.get(citation.id, ())]
        found = self._unfounded(line)
        if line.basis in _NEEDS_EVIDENCE:
            evidence = [*cited, *says, *known]
            # A count in words ('three forms') is ours, of what the passage lists; a figure must be the passage's.
            counted = frozenset(figure for text in ours for figure in spelled(text))
            found += self._figures(line, evidence, counted)
            found += self._speakers(line, [*evidence, *ours])
        # What the asker's own documents say of themselves is quoted, and no claim about the research.
        own = _QUOTED.sub(" ", line.text) if line.basis == "document" else line.text
        found += [clash.reason for clash in self._frame.clashes(own)]
        found += self._quotes(line)
        if line.basis == "paper":
            found += self._compared(line, ours)
            found += self._elsewhere(line, ours)
            found += self._judged(line)
        return list(dict.fromkeys(found))

    def _unfounded(self, line: Line) -> list[str]:
        bare = line.basis in _NEEDS_EVIDENCE and not line.citations
        return ["it claims to be from the paper and cites nothing"] if bare else []

    def _figures(self, line: Line, texts: Sequence[str], counted: frozenset[str]) -> list[str]:
        held = {figure for text in texts for figure in figures(text)} | counted | _ALWAYS
        bare = _SPEAKER.sub(" ", line.text)
        return [f"the figure {f} is not in the evidence" for f in sorted(figures(bare) - held)]

    def _speakers(self, line: Line, texts: Sequence[str]) -> list[str]:
        held = {number for text in texts for number in _SPEAKER.findall(text)}
        held |= {n for citation in line.citations for n in _SPEAKER.findall(citation.speaker or "")}
        missing = [number for number in _SPEAKER.findall(line.text) if number not in held]
        return [f"informant #{number} does not speak in the evidence" for number in missing]

    def _quotes(self, line: Line) -> list[str]:
        cited = [_plain(c.text) for c in line.citations if c.verbatim or c.kind == "document"]
        if not cited:
            return []
        return [
            f"the quote {quote[:40]!r} is not in the passage"
            for quote in _QUOTED.findall(line.text)
            if not any(_plain(quote) in text for text in cited)
        ]

    def _compared(self, line: Line, ours: Sequence[str]) -> list[str]:
        """Against what the corpus says of the cited passages; a copy of any of it is right."""
        if not ours:
            return []
        words = content(line.text)
        nearest = max(ours, key=lambda text: overlap(words, self._contents[text]))
        about = " ".join(c.id.partition(":")[0].replace("_", " ") for c in line.citations)
        found = differences(line.text, nearest, about=about)
        wide = self._frame.too_wide(line.text)
        if wide and not any(wide.lower() in text.lower() for text in [nearest, *_texts(line)]):
            found = [*found, f"'{wide}' claims more than one municipality can show"]
        return found

    def _elsewhere(self, line: Line, ours: Sequence[str]) -> list[str]:
        """What nearly copies a finding must cite a passage that the finding rests on."""
        if not ours:
            return []
        words = content(line.text)
        if any(overlap(words, self._contents[text]) >= _AKIN for text in ours):
            return []
        copied = any(overlap(words, theirs) >= NEAR_COPY for theirs in self._contents.values())
        return ["the passage that it cites speaks of something else"] if copied else []

    def _judged(self, line: Line) -> list[str]:
        if self._judge is None or not line.citations:
            return []
        (judged,) = self._judge([line.text])
        cited = {citation.id for citation in line.citations}
        near = {place for name in judged.nearest[:_NEAREST] for place in self._places.get(name, ())}
        found = []
        if cited & self._told.keys() and not cited & near:
            found.append("the passage that it cites speaks of something else")
        if judged.verdict == "contradicted" and judged.sure >= _CERTAIN and not self._copied(line):
            found.append(judged.why or "the paper has it otherwise")
        return found

    def _copied(self, line: Line) -> bool:
        """Whether it is nearly word for word what the corpus says of a cited passage."""
        ours = [text for citation in line.citations for text in self._told.get(citation.id, ())]
        words = content(line.text)
        return any(overlap(words, self._contents[text]) >= _COPY for text in ours)


def _texts(line: Line) -> list[str]:
    return [citation.text for citation in line.citations]


def _told(corpus: Corpus) -> Mapping[str, Sequence[str]]:
    """Place or card -> what the corpus says of it."""
    told: dict[str, list[str]] = {}
    for finding in corpus.findings.values():
        for place in (finding.place, *finding.also):
            told.setdefault(str(place), []).extend(filter(None, (finding.text, finding.after)))
        if finding.quote:
            told.setdefault(finding.quote, []).append(finding.text)
    for card in corpus.cards.values():
        told.setdefault(card.id, []).extend((card.paraphrase, card.gist))
    for premise in corpus.premises:
        told.setdefault(str(premise.place), []).append(premise.text)
    return told


def _says(corpus: Corpus) -> Mapping[str, Sequence[str]]:
    """Place -> the figures and names that answers about it must hold, sums among them."""
    says: dict[str, list[str]] = {}
    for finding in corpus.findings.values():
        says.setdefault(str(finding.place), []).extend(finding.says)
    return says


def _places(corpus: Corpus) -> Mapping[str, Sequence[str]]:
    """Finding or card -> the places that may be cited for it."""
    places: dict[str, list[str]] = {card: [card] for card in corpus.cards}
    for name, finding in corpus.findings.items():
        own = [str(place) for place in (finding.place, *finding.also)]
        places[name] = [*own, *([finding.quote] if finding.quote else [])]
    for card in corpus.cards.values():
        places[card.id].append(f"{card.section}:{max(card.after_paragraph, 1)}")
    return places


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).lower()
