"""What is kept, as the pages read it back."""

from datetime import datetime
from typing import Literal

from assistant.models.conversation import Turn
from assistant.models.framework import Area, Sector, Size
from assistant.models.record import Record
from assistant.models.review import Review

Thumb = Literal["up", "down"]
Reason = Literal["wrong", "wrong_source", "unclear", "missing", "tone"]
Stage = Literal["idea", "planning", "running", "evaluating"]


class Heading(Record):
    """A conversation in a list."""

    id: str
    title: str
    """Its first question, or the name that the visitor gave it."""
    turns: int
    changed: datetime


class Kept(Record):
    """A conversation, whole."""

    id: str
    title: str
    turns: tuple[Turn, ...]


class Feedback(Record):
    """What a visitor thinks of one answer."""

    conversation: str
    turn: str
    thumb: Thumb
    reasons: tuple[Reason, ...] = ()
    comment: str = ""


class Contest(Record):
    """A flag that the visitor disagrees with, and why; it is shown as contested and never vanishes."""

    flag: str
    reason: str


class KeptReview(Record):
    """One version of a plan with its review."""

    id: str
    name: str
    text: str
    review: Review
    notes: tuple[str, ...] = ()
    """How the file was read."""
    before: str | None = None
    """The review of the version before this one."""
    contests: tuple[Contest, ...] = ()
    made: datetime


class AskerSetting(Record):
    """Who asks, as they set it once; None where they did not."""

    sector: Sector | None = None
    area: Area | None = None
    size: Size | None = None
    stage: Stage | None = None
