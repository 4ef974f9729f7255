"""The headed parts of a long plan, so that it can be reported part by part."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.models.review import Claim, Section

_LONG = 60
"""From more sentences than this on, a plan is reported by section."""
_FEWEST = 2
_WORDS = 10
"""A heading without a mark is a line of at most so many words."""
_HASHES = re.compile(r"^#{1,6}$")
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[IVX]{1,4})(?:\.\d{1,2})*[.)]?$")
_OPENING = "Opening"


def sections(text: str, claims: Sequence[Claim]) -> tuple[Section, ...]:
    """The parts of a long plan from heading to heading; none of a short one, or one without headings."""
    if len(claims) <= _LONG:
        return ()
    heads = _marked(text, claims) or _bare(text, claims)
    if len(heads) < _FEWEST:
        return ()
    starts = [*([0] if heads[0] else []), *heads]
    ends = [*starts[1:], len(claims)]
    return tuple(
        Section(
            title=" ".join(claims[start].text.split()) if start in heads else _OPENING,
            first=start,
            last=end - 1,
        )
        for start, end in zip(starts, ends, strict=True)
    )


def _marked(text: str, claims: Sequence[Claim]) -> list[int]:
    """Headings marked with `#`, of the highest level that is used more than once, and those above it."""
    levels = {
        at: len(mark)
        for at, claim in enumerate(claims)
        if _HASHES.match(mark := _before(text, claim))
    }
    often = [level for level, count in Counter(levels.values()).items() if count >= _FEWEST]
    return [at for at, level in levels.items() if often and level <= min(often)]


def _bare(text: str, claims: Sequence[Claim]) -> list[int]:
    """Short lines of their own without a full stop; several in a row are a list, not headings."""
    alone = [_stands_alone(text, claim) for claim in claims]
    return [
        at
        for at, heading in enumerate(alone)
        if heading and not any(alone[at + 1 : at + 2]) and at + 1 < len(claims)
    ]


def _stands_alone(text: str, claim: Claim) -> bool:
    before = _before(text, claim)
    end = text.find("\n", claim.end)
    after = text[claim.end : end if end >= 0 else len(text)].strip()
    short = len(claim.text.split()) <= _WORDS and "\n" not in claim.text
    told = claim.text.endswith((".", "!", "?", ":", ";", ","))
    return bool(short and not told and not after and claim.text[:1].isupper()) and (
        not before or bool(_NUMBER.match(before))
    )


def _before(text: str, claim: Claim) -> str:
    """What stands before it on its line."""
    return text[text.rfind("\n", 0, claim.start) + 1 : claim.start].strip()
