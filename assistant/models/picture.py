"""What there is to draw of a plan: hopes, forces, and the mirrors between them."""

from typing import Literal

from assistant.models.framework import Sector, Viewpoint
from assistant.models.record import Record

State = Literal["handled", "named", "open"]
"""Of a force: something is done about it; it is named; neither."""


class Hope(Record):
    """What the plan hopes for."""

    code: str
    label: str
    viewpoint: Viewpoint
    sentences: int
    """How many say so."""


class Force(Record):
    """What a hope may turn into, or what the plan names of itself."""

    code: str
    label: str
    viewpoint: Sector
    state: State
    flagged: bool


class Mirror(Record):
    """A hope and a force that it turns into."""

    hope: str
    force: str
    faced: bool


class Picture(Record):
    """All of it."""

    hopes: tuple[Hope, ...]
    forces: tuple[Force, ...]
    mirrors: tuple[Mirror, ...]
