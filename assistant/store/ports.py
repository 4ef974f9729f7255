"""What the pages need of a store, whoever keeps it; every call names the visitor, and sees only what is theirs."""

from collections.abc import Sequence
from typing import Protocol

from assistant.models.conversation import Turn
from assistant.models.review import Review
from assistant.store.records import AskerSetting, Contest, Feedback, Heading, Kept, KeptReview


class Conversations(Protocol):
    """Turns in conversations."""

    def put(self, visitor: str, conversation: str, turns: Sequence[Turn]) -> None:
        """Keep the turns as they stand now; what stood there before goes. The first question names a new one."""
        ...

    def get(self, visitor: str, conversation: str) -> Kept | None:
        """None where the visitor has no such conversation."""
        ...

    def listed(self, visitor: str, *, search: str = "") -> list[Heading]:
        """Latest first; `search` looks into titles, questions and answers."""
        ...

    def rename(self, visitor: str, conversation: str, title: str) -> None:
        """Give a name; without one that is theirs, nothing happens."""
        ...

    def delete(self, visitor: str, conversation: str) -> None:
        """Gone from the disk too, with the feedback on it."""
        ...

    def rate(self, visitor: str, feedback: Feedback) -> None:
        """Keep what is thought of a turn; a second thought replaces the first."""
        ...

    def ratings(self, visitor: str, conversation: str) -> list[Feedback]:
        """One a turn at most."""
        ...


class Reviews(Protocol):
    """Plans with their reviews, version by version."""

    def keep(
        self,
        visitor: str,
        *,
        text: str,
        review: Review,
        notes: Sequence[str] = (),
        before: str | None = None,
    ) -> KeptReview:
        """Keep a review; `before` is the review of the version that this one follows."""
        ...

    def get(self, visitor: str, review: str) -> KeptReview | None:
        """None where the visitor has no such review."""
        ...

    def listed(self, visitor: str) -> list[KeptReview]:
        """Latest first."""
        ...

    def contest(self, visitor: str, review: str, contest: Contest) -> None:
        """Record a disagreement; a second reason replaces the first, an empty one takes it back."""
        ...

    def delete(self, visitor: str, review: str) -> None:
        """Gone from the disk too."""
        ...


class Visitors(Protocol):
    """What is known of a visitor as such."""

    def setting(self, visitor: str) -> AskerSetting:
        """As set last; empty where nothing was."""
        ...

    def set(self, visitor: str, setting: AskerSetting) -> None:
        """Remember who asks."""
        ...

    def erase(self, visitor: str) -> None:
        """Everything of theirs; afterwards no byte of it is on the disk."""
        ...
