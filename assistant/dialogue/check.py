"""No sentence leaves unchecked, whoever wrote it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.dialogue.draft import Line
from assistant.models.framework import Framework, Sector

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“”]([^\"“”]{12,})[\"“”]")
_WORDS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "thirty-two": "32",
}
_NEEDS_EVIDENCE = ("paper", "document")
_OTHER: Mapping[Sector, str] = {"municipal": "voluntary", "voluntary": "municipal"}
_ACTORS: Mapping[Sector, str] = {
    "municipal": r"(?:municipalit(?:y|ies)|municipal (?:staff|managers?|employees)|public (?:sector|agencies))",
    "voluntary": r"(?:volunteers?|voluntary (?:organi[sz]ations?|sector)|associations?|NGOs?)",
}
_USES = r"(?:uses?|used|employs?|adopts?|chooses?|pursues?|relies on|turns? to|runs?)"


class Checker:
    """Says what is wrong with a sentence, given the passages that it cites."""

    def __init__(self, framework: Framework) -> None:
        self._strategies = [
            (strategy.label.removeprefix("the ").removesuffix(" strategy"), strategy.sector)
            for strategy in framework.strategies
        ]

    def problems(self, line: Line, *, known: Iterable[str]) -> list[str]:
        """Every reason not to show `line`; `known` are texts that its figures may stand in beside its citations."""
        texts = [citation.text for citation in line.citations]
        found = [*self._unfounded(line), *self._numbers(line, [*texts, *known])]
        return [*found, *self._quotes(line), *self._sectors(line.text)]

    def _unfounded(self, line: Line) -> list[str]:
        bare = line.basis in _NEEDS_EVIDENCE and not line.citations
        return ["it claims to be from the paper and cites nothing"] if bare else []

    def _numbers(self, line: Line, texts: Sequence[str]) -> list[str]:
        if line.basis not in _NEEDS_EVIDENCE:
            return []
        held = {number for text in texts for number in _numbers(text)}
        missing = [number for number in _NUMBER.findall(line.text) if number not in held]
        return [f"the figure {number} is not in the evidence" for number in missing]

    def _quotes(self, line: Line) -> list[str]:
        cited = [_plain(citation.text) for citation in line.citations if citation.verbatim]
        if not cited:
            return []
        quoted = _QUOTED.findall(line.text)
        return [
            f"the quote {quote[:40]!r} is not in the passage"
            for quote in quoted
            if not any(_plain(quote) in text for text in cited)
        ]

    def _sectors(self, text: str) -> list[str]:
        return [
            f"{label} is a {sector} strategy, here it is given to the other side"
            for label, sector in self._strategies
            if re.search(
                rf"{_ACTORS[_OTHER[sector]]} {_USES} (?:the |an? )?{re.escape(label)}",  # type: ignore[index]
                text,
                re.IGNORECASE,
            )
        ]


def _numbers(text: str) -> set[str]:
    spelled = {digits for word, digits in _WORDS.items() if re.search(rf"\b{word}\b", text.lower())}
    return set(_NUMBER.findall(text)) | spelled


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).lower()
