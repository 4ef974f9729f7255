"""Spoil true sentences by program and see whether the check catches it; leave others whole and see that it does not.

The word lists here are the evaluation's own. The check is trained on mistakes written by hand
and compares sentences by rules of its own; neither imports from here nor the other way round.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from assistant.evaluation.figures import Share
from assistant.knowledge.numbers import SPELLED
from assistant.models.evidence import Finding, QuoteCard
from assistant.models.record import Record

Row = tuple[str, dict[str, str]]
Flag = Callable[[str, str], bool]
"""A sentence and the id of the finding or card whose passage it cites -> whether the check objects."""

_SWAPS = {
    "the municipality": "the volunteers",
    "municipal staff": "volunteers",
    "municipal employees": "volunteers",
    "employees": "volunteers",
    "staff": "volunteers",
    "voluntary organisations": "municipalities",
    "organisations": "municipalities",
    "volunteers": "municipal employees",
    "associations": "municipal departments",
}
_LABELS = (
    "selection",
    "individualization",
    "service separation",
    "depoliticization",
    "symbolic compensation",
    "decoupling",
)
_COUNTS = tuple(word for word, number in SPELLED.items() if 3 <= number <= 12 or number == 20)
_VERBS = re.compile(r"\b(?:is|are|was|were|can|may|has|have|does|do|did)\b")
_WIDER = (
    "In all municipalities, {}",
    "It is proved that {}",
    "Everywhere and always, {}",
    "For all volunteers and all countries, {}",
)
_CITED = re.compile(r"#(\d+)")


class Paraphrase(Record):
    """A true sentence in other words, written by hand."""

    finding: str
    text: str


@dataclass(frozen=True)
class Case:
    """A sentence, what it cites, and what was done to it."""

    kind: str
    text: str
    source: str
    cites: str


def load(file: Path) -> list[Paraphrase]:
    """Every paraphrase."""
    return [
        Paraphrase.model_validate(json.loads(line)) for line in file.read_text("utf-8").splitlines()
    ]


def in_split(name: str, split: str) -> bool:
    """Findings are dealt to dev and test by their id."""
    dev = int(sha256(name.encode()).hexdigest(), 16) % 2 == 0
    return dev == (split == "dev")


def spoiled(
    findings: Mapping[str, Finding], quotes: Mapping[str, tuple[QuoteCard, str]], *, split: str
) -> list[Case]:
    """Every corruption of every finding of the split that is told as the paper's.

    `quotes` are cards with the words of the paper; being eleven, they serve both splits.
    """
    told = [f for f in findings.values() if f.basis == "paper" and in_split(f.id, split)]
    cases = [case for finding in told for case in _of_finding(finding, list(findings.values()))]
    return [*cases, *(case for name, pair in quotes.items() for case in _of_quote(name, *pair))]


def table(spoilt: Sequence[Case], whole: Sequence[Case], flag: Flag) -> list[Row]:
    """Caught per kind, then false alarms per kind."""
    rows: list[Row] = []
    caught: list[bool] = []
    for kind in dict.fromkeys(case.kind for case in spoilt):
        hits = [flag(case.text, case.cites) for case in spoilt if case.kind == kind]
        caught += hits
        rows.append((kind, {"caught": str(Share.count(hits))}))
    rows.append(("all corruptions", {"caught": str(Share.count(caught))}))
    for kind in dict.fromkeys(case.kind for case in whole):
        hits = [flag(case.text, case.cites) for case in whole if case.kind == kind]
        rows.append((kind, {"false alarms": str(Share.count(hits))}))
    return rows


def untouched(findings: Mapping[str, Finding], *, split: str) -> list[Case]:
    """The same sentences as they are."""
    return [
        Case("untouched", text, f.id, f.id)
        for f in findings.values()
        if f.basis == "paper" and in_split(f.id, split)
        for text in filter(None, (f.text, f.after))
    ]


def reworded(paraphrases: Sequence[Paraphrase], *, split: str) -> list[Case]:
    """Honest paraphrases."""
    return [
        Case("paraphrased", p.text, p.finding, p.finding)
        for p in paraphrases
        if in_split(p.finding, split)
    ]


def _of_finding(finding: Finding, others: Sequence[Finding]) -> Iterator[Case]:
    draw = Random(finding.id)  # noqa: S311 - the same corruption every time
    text = finding.text

    def case(kind: str, said: str | None, cites: str = finding.id) -> Iterator[Case]:
        if (said and said != text) or cites != finding.id:
            yield Case(kind, said or text, finding.id, cites)

    yield from case("sector swapped", _sector(text, draw) if finding.sector else None)
    yield from case("strategy swapped", _strategy(text, draw))
    yield from case("number changed", _number(text, draw))
    yield from case("negated", _negated(text))
    yield from case("scope widened", draw.choice(_WIDER).format(text[0].lower() + text[1:]))
    yield from case("speaker changed", _speaker(text, draw))
    elsewhere = [
        o for o in others if o.basis == "paper" and o.place.section != finding.place.section
    ]
    yield from case("citation moved", text, draw.choice(elsewhere).id)


def _of_quote(name: str, card: QuoteCard, words: str) -> Iterator[Case]:
    """A quote with one word changed, for every stretch of ten words."""
    listed = words.split()
    for start in range(0, len(listed) - 10, 5):
        stretch = listed[start : start + 10]
        at = max(range(10), key=lambda i: len(stretch[i]))
        spoilt = " ".join([*stretch[:at], "otherwise", *stretch[at + 1 :]])
        yield Case(
            "quote altered", f'{card.speaker} says: "{spoilt}".'.replace('""', '"'), name, name
        )


def _sector(text: str, draw: Random) -> str | None:
    found = [name for name in _SWAPS if re.search(rf"\b{name}\b", text, re.IGNORECASE)]
    if not found or re.search(r"\b(?:both|each|either|neither) |sectors\b", text, re.IGNORECASE):
        return None
    name = draw.choice(found[:2])
    return _kept_case(re.sub(rf"\b{name}\b", _SWAPS[name], text, count=1, flags=re.IGNORECASE))


def _strategy(text: str, draw: Random) -> str | None:
    found = [label for label in _LABELS if re.search(rf"\b{label}\b", text, re.IGNORECASE)]
    if not found:
        return None
    others = [label for label in _LABELS if label not in found]
    return _kept_case(
        re.sub(rf"\b{found[0]}\b", draw.choice(others), text, count=1, flags=re.IGNORECASE)
    )


def _number(text: str, draw: Random) -> str | None:
    bare = _CITED.sub("", text)
    digits = re.findall(r"(?<![#\d])\b\d{1,4}\b", bare)
    if digits:
        old = draw.choice(digits)
        return re.sub(
            rf"(?<![#\d])\b{old}\b", str(int(old) + draw.choice((7, 19, 40))), text, count=1
        )
    spelt = [word for word in _COUNTS if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    if not spelt:
        return None
    new = draw.choice([word for word in _COUNTS if word not in spelt])
    return _kept_case(re.sub(rf"\b{spelt[0]}\b", new, text, count=1, flags=re.IGNORECASE))


def _negated(text: str) -> str | None:
    found = _VERBS.search(text)
    if not found or " not " in text or re.search(r"\b(?:no|never|cannot|nobody|nothing)\b", text):
        return None
    return f"{text[: found.end()]} not{text[found.end() :]}"


def _speaker(text: str, draw: Random) -> str | None:
    found = _CITED.search(text)
    if not found:
        return None
    new = draw.choice([n for n in ("3", "9", "17", "24", "30") if n != found.group(1)])
    return text.replace(found.group(0), f"#{new}", 1)


def _kept_case(text: str) -> str:
    return text[0].upper() + text[1:]
