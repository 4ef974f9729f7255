"""What was changed of a sentence that is taken over almost word by word; there each change must be a harmless one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

TAKEN = 0.6
"""Share of words in common, in their order, from which on a sentence is taken over and not told anew."""
_STEM = 5
"""Letters by which two words are taken for forms of one."""
_ENDING = 4
"""Letters that an ending has at most."""
_WORD = re.compile(r"#?\w+(?:['’-]\w+)*|[,;:()]")
_MARKS = frozenset(",;:()")
_FORMS = {
    **dict.fromkeys(("is", "are", "was", "were", "be", "been", "being"), "be"),
    **dict.fromkeys(("has", "have", "had", "having"), "have"),
    **dict.fromkeys(("does", "do", "did"), "do"),
    **dict.fromkeys(("one's", "whose"), "whose"),
}
_FREE = frozenset(
    ["a", "an", "the", "this", "these", "those", "do", "own", "very", "also", "too", "then"]
)
"""Words that may come and go."""
_LINKS = frozenset(["and", "but", "while", "whereas", "yet", "though", "although"])
"""Words that join what stands side by side; one may stand for another, or for a comma."""
_WITHIN = frozenset(["in", "on", "at", "for", "of", "within", "upon"])
"""Words of place and belonging that hardly differ."""
_ASIDE = frozenset(["it", "they", "there"])
"""Words that take up a subject that has just been named."""
_HINGES = """
if unless until once when where whether before after because since than or nor not no never none nothing nobody
neither without cannot may might can could shall should must will would ought need some any all each every both
either few many several most more less least mostly mainly largely partly often usually typically sometimes
always seldom rarely hardly only just almost about around at even again still already to from by with against
between among towards through over under into out off up down be have get it they them their its he she his her
him we us our you your i me my that who whom which what whose how why such same other others another so
"""
_BOUND = frozenset(_HINGES.split())
"""Words on which the sense hangs: none of them may be added, dropped or exchanged."""
_CONDITIONS = frozenset(
    ("if", "unless", "until", "once", "when", "where", "except", "provided", "only", "than", "or")
)
"""Words that a part which takes back what was said begins with."""
_BEGINS = frozenset(
    (
        "and",
        "but",
        "while",
        "whereas",
        "which",
        "who",
        "so",
        "because",
        "as",
        "since",
        "although",
        "though",
        "yet",
    )
)
"""Words that a part begins with which can be left out at the end."""

Akin = Callable[[str, str], bool]
"""Whether two words mean nearly the same."""


@dataclass(frozen=True)
class _Words:
    """A sentence as the words that are compared, as they stand, and where its parts begin."""

    forms: tuple[str, ...]
    as_written: tuple[str, ...]
    starts: frozenset[int]


def follows(text: str, sources: Sequence[str]) -> bool:
    """Whether `text` takes one of `sources` over."""
    mine = _words(text)
    return any(_ratio(mine, _words(source)) >= TAKEN for source in sources)


def alterations(text: str, sources: Sequence[str], *, akin: Akin) -> list[str]:
    """Every change that may alter the sense, against the source that `text` follows; none where it follows none."""
    if text in sources or not follows(text, sources):
        return []
    mine = _words(text)
    best = max(sources, key=lambda source: _ratio(mine, _words(source)))
    return list(dict.fromkeys(_changes(_words(best), mine, akin)))


def _changes(old: _Words, new: _Words, akin: Akin) -> Iterator[str]:
    for tag, a, b, c, d in SequenceMatcher(
        None, old.forms, new.forms, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pairs = zip(old.as_written[a:b], new.as_written[c:d], strict=True)
            yield from (
                f"it exchanges {one} for {other}"
                for one, other in pairs
                if _form(one) not in _FORMS.values() and not _inflected(one, other)
            )
            continue
        gone = [w for w in old.as_written[a:b] if _form(w) not in _FREE and w[0] != "#"]
        come = [w for w in new.as_written[c:d] if _form(w) not in _FREE]
        if gone and not come:
            tail = b == len(old.forms) and a in old.starts and old.forms[a] not in _CONDITIONS
            if not tail and not set(gone) <= _LINKS:
                yield f"it leaves out {' '.join(gone[:4])}"
        elif come and not gone:
            if not set(come) <= _LINKS | _ASIDE:
                yield f"it puts in {' '.join(come[:4])}"
        elif len(gone) != len(come) or not all(
            _exchangeable(*pair, akin) for pair in zip(gone, come, strict=True)
        ):
            yield f"it exchanges {' '.join(gone[:4])} for {' '.join(come[:4])}"


def _exchangeable(old: str, new: str, akin: Akin) -> bool:
    pair = {old, new}
    if pair <= _LINKS or pair <= _WITHIN or _inflected(old, new):
        return True
    if pair & (_BOUND | _LINKS | _WITHIN) or any(word[0] in "#0123456789" for word in pair):
        return False
    return akin(old, new)


def _inflected(one: str, other: str) -> bool:
    """Whether two words share all but their endings."""
    pairs = zip(one, other, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return one == other or (alike >= _STEM - 1 and max(len(one), len(other)) - alike <= _ENDING)


def _ratio(mine: _Words, theirs: _Words) -> float:
    return SequenceMatcher(None, mine.forms, theirs.forms, autojunk=False).ratio()


def _words(text: str) -> _Words:
    found = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    written: list[str] = []
    starts: set[int] = set()
    for word in found:
        if word in _MARKS:
            starts.add(len(written))
        else:
            if word in _BEGINS:
                starts.add(len(written))
            if not (word == "that" and written[-1:] == ["so"]):
                written.append(word)
    return _Words(tuple(_form(word) for word in written), tuple(written), frozenset(starts))


def _form(word: str) -> str:
    if word in _FORMS:
        return _FORMS[word]
    closed = word in _BOUND | _FREE | _LINKS | _WITHIN
    return word if closed or word[0] in "#0123456789" else word[:_STEM]
