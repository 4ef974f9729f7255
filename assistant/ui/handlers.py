"""What happens when somebody presses something: plain functions, no Gradio."""

import logging
import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Annotated, Protocol

from pydantic import Field, ValidationError

from assistant.dialogue.setting import Setting
from assistant.errors import AssistantError
from assistant.knowledge.plain import clean, shown
from assistant.models.answer import Answer
from assistant.models.conversation import Answered, Conversation, Failed
from assistant.models.framework import Framework
from assistant.models.record import Record
from assistant.models.review import Contest, Review
from assistant.review.compare import compared
from assistant.review.contest import contested
from assistant.service.assistant import Assistant
from assistant.service.limits import Limits
from assistant.store.records import KeptReview
from assistant.ui.desk import Empty, Rejected, Reviewed, Room, Working

Ready = Callable[[], Assistant]
"""Gives the assistant, and waits for it if need be."""


class Memory(Protocol):
    """What a visitor's conversations are kept in."""

    def recall(self, conversation: str) -> Conversation:
        """As it was kept; a new one under this id where nothing was."""
        ...

    def keep(self, conversation: Conversation) -> None:
        """As it stands now, with what passed of an answer that is being written."""
        ...

    def setting(self) -> Setting:
        """Who asks, as they set it once."""
        ...


class Folder(Protocol):
    """What a visitor's reviews are kept in."""

    def keep(
        self, text: str, review: Review, *, notes: Sequence[str], before: str | None
    ) -> KeptReview:
        """Put a review in; `before` is the review of the version that it follows."""
        ...

    def get(self, review: str) -> KeptReview | None:
        """None where there is none of theirs."""
        ...


NAME = 60
"""Characters of the name of a plan that was pasted."""
OURS = "Something went wrong on our side. Your text is kept: please try again."

_log = logging.getLogger(__name__)


class Asked(Record):
    """A question as the browser sends it."""

    text: str
    id: str = Field(default_factory=lambda: secrets.token_hex(8), pattern="^[a-z0-9]{1,40}$")
    conversation: str = Field(pattern="^[a-z0-9]{1,40}$")
    """Which conversation it belongs to, by the id that the browser made for it."""
    replaces: str = Field(default="", max_length=40)
    """The turn that was edited or is tried again: it and what came after it go."""


class Reopened(Record):
    """A conversation that is opened again."""

    conversation: str = Field(pattern="^[a-z0-9]{1,40}$")


class Brought(Record):
    """A plan as the browser sends it: typed, or as `/api/read` read it from a file."""

    text: str
    name: str = ""
    notes: tuple[Annotated[str, Field(max_length=500)], ...] = Field(default=(), max_length=20)
    """How the file was read."""
    before: str = Field(default="", max_length=64)
    """The kept review of the version before this one."""


class TakenOut(Record):
    """A review that is opened again."""

    review: str = Field(max_length=64)


def ask(ready: Ready, sent: object, *, memory: Memory, limits: Limits) -> Iterator[Conversation]:
    """Answer in the conversation, sentence by sentence; a mistake becomes a turn, never a crash.

    Each step is kept before it is shown: killed in the middle, what was confirmed is there. An answer to a turn that
    was stopped and replaced meanwhile, or erased, is not kept any more.
    """
    try:
        asked = Asked.model_validate(sent)
    except ValidationError:
        return
    known = Conversation(id=asked.conversation)
    try:
        known = memory.recall(asked.conversation)
        for step, after in enumerate(_asked(ready, asked, known, limits, memory.setting())):
            if step and not _latest(memory.recall(asked.conversation), asked):
                return
            memory.keep(after)
            yield after
    except Exception:  # noqa: BLE001
        # The store failed, whatever it is made of: a visitor must not wait for ever.
        _log.exception("a conversation could not be kept")
        yield known.settled(Failed(id=asked.id, question=asked.text[:200], problem=OURS))


def _latest(kept: Conversation, asked: Asked) -> bool:
    return bool(kept.turns) and kept.turns[-1].id == asked.id


def reopen(sent: object, *, memory: Memory) -> Conversation:
    """A conversation from before, by its id; empty where there is none."""
    try:
        wanted = Reopened.model_validate(sent).conversation
    except ValidationError:
        return Conversation()
    try:
        return memory.recall(wanted)
    except Exception:  # noqa: BLE001
        # As in `ask`: the page must not wait for what will not come.
        _log.exception("a conversation could not be opened")
        return Conversation(id=wanted)


def _asked(
    ready: Ready, asked: Asked, before: Conversation, limits: Limits, setting: Setting
) -> Iterator[Conversation]:
    kept = before.before(asked.replaces)
    question = asked.text.strip()
    problem = _problem(question, limits)
    if problem:
        yield kept.settled(Failed(id=asked.id, question=question[:200], problem=problem))
        return
    conversation = kept.asking(asked.id, question)
    yield conversation
    try:
        history = kept.questions[-limits.history :]
        yield from _answer(ready(), conversation, history, setting)
    except AssistantError as error:
        yield conversation.settled(Failed(id=asked.id, question=question, problem=str(error)))
    except Exception:  # noqa: BLE001
        # A mistake of ours must not leave a visitor waiting for ever.
        _log.exception("a question could not be answered")
        yield conversation.settled(Failed(id=asked.id, question=question, problem=OURS))


def _answer(
    assistant: Assistant, conversation: Conversation, history: tuple[str, ...], setting: Setting
) -> Iterator[Conversation]:
    live = conversation.live
    assert live is not None, "a question is put before it is answered"
    for part in assistant.sentences(live.question, history=history, setting=setting):
        if isinstance(part, Answer):
            yield conversation.settled(Answered(id=live.id, question=live.question, answer=part))
        else:
            conversation = conversation.hearing(part)
            yield conversation


def _problem(question: str, limits: Limits) -> str:
    if not question:
        return "There was no question. Describe your situation in a sentence or two."
    if len(question) > limits.question:
        return (
            f"That is {len(question):,} characters, more than the {limits.question:,} a question may have. "
            "If it is a plan, the room 'Review a plan' takes it whole."
        )
    return ""


def review(
    ready: Ready, sent: object, *, folder: Folder, framework: Framework, limits: Limits
) -> Iterator[Room]:
    """Review what was brought; what cannot be reviewed is rejected with one sentence that helps."""
    try:
        brought = Brought.model_validate(sent)
    except ValidationError:
        yield Rejected(problem=OURS)
        return
    text = clean(brought.text).strip("\n")
    name = shown(brought.name) or _opening(text)
    problem = _unfit(text, limits)
    if problem:
        yield Rejected(problem=problem)
        return
    yield Working(file=name)
    try:
        found = yield from _watched(ready(), text, name)
        earlier = folder.get(brought.before)
        if earlier:
            found = compared(found, earlier.review, framework)
        kept = folder.keep(text, found, notes=brought.notes, before=earlier.id if earlier else None)
        yield _on_the_desk(kept)
    except AssistantError as error:
        yield Rejected(problem=str(error))
    except Exception:  # noqa: BLE001
        # As above: the visitor hears of it, the log knows what it was.
        _log.exception("a plan could not be reviewed")
        yield Rejected(problem=OURS)


def _watched(assistant: Assistant, text: str, name: str) -> Generator[Room, None, Review]:
    """Review, and tell meanwhile how many sentences are marked."""
    steps: SimpleQueue[Working | None] = SimpleQueue()

    def told(_: str, done: int, whole: int) -> None:
        steps.put(Working(file=name, done=done, whole=whole))

    with ThreadPoolExecutor(max_workers=1) as pool:
        found = pool.submit(assistant.review, text, file=name, progress=told)
        found.add_done_callback(lambda _: steps.put(None))
        yield from iter(steps.get, None)
        return found.result()


def lay_out_again(sent: object, *, folder: Folder) -> Room:
    """A review from before, by its id."""
    try:
        kept = folder.get(TakenOut.model_validate(sent).review)
    except ValidationError:
        return Empty()
    return _on_the_desk(kept) if kept else Empty()


def _on_the_desk(kept: KeptReview) -> Reviewed:
    contests = [Contest(flag=c.flag, reason=c.reason) for c in kept.contests]
    review = contested(kept.review, contests)
    return Reviewed(id=kept.id, text=kept.text, review=review, notes=kept.notes)


def _opening(plan: str) -> str:
    """A pasted plan is called by its first line."""
    line = next((line.strip(" #*\t") for line in plan.splitlines() if line.strip(" #*\t")), "")
    return line if len(line) <= NAME else line[: NAME - 1].rsplit(" ", 1)[0] + "…"


def _unfit(plan: str, limits: Limits) -> str:
    if not plan.strip():
        return "There is no plan here yet. Paste its text, or drop a file."
    if len(plan) > limits.plan:
        return (
            f"That is {len(plan):,} characters, more than the {limits.plan:,} that can be reviewed at once. "
            "Try the chapters on cooperation alone."
        )
    return ""
