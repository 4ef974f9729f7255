"""What the pages and the API need from the assistant, whoever provides it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.dialogue.setting import Setting
from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Hit
from assistant.models.review import Review
from assistant.models.status import Status
from assistant.retrieval.build import Progress
from assistant.review.reviewer import unwatched


class Assistant(Protocol):
    """One object for every visitor: it keeps nothing between two calls."""

    def ask(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Answer:
        """One checked answer; `history` holds the visitor's earlier questions, oldest first.

        `setting` is what the visitor said of themselves once; what the words of the question tell goes before it.
        """
        ...

    def sentences(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Iterator[Sentence | Answer]:
        """Each sentence as it passes the check, and the whole answer last."""
        ...

    def search(self, query: str, *, limit: int = 5) -> list[Hit]:
        """What retrieval finds, best first."""
        ...

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        """What a plan hopes for and does not face; offsets point into `text`."""
        ...

    def status(self) -> Status:
        """Cheap: it may be asked at every visit."""
        ...
