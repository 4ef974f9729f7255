"""What was said so far: values that a visitor's session keeps and nobody else sees."""

from assistant.models.answer import Answer, Sentence
from assistant.models.record import Record


class Writing(Record):
    """A question whose answer is on its way, with the sentences that passed so far."""

    id: str
    question: str
    sentences: tuple[Sentence, ...] = ()


class Answered(Record):
    """A question and its whole answer."""

    id: str
    question: str
    answer: Answer


class Stopped(Record):
    """A question whose answer was stopped; what had been shown stays."""

    id: str
    question: str
    sentences: tuple[Sentence, ...]


class Failed(Record):
    """A question that could not be answered, and what a person should know about it."""

    id: str
    question: str
    problem: str


Turn = Answered | Stopped | Failed


class Conversation(Record):
    """The turns, oldest first, and the one that is being written, if any."""

    id: str = ""
    """Under which it is kept; empty where it is not."""
    turns: tuple[Turn, ...] = ()
    live: Writing | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """What the visitor asked and got something for, oldest first."""
        return tuple(turn.question for turn in self.turns if not isinstance(turn, Failed))

    def before(self, turn_id: str) -> "Conversation":
        """As it was before that turn; unchanged if there is no such turn."""
        ids = [turn.id for turn in self.turns]
        if turn_id not in ids:
            return self
        return Conversation(id=self.id, turns=self.turns[: ids.index(turn_id)])

    def asking(self, turn_id: str, question: str) -> "Conversation":
        """A new question is put; one that was still being written counts as stopped."""
        settled = self.stopped()
        return settled.model_copy(update={"live": Writing(id=turn_id, question=question)})

    def hearing(self, sentence: Sentence) -> "Conversation":
        """One more sentence of the answer that is being written."""
        if self.live is None:
            return self
        sentences = (*self.live.sentences, sentence)
        return self.model_copy(
            update={"live": self.live.model_copy(update={"sentences": sentences})}
        )

    def settled(self, turn: Turn) -> "Conversation":
        """What was being written has become `turn`."""
        return Conversation(id=self.id, turns=(*self.turns, turn))

    def stopped(self) -> "Conversation":
        """Nothing is being written any more; what had passed stays."""
        if self.live is None:
            return self
        live = self.live
        return self.settled(Stopped(id=live.id, question=live.question, sentences=live.sentences))
