"""What the framework alone says about a sentence: whose strategy, in which field, for which size of organisation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.checking.wording import WIDE
from assistant.models.framework import Framework, Sector

_MUNICIPAL = (
    r"(?:municipalit(?:y|ies)|municipal (?:staff|managers?|employees|side|tactics?)|local governments?|council"
    r"|public (?:sector|side|agenc(?:y|ies)|bod(?:y|ies)|employees|managers|authorit(?:y|ies))|town halls?|city hall"
    r"|civil servants)"
)
_VOLUNTARY = (
    r"(?:volunteers?|voluntary (?:organi[sz]ations?|sector|side|groups|bodies)|volunteer organi[sz]ations?"
    r"|associations?|NGOs?|civil society)"
)
_ACTORS: Mapping[Sector, str] = {"municipal": _MUNICIPAL, "voluntary": _VOLUNTARY}
_OTHER: Mapping[Sector, Sector] = {"municipal": "voluntary", "voluntary": "municipal"}
_USES = (
    r"(?:(?:also|often|mainly|typically|both|then|may|can|will|would) )*"
    r"(?:uses?|used|employ(?:s|ed)?|adopt(?:s|ed)?|choos(?:e|es)|chose|pursues?|pursued|relies on|rely on"
    r"|turns? to|runs?"
    r"|appl(?:y|ies|ied)|practi[sc]es?|practi[sc]ed|resorts? to|answers? with|responds? with|engages? in)"
)
_IMMIGRATION = r"(?:immigration|refugees?|integration|migrants?)"
_ELDERLY = r"(?:elderly|elder ?care|older people|old people|the old|seniors)"
_MORE = r"(?:mainly|mostly|chiefly|above all|more common|most common|typical|prominent|primarily|especially)"
_SMALL = (
    r"(?:small(?:er)?|tiny|little)(?: \w+){0,2} (?:organi[sz]ations?|associations?|groups?|NGOs?)"
)


@dataclass(frozen=True)
class Clash:
    """A sentence and the framework disagree; `topic` is where the corpus speaks of it."""

    reason: str
    topic: str


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    clash: Clash
    unless: re.Pattern[str] | None = None


class Frame:
    """Rules that hold by the framework, each with a reason that a reader can look up."""

    def __init__(self, framework: Framework) -> None:
        self._rules = [*_sectors(framework), *_fields(), *_sizes()]

    def clashes(self, text: str) -> list[Clash]:
        """Where the sentence gives a strategy to the wrong sector, field or size of organisation."""
        if _DENIED.search(text):
            return []
        found = [
            rule.clash
            for rule in self._rules
            if rule.pattern.search(text) and not (rule.unless and rule.unless.search(text))
        ]
        return list({clash.reason: clash for clash in found}.values())

    def too_wide(self, text: str) -> str | None:
        """The words that claim more than one municipality can show."""
        found = WIDE.search(text)
        return found.group(0) if found and not _DENIED.search(text) else None


_DENIED = re.compile(
    r"\b(?:not|never|no|n't|rather than|instead of|unlike|whereas|while)\b", re.IGNORECASE
)


def _sectors(framework: Framework) -> Iterator[_Rule]:
    named = [
        (s.label.removeprefix("the ").removesuffix(" strategy"), s.sector, s.code)
        for s in framework.strategies
    ]
    named += [
        ("decoupling", "voluntary", "depoliticization"),
        ("depoliticisation", "voluntary", "depoliticization"),
    ]
    for label, sector, code in named:
        theirs = _ACTORS[_OTHER[sector]]
        clash = Clash(f"{label} is a {sector} strategy, here it is given to the other side", code)
        the = rf"(?:the |an? )?(?:strategy of |so-called )?['‘\"]?{re.escape(label)}\b"
        direct = rf"\b{theirs} {_USES} {the}"
        means = r"(?:strategy|tool|tactic|way|means)"
        named_so = rf"\b{the}['’\"]?(?: strategy)?"
        of = (
            rf"{named_so}(?:,| is| was)?(?: the| a| an)?(?: \w+){{0,2}} {means} "
            rf"(?:of|by which|with which|in which|for)? ?(?:the )?{theirs}"
        )
        one = rf"{named_so} (?:is|was) (?:a|the|one of the)(?: \w+){{0,2}}"
        kind = rf"{one} {_OTHER[sector]} (?:strateg|tactic)"
        yield _Rule(re.compile(rf"(?:{direct}|{of}|{kind})", re.IGNORECASE), clash)


def _fields() -> Iterator[_Rule]:
    yield _Rule(
        re.compile(rf"\bselection\b.*\b{_MORE}\b.*\b{_ELDERLY}", re.IGNORECASE),
        Clash(
            "selection is more prominent in immigration services, here it is given to elderly care",
            "selection",
        ),
        unless=re.compile(_IMMIGRATION, re.IGNORECASE),
    )
    yield _Rule(
        re.compile(
            rf"\b(?:individuali[sz]ation|recruit\w* (?:individuals|individual volunteers|(?:volunteers )?one by one))\b"
            rf".*\b{_MORE}\b.*\b{_IMMIGRATION}",
            re.IGNORECASE,
        ),
        Clash(
            "individualization is more common in elderly care, here it is given to immigration services",
            "individualization",
        ),
        unless=re.compile(_ELDERLY, re.IGNORECASE),
    )


def _sizes() -> Iterator[_Rule]:
    clash = Clash(
        "decoupling takes a large organisation, here it is given to small ones", "decoupling"
    )
    yield _Rule(
        re.compile(rf"\bdecoupl\w+\b.*\b{_MORE}\b.*\b{_SMALL}", re.IGNORECASE),
        clash,
        unless=re.compile(r"\blarge|\bbig", re.IGNORECASE),
    )
    yield _Rule(
        re.compile(
            rf"\b{_SMALL} (?:can|could|may|often|usually|easily)?(?: \w+)? ?(?:decouple|split)",
            re.IGNORECASE,
        ),
        clash,
    )
