"""What lies on the desk in the review room: nothing, a plan being read, a review, or a plan that was sent back."""

from typing import Literal

from assistant.models.record import Record
from assistant.models.review import Review


class Empty(Record):
    """Nothing yet."""

    state: Literal["empty"] = "empty"


class Working(Record):
    """A plan is being read."""

    state: Literal["working"] = "working"
    file: str
    done: int = 0
    """How many of its sentences are marked."""
    whole: int = 0
    """How many it has; 0 until they are counted."""


class Reviewed(Record):
    """A plan as it was read, and its review; the review's offsets point into `text`."""

    state: Literal["reviewed"] = "reviewed"
    id: str = ""
    """Under which it is kept; empty where it could not be."""
    text: str
    review: Review
    notes: tuple[str, ...] = ()
    """How the file was read, when it was a file."""


class Rejected(Record):
    """What was brought cannot be reviewed, and why."""

    state: Literal["rejected"] = "rejected"
    problem: str


Room = Empty | Working | Reviewed | Rejected
