"""What can be read off a sentence's surface: figures, names, negation, scope, which of two opposites it takes."""

import re
from collections.abc import Iterable

from assistant.knowledge.numbers import SPELLED

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COMPOUND = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|ninety)-(one|two|three|four|five|six|seven|eight|nine)\b"
)
_SHARES = re.compile(
    r"\b(half|halves|thirds?|quarters?|fifths?|doubled?|twice|percent|per cent|%)", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NAME = re.compile(r"(?<=[a-zø,;:'’)] )[A-Z][a-zéáø]+(?:-[A-Z][a-z]+)?")
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|nothing|neither|none|without|cannot|nor|nowhere)\b|n['’]t\b",
    re.IGNORECASE,
)
WIDE = re.compile(
    r"\b(?:all (?:municipalities|volunteers|organi[sz]ations|countries|projects|partners|employees)"
    r"|every(?:where|body|one)?"
    r"|always|proves?|proved|proven|invariably|universally|without exception|in all cases|any country|worldwide)\b",
    re.IGNORECASE,
)
"""Words that claim more than one case study can show."""

_OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        "often usual frequent regular always most general typical common",
        "rare seldom hard never bare occasional",
    ),
    (
        "more greater larger higher increas grow grew rise rose strengthen widen keener",
        "less least fewer smaller lower decreas reduc shrink shrank narrow fade weaken fall fell diminish",
    ),
    ("success successful succeed work achiev win won gain", "fail failure los lost nothing"),
    ("open welcom permeabl", "clos shut firm demarcation demarcat impermeabl"),
    ("larg big larger bigger largest national", "small smaller littl local tiny neighbourhood"),
    ("befor ear start beginn plann plan first", "after later end practic dai once"),
    (
        "manager bos leader senior upstair headquarter",
        "frontlin street-level employe staff practitioner downstair",
    ),
    (
        "equal equality symmetric symmetr balanc",
        "unequal inequality asymmetr asymmetric uneven lopsid imbalanc",
    ),
    (
        "accept agre compl compliant docil obedient uncritical tam",
        "reject refus critic criticis critical challeng contest rebellious",
    ),
    ("sam alik similar identical both", "different differ opposit contrast unlik on"),
    (
        "insufficient lack mis fall short ne",
        "sufficient enough self-sufficient complet capabl perfect",
    ),
    ("transparent clear predictabl", "opaqu unpredictabl riddl inscrutabl"),
    ("elder eldercar older old senior", "refuge immigration integration migrant"),
    ("easier eas improv better best good helpful", "harder hard harm harmful wors worst damag bad"),
    ("recognition thank thank respect seat symbolic", "influenc say power decid decision"),
    (
        "volunteer voluntar association ngo helper organisation church",
        "municipal municipalit public council authorit staff employe civil town hall manager",
    ),
)
_ENDINGS = ("ing", "ies", "ed", "es", "s", "ly", "y", "e")


def stem(word: str) -> str:
    """The commonest endings off."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word.removesuffix(ending)
    return word


_SETS = [
    ({stem(w) for w in a.split()} | set(a.split()), {stem(w) for w in b.split()} | set(b.split()))
    for a, b in _OPPOSITES
]


def figures(text: str) -> frozenset[str]:
    """Figures as digits, however they are written; `one` and `two` as words say too little to count."""
    low = text.lower()
    found = set(_NUMBER.findall(low))
    for tens, ones in _COMPOUND.findall(low):
        found.add(str(SPELLED[tens] + SPELLED[ones]))
    low = _COMPOUND.sub(" ", low)
    found |= {str(SPELLED[word]) for word in _WORD.findall(low) if SPELLED.get(word, 0) > 2}
    return frozenset(found)


def spelled(text: str) -> frozenset[str]:
    """Figures that are written as words."""
    return figures(text) - figures(" ".join(_NUMBER.findall(text)))


def shares(text: str) -> int:
    """How often the text speaks of a part, a rate or a multiple."""
    return len(_SHARES.findall(text))


def names(text: str) -> frozenset[str]:
    """Capitalised words within the sentence."""
    return frozenset(_NAME.findall(text))


def negations(text: str) -> int:
    """Words that deny."""
    return len(_NEGATION.findall(text))


def stance(text: str) -> tuple[int, ...]:
    """For each pair of opposites, 1 for one side, -1 for the other, 0 for both or none."""
    words = {stem(word) for word in _WORD.findall(text.lower())}
    return tuple(bool(words & left) - bool(words & right) for left, right in _SETS)


def overlap(some: Iterable[str], others: Iterable[str]) -> float:
    """Share of common items among all."""
    a, b = set(some), set(others)
    return len(a & b) / max(len(a | b), 1)


_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "that",
        "which",
        "who",
        "it",
        "they",
        "them",
        "their",
        "its",
        "by",
        "for",
        "on",
        "at",
        "with",
        "as",
        "this",
        "these",
        "those",
        "from",
        "has",
        "have",
        "had",
        "he",
        "she",
        "his",
        "her",
        "there",
        "then",
        "than",
        "so",
        "but",
        "will",
        "would",
        "can",
        "could",
        "do",
        "does",
        "did",
    ]
)


def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in _WORD.findall(text.lower()) if w not in _EMPTY)
