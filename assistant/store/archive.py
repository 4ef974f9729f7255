"""All that is kept for visitors, and how it is taken along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.dialogue.setting import Setting
from assistant.models.conversation import Conversation
from assistant.models.review import Review
from assistant.store.ports import Conversations, Reviews, Visitors
from assistant.store.records import Kept, KeptReview


@dataclass(frozen=True)
class Memory:
    """One visitor's conversations, and who they said they are."""

    visitor: str
    conversations: Conversations
    visitors: Visitors

    def recall(self, conversation: str) -> Conversation:
        """As it was kept; a new one under this id where nothing was."""
        kept = self.conversations.get(self.visitor, conversation) if conversation else None
        return Conversation(id=conversation, turns=kept.turns if kept else ())

    def keep(self, conversation: Conversation) -> None:
        """As it stands now; what is being written counts as stopped there, until it goes on."""
        if conversation.id:
            self.conversations.put(self.visitor, conversation.id, conversation.stopped().turns)

    def setting(self) -> Setting:
        """Who asks, as far as it bears on an answer."""
        said = self.visitors.setting(self.visitor)
        return Setting(sector=said.sector, area=said.area, size=said.size)


@dataclass(frozen=True)
class Folder:
    """One visitor's reviews."""

    visitor: str
    reviews: Reviews

    def keep(
        self, text: str, review: Review, *, notes: Sequence[str], before: str | None
    ) -> KeptReview:
        """Put a review in; `before` is the review of the version that it follows."""
        return self.reviews.keep(self.visitor, text=text, review=review, notes=notes, before=before)

    def get(self, review: str) -> KeptReview | None:
        """None where there is none of theirs."""
        return self.reviews.get(self.visitor, review) if review else None


@dataclass(frozen=True)
class Archive:
    """The stores and the exports, chosen by the wiring."""

    conversations: Conversations
    reviews: Reviews
    visitors: Visitors
    export_conversation: Callable[[Kept, str], bytes]
    """A conversation with its sources as a file of a format: `md`, `docx` or `pdf`."""
    export_review: Callable[[KeptReview, str], bytes]
    """The same for a review."""

    def memory(self, visitor: str) -> Memory:
        """What the pages keep conversations in."""
        return Memory(visitor, self.conversations, self.visitors)

    def folder(self, visitor: str) -> Folder:
        """What the pages keep reviews in."""
        return Folder(visitor, self.reviews)
