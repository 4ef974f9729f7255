"""The asker's setting, as far as the words tell: whose side, which area, what size of organisation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.framework import Area, Sector, Size

_AS = r"\b(?:as|i'?m|i am|we['’]re|we are) (?:an? |the )?(?:[\w-]+ ){0,3}"
_OURS = r"\b(?:our|my)(?: own)? (?:[\w-]+ ){0,2}"


def _words(*stems: str) -> str:
    return f"(?:{'|'.join(stems)})"


_VOLUNTARY_BODY = _words(
    "associations?", "clubs?", "ngos?", "charit(?:y|ies)", "organi[sz]ations?", "federation"
)
_MUNICIPAL_BODY = _words(
    "municipality", "department", "council", "town hall", "city hall", "administration"
)
_VOLUNTARY = re.compile(
    _AS
    + _words("volunteers?", "activist", "priest", _VOLUNTARY_BODY)
    + r"\b|"
    + _OURS
    + _words(_VOLUNTARY_BODY, "members", "congregation", "parish", "church", "choir", "branch")
    + r"\b|\b(?:i|we) volunteer\b|\b(?:us|we) volunteers\b",
    re.IGNORECASE,
)
_MUNICIPAL = re.compile(
    _AS
    + _words("nurse", "social worker", "caseworker", "manager", "planner", "civil servant")
    + r"\b|"
    + r"\b(?:i'?m|i am|we['’]re|we are) (?:an? |the )?municipal\b|"
    + _OURS
    + _words("case ?workers?", "colleagues", "staff", "employees", "care home", "nursing home")
    + r"\b|"
    + _OURS
    + _MUNICIPAL_BODY
    + r"\b",
    re.IGNORECASE,
)
_ASKED_OF_US = re.compile(
    r"\b"
    + _words(_MUNICIPAL_BODY, "city", "town", "mayor")
    + r"\b[^.?!]{0,30}\b(?:us|our|we|me)\b",
    re.IGNORECASE,
)
"""Whoever is asked, told or promised something by the municipality stands on the other side."""
_THEIRS = re.compile(
    r"\b(?:the|an?|some|with|these|local|give|let|invite|recruit) (?:[\w'-]+ )?"
    + _words("associations?", "clubs?", "ngos?", "charit(?:y|ies)", "volunteers?")
    + r"\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|our|us|my)\b", re.IGNORECASE)
_IMMIGRATION = re.compile(
    r"\b" + _words("refugee", "asylum", "immigra", "migrant", "integration", "newcomer"),
    re.IGNORECASE,
)
_ELDERLY = re.compile(
    r"\b"
    + _words("elder", "older (?:people|citizens|residents|adults)", "old people", "seniors?")
    + r"|\b"
    + _words("pensioner", "nursing home", "care home", "dementia", "home care"),
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b"
    + _words("youth", "young people", "homeless", "shelter")
    + r"|\b"
    + _words("mental health", "psychiatr", "disab", "librar", "sports?\\b", "swimming")
    + r"|\b"
    + _words("boxing", "football", "culture", "museum", "theatre")
    + r"|\b"
    + _words("health centre", "diabetes", "prison", "addict", "kindergarten", "tenants?\\b"),
    re.IGNORECASE,
)
_PERHAPS_OTHER = re.compile(
    r"\b"
    + _words("boys", "girls", "lads?", "families", "single parents?", "patients?", "school", "pool")
    + r"\b|\b"
    + _words("parks?", "gardens?", "food", "pantry")
    + r"\b",
    re.IGNORECASE,
)
"""Whom and what there is in every field: another field only where none was named."""
_LARGE = re.compile(
    r"\b" + _words("large", "big", "national", "nationwide", "head office", "federation"),
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b" + _words("small", "little", "tiny", "local (?:club|group|association)", "handful"),
    re.IGNORECASE,
)


_OTHER_AREA = re.compile(
    r"\b(?:the )?(?:other|second) (?:area|field|service|case|group)s?\b", re.IGNORECASE
)
_SWAPPED: dict[Area, Area] = {"immigration": "elderly", "elderly": "immigration", "other": "other"}


@dataclass(frozen=True)
class Setting:
    """None where the words do not tell."""

    sector: Sector | None = None
    area: Area | None = None
    size: Size | None = None

    def or_else(self, said: "Setting") -> "Setting":
        """What the words do not tell is taken from what was said once."""
        return Setting(
            sector=self.sector or said.sector,
            area=self.area or said.area,
            size=self.size or said.size,
        )


def setting_of(question: str, history: Sequence[str] = ()) -> Setting:
    """What the question tells; where it is silent, what the latest turn told that was not."""
    told = [Setting(_sector(t), _area(t), _size(t)) for t in (question, *reversed(history))]
    area = next((setting.area for setting in told if setting.area), None)
    if area is None and any(_PERHAPS_OTHER.search(turn) for turn in (question, *history)):
        area = "other"
    if area and told[0].area is None and _OTHER_AREA.search(question):
        area = _SWAPPED[area]
    return Setting(
        sector=next((setting.sector for setting in told if setting.sector), None),
        area=area,
        size=next((setting.size for setting in told if setting.size), None),
    )


def _sector(text: str) -> Sector | None:
    if _VOLUNTARY.search(text):
        return "voluntary"
    if _ASKED_OF_US.search(text):
        return "voluntary"
    if _MUNICIPAL.search(text) or (_WE.search(text) and _THEIRS.search(text)):
        return "municipal"
    return None


def _area(text: str) -> Area | None:
    if _IMMIGRATION.search(text):
        return "immigration"
    if _ELDERLY.search(text):
        return "elderly"
    return "other" if _OTHER.search(text) else None


def _size(text: str) -> Size | None:
    if _SMALL.search(text):
        return "small"
    return "large" if _LARGE.search(text) else None
