"""A turn of the conversation as the browser draws it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from assistant.models.answer import Answer, Sentence, Shape
from assistant.models.conversation import Answered, Conversation, Failed, Stopped, Turn, Writing
from assistant.models.evidence import Basis
from assistant.models.record import Record
from assistant.ui.render.names import Names
from assistant.ui.render.source import PAPER, SourceView, numbered, reference, source

State = Literal["writing", "answered", "nearest", "outside", "aside", "stopped", "failed"]

_ASIDES = ("thanks", "help", "plan")
"""Intents that are answered in passing: nothing in such an answer is about the research."""

_LEDGER: dict[Basis, tuple[str, str]] = {
    "paper": ("from the paper", "The study states it; the number leads to the place."),
    "inference": ("inferred", "We conclude it from the study; the study does not say it itself."),
    "advice": ("advice", "Practice advice of ours, tied to a finding; not a result of the study."),
    "document": ("from your documents", "Your own documents say it; the study does not."),
}


class MarkView(Record):
    """A small number that leads to a source."""

    number: int
    key: str


class SentenceView(Record):
    """One sentence with what it rests on."""

    text: str
    basis: Basis
    marks: tuple[MarkView, ...]
    cells: tuple[str, ...] = ()


class PartView(Record):
    """Sentences of one shape in a row: a paragraph, a list or a table."""

    shape: Shape
    sentences: tuple[SentenceView, ...]


class BlockView(Record):
    """What is read in one go: the findings, or a piece of advice."""

    kind: Literal["text", "advice"]
    parts: tuple[PartView, ...]


class LedgerView(Record):
    """How many sentences have this basis, and what the basis means."""

    basis: Basis
    count: int
    label: str
    meaning: str


class TurnView(Record):
    """One question and what became of it."""

    id: str
    question: str
    state: State
    blocks: tuple[BlockView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    ledger: tuple[LedgerView, ...] = ()
    notes: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    problem: str = ""
    offers_review: bool = False
    """True where the question looks like a plan, which the review room takes."""
    copy_text: str = ""
    """The answer with its sources, as plain text to take along."""


class TalkView(Record):
    """A conversation without the turn that is being written."""

    conversation: str = ""
    turns: tuple[TurnView, ...] = ()


def talk(conversation: Conversation, names: Names) -> TalkView:
    """All turns that are over, oldest first."""
    turns = tuple(_turn(turn, names) for turn in conversation.turns)
    return TalkView(conversation=conversation.id, turns=turns)


def writing(live: Writing) -> TurnView:
    """The turn that is being written; its sources come with the whole answer."""
    numbers = numbered(c for sentence in live.sentences for c in sentence.citations)
    return TurnView(
        id=live.id,
        question=live.question,
        state="writing",
        blocks=_blocks(live.sentences, numbers, live.id),
    )


def _turn(turn: Turn, names: Names) -> TurnView:
    match turn:
        case Answered():
            return _answered(turn, names)
        case Stopped():
            return TurnView(
                id=turn.id,
                question=turn.question,
                state="stopped",
                blocks=_blocks(turn.sentences, {}, turn.id),
                ledger=_ledger(turn.sentences),
            )
        case Failed():
            return TurnView(
                id=turn.id, question=turn.question, state="failed", problem=turn.problem
            )


def _answered(turn: Answered, names: Names) -> TurnView:
    answer = turn.answer
    mentioned = [c for sentence in answer.sentences for c in sentence.citations]
    numbers = numbered([*mentioned, *(citation.id for citation in answer.citations)])
    sources = _sources(answer, numbers, turn.id, names)
    state = _state(answer)
    return TurnView(
        id=turn.id,
        question=turn.question,
        state=state,
        blocks=_blocks(_said(answer), numbers, turn.id),
        sources=sources,
        ledger=_ledger(answer.sentences) if state in ("answered", "nearest") else (),
        notes=answer.notes,
        follow_ups=answer.follow_ups,
        offers_review=answer.intent == "plan",
        copy_text=_copy(answer, sources),
    )


def _state(answer: Answer) -> State:
    if answer.abstained:
        return "outside"
    if answer.intent in _ASIDES:
        return "aside"
    return "nearest" if answer.nearest else "answered"


def _said(answer: Answer) -> Sequence[Sentence]:
    """What is shown as the answer.

    What to ask instead is shown as follow-ups, and words said in passing are nobody's advice.
    """
    match _state(answer):
        case "outside":
            said = [s for s in answer.sentences if s.basis != "advice"]
            return said or [Sentence(text=answer.reason or answer.answer, basis="inference")]
        case "aside":
            return [s.model_copy(update={"basis": "inference"}) for s in answer.sentences]
        case _:
            return answer.sentences


def _blocks(
    sentences: Sequence[Sentence], numbers: dict[str, int], turn_id: str
) -> tuple[BlockView, ...]:
    def view(sentence: Sentence) -> SentenceView:
        return SentenceView(
            text=sentence.text,
            basis=sentence.basis,
            marks=tuple(
                MarkView(number=numbers[c], key=f"{turn_id}.{c}")
                for c in sentence.citations
                if c in numbers
            ),
            cells=sentence.cells,
        )

    def parts(group: Iterable[Sentence]) -> Iterator[PartView]:
        for shape, alike in groupby(group, key=lambda sentence: sentence.shape):
            said = list(alike)
            # Without the heading nobody knows what stands in which column: then each row is said in full.
            headless = shape == "row" and not said[0].heads
            yield PartView(shape="item" if headless else shape, sentences=tuple(map(view, said)))

    return tuple(
        BlockView(kind="advice" if advises else "text", parts=tuple(parts(group)))
        for advises, group in groupby(sentences, key=_advises)
    )


def _advises(sentence: Sentence) -> bool:
    return sentence.basis == "advice" and not sentence.heads


def _sources(
    answer: Answer, numbers: dict[str, int], turn_id: str, names: Names
) -> tuple[SourceView, ...]:
    claims = _claims(answer.sentences)
    views = [
        source(
            citation,
            key=f"{turn_id}.{citation.id}",
            number=numbers[citation.id],
            claim=claims.get(citation.id, ""),
            names=names,
        )
        for citation in answer.citations
    ]
    return tuple(sorted(views, key=lambda view: view.number))


def _claims(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Citation -> the first sentence that cites it; what the paper states goes before what is made of it."""
    ranked = sorted(sentences, key=lambda sentence: sentence.basis not in ("paper", "document"))
    return {c: sentence.text for sentence in reversed(ranked) for c in sentence.citations}


def _ledger(sentences: Sequence[Sentence]) -> tuple[LedgerView, ...]:
    counts = Counter(sentence.basis for sentence in sentences if not sentence.heads)
    return tuple(
        LedgerView(basis=basis, count=counts[basis], label=label, meaning=meaning)
        for basis, (label, meaning) in _LEDGER.items()
        if counts[basis]
    )


def _copy(answer: Answer, sources: Sequence[SourceView]) -> str:
    """Plain text with the basis of each sentence and the list of sources."""
    numbers = {view.key.rpartition(".")[2]: view.number for view in sources}
    lines = [answer.question, ""]
    for sentence in _said(answer):
        marks = "".join(f" [{numbers[c]}]" for c in sentence.citations if c in numbers)
        unmarked = sentence.basis == "paper" or sentence.heads or answer.abstained
        basis = "" if unmarked else f" ({sentence.basis})"
        point = "" if sentence.shape == "run" or sentence.heads else "- "
        lines.append(f"{point}{sentence.text}{marks}{basis}")
    if sources:
        lines += ["", "Sources", *(reference(view) for view in sources), PAPER]
    lines += ["", "Written by an AI system that knows this one study."]
    return "\n".join(lines)
