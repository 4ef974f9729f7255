"""The asker's setting, as far as the words tell: whose side, which area, what size of organisation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.framework import Area, Sector, Size

_OURS = r"\b(?:we|i|our|my)\b[^.?!]{0,40}\b"
_AS = r"\b(?:as|i'?m|i am|we are) (?:an? |the )?(?:\w+ )?"


def _words(*stems: str) -> str:
    return f"(?:{'|'.join(stems)})"


_MUNICIPAL = re.compile(
    _OURS
    + _words("municipality", "department", "council", "town hall", "city hall", "administration")
    + "|"
    + _OURS
    + _words("case ?workers?", "colleagues", "staff", "employees", "care home", "nursing home")
    + "|"
    + _AS
    + _words("nurse", "social worker", "manager", "planner", "civil servant", "municipal"),
    re.IGNORECASE,
)
_VOLUNTARY = re.compile(
    _OURS
    + _words("association", "club", "ngo", "charity", "members", "congregation", "parish")
    + "|"
    + _OURS
    + _words("organi[sz]ation", "federation", "local branch")
    + "|"
    + _AS
    + _words("volunteers?", "association", "ngo", "charity"),
    re.IGNORECASE,
)
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
    + _words("youth", "young people", "boys", "girls", "lads?", "homeless", "shelter", "families")
    + r"|\b"
    + _words("mental health", "psychiatr", "disab", "librar", "sports?", "swimming", "pool")
    + r"|\b"
    + _words("boxing", "football", "culture", "museum", "theatre", "parks?", "garden", "food")
    + r"|\b"
    + _words("pantry", "health centre", "diabetes", "patients?", "prison", "addict", "school")
    + r"|\b"
    + _words("kindergarten", "tenants?", "single parents?"),
    re.IGNORECASE,
)
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
    return "municipal" if _MUNICIPAL.search(text) else None


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
