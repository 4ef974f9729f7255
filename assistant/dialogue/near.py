"""How near a chat model's sentence stays to what it cites: said in its own words, and nothing else said."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, takewhile

import numpy as np

from assistant.dialogue.edits import alterations, follows
from assistant.knowledge.sentences import sentences
from assistant.retrieval.vectors import Embedder

CLOSE = 0.78
"""Cosine to the nearest sentence of the evidence from which on a paraphrase is believed."""
NEW = 0.25
"""Share of its words that carry meaning and stand neither in the evidence nor in the question."""
AKIN = 0.55
"""Cosine of two words from which on one may stand for the other."""
LIKE = 0.4
"""Cosine of two words from which on one has to do with the other."""
_STEM = 5
"""Letters by which two words are taken for forms of one."""
_BESIDE = 3
"""Words that carry meaning between a figure and what it counts."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_DENIES = re.compile(
    r"\b(?:not|no|never|nobody|nothing|neither|nor|none|without|cannot|lacks?|hardly|rarely)\b|n['’]t\b",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"\b(?:all|always|every\w*|only|never|any|must|prov(?:es?|ed|en)|entirely|completely|most|best|worst)\b",
    re.IGNORECASE,
)
_RESERVE = re.compile(
    r"\b(?:may|might|can|could|would|should|some\w*|often|most\w*|mainly|largely|partly|usually|typically|seldom|rarely"
    r"|hardly|tends?|likely|perhaps|seems?|appears?|if|unless|when|where|once|at times|in part)\b",
    re.IGNORECASE,
)
"""Words by which a claim is held back or bound to a condition."""
_ACTORS = re.compile(
    r"\b(?:(?P<v>volunteer\w*|voluntary|associations?|NGOs?)"
    r"|(?P<m>municipal\w*|staff|employees?|public (?:sector|side|agenc\w+|service)|managers?))",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:]\s")
_CLAUSE = re.compile(
    r"[;:]\s|,?\s(?=(?:whereas|while|although|though|because|unless)\s)|,\s(?=(?:but|yet|and|so|which|who)\s)"
)
"""Where a clause begins."""
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][^\W\d_]+")
_ASIDE = re.compile(r"\(([^)]*)\)")
_TELLS = 4
"""Words that carry meaning in a clause that says something."""
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+\s+)?\w+(?:ed|en|pt|ght|un|ut)\b",
    re.IGNORECASE,
)
_WHOEVER = re.compile(r"(?:interview|people|person|respond|inform|particip)")
"""Words that say of a count only that it counts people."""
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
_SPELLED = {word: str(number) for number, word in enumerate(_NUMBERS.split(), start=1)}
_COMMON = """
a about after also an and are as at be been being but by can could did do does for from had has have he her his how
i if in into is it its may might more no not of on or other our out own she should so some such than that the
their them then there these they this those through to too up us very was we were what when where which while who
whom whose why will with would you your study studies found finds find finding findings shows show says say said
make makes made use uses used way ways thing things
"""
_EMPTY = frozenset(_COMMON.split())
"""Words that carry no meaning of their own."""


class Nearness:
    """Compares meaning and words; strict, since a dropped sentence costs little and a wrong one much."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def problems(self, text: str, evidence: Sequence[str], *, question: str) -> list[str]:
        """Every way in which `text` leaves what `evidence` says."""
        parts = list(dict.fromkeys([*evidence, *(s.text for e in evidence for s in sentences(e))]))
        if not parts:
            return ["it has no evidence"]
        nearest, closeness = self._nearest(text, parts)
        # What is told anew could join the halves of two truths; what is taken over is held to its words below.
        anew = not follows(text, parts)
        at = _CLAUSE if anew else _BREAK
        clauses = [*parts, *(clause for part in parts for clause in _clauses(part, at))]
        closeness = min([closeness, *(self._nearest(c, clauses)[1] for c in _clauses(text, at))])
        held = _stems(" ".join([*evidence, question]))
        held_words = dict.fromkeys(_content(" ".join([*evidence, question])))
        words = _content(text)
        new = [word for word in words if word[:_STEM] not in held]
        said = [
            (f"it is far from what it cites ({closeness:.2f})", closeness < CLOSE),
            (f"it brings in {', '.join(new[:4])}", len(new) > NEW * len(words)),
            ("it goes round in circles", bool(_circles(text) - _circles(nearest))),
            (
                "it denies what is not denied, or the other way round",
                _denies(text) != _denies(nearest),
            ),
            ("it claims more than one study can show", bool(_wider(text, evidence))),
            (
                "it turns round who does what",
                _turned(text, nearest) or _reassigned(text, nearest),
            ),
            ("it is surer than its evidence", anew and _surer(text, nearest)),
            (
                "it brings in what has no likeness there",
                anew and any(self._strange(word, held_words) for word in new),
            ),
            ("it brings in a name", bool(_names(text) - _words(" ".join([*evidence, question])))),
            ("it adds an aside", bool(_asides(text) - _asides(" ".join(evidence)))),
            *((reason, True) for reason in alterations(text, parts, akin=self._akin)),
            *((f"{figure} counts something else", True) for figure in _miscounted(text, evidence)),
        ]
        return [reason for reason, holds in said if holds]

    def _akin(self, one: str, other: str) -> bool:
        return float(np.dot(self._embedder.query(one), self._embedder.query(other))) >= AKIN

    def _strange(self, word: str, known: Iterable[str]) -> bool:
        row = self._embedder.query(word)
        return all(float(np.dot(row, self._embedder.query(other))) < LIKE for other in known)

    def _nearest(self, text: str, parts: Sequence[str]) -> tuple[str, float]:
        row = self._embedder.query(text)
        cosines = [float(np.dot(row, self._embedder.query(part))) for part in parts]
        best = int(np.argmax(cosines))
        return parts[best], cosines[best]


def _content(text: str) -> list[str]:
    words = (_SPELLED.get(word, word) for word in _WORD.findall(text.lower()))
    return [word for word in words if word not in _EMPTY]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _content(text)}


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _clauses(text: str, at: re.Pattern[str]) -> list[str]:
    """The parts of a sentence that say something by themselves; each could be the wrong one."""
    parts = at.split(text)
    return [part for part in parts if len(parts) > 1 and len(_content(part)) >= _TELLS]


def _circles(text: str) -> set[tuple[str, ...]]:
    """Three words in a row that come twice."""
    words = _WORD.findall(text.lower())
    runs = Counter(zip(words, words[1:], words[2:], strict=False))
    return {run for run, count in runs.items() if count > 1}


def _asides(text: str) -> set[str]:
    return {aside.lower() for aside in _ASIDE.findall(text)}


def _denies(text: str) -> bool:
    return bool(_DENIES.search(text))


def _wider(text: str, evidence: Sequence[str]) -> set[str]:
    known = {word.lower() for part in evidence for word in _WIDE.findall(part)}
    return {word.lower() for word in _WIDE.findall(text)} - known


def _surer(text: str, nearest: str) -> bool:
    """Whether a reserve that is made there is not made here."""
    return bool(_RESERVE.search(nearest)) and not _RESERVE.search(text)


def _actors(text: str) -> list[str]:
    """The sides in the order in which they are named, each run of one side once."""
    named = ("v" if match["v"] else "m" for match in _ACTORS.finditer(text))
    return [side for side, _ in groupby(named)]


def _turned(text: str, nearest: str) -> bool:
    """Whether the sides change places; a passive may name them in any order."""
    passive = bool(_PASSIVE.search(text)) != bool(_PASSIVE.search(nearest))
    return not passive and not _within(_actors(text), _actors(nearest))


def _reassigned(text: str, nearest: str) -> bool:
    """Whether what one side does there is here said of the other; a passive may name the sides in any order."""
    if _PASSIVE.search(text) or _PASSIVE.search(nearest):
        return False
    here, there = _doers(text), _doers(nearest)
    return any(here[deed] != there[deed] for deed in here.keys() & there.keys())


def _doers(text: str) -> dict[str, str]:
    """For each word that carries meaning and follows right upon a side, that side; what both do is left out."""
    doers: dict[str, str] = {}
    both: set[str] = set()
    side = ""
    for match in _WORD.finditer(text):
        actor = _ACTORS.match(text, match.start())
        if actor:
            side = "v" if actor["v"] else "m"
        elif side and (stems := _stems(match.group(0))):
            both |= {stem for stem in stems if doers.setdefault(stem, side) != side}
            side = ""
    return {stem: doer for stem, doer in doers.items() if stem not in both}


def _names(text: str) -> set[str]:
    """Words written large where no sentence begins."""
    return {name.lower() for name in _NAME.findall(text)}


def _within(some: Sequence[str], others: Sequence[str]) -> bool:
    rest = iter(others)
    return all(side in rest for side in some)


def _miscounted(text: str, evidence: Sequence[str]) -> list[str]:
    """Figures that count something else here than wherever they stand in the evidence."""
    told = [counted for part in evidence for counted in _counts(part)]
    return [
        figure
        for figure, things in _counts(text)
        if not any(figure == other and (not things or things[0] in near) for other, near in told)
    ]


def _counts(text: str) -> list[tuple[str, list[str]]]:
    """Each figure with the stems of what it counts: the next words up to another figure, or else the last ones."""
    words = [word for word in _content(text) if not _WHOEVER.match(word)]
    counts = []
    for at, word in enumerate(words):
        if word[0].isdigit():
            after = takewhile(
                lambda other: not other[0].isdigit(), words[at + 1 : at + 1 + _BESIDE]
            )
            things = list(after) or words[max(0, at - _BESIDE) : at]
            counts.append((word, [thing[:_STEM] for thing in things]))
    return counts
