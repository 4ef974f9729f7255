"""The chat-model writer: words what the embedded writer would say, and is trusted with none of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.dialogue.chat import ChatModel, ChatRequest
from assistant.dialogue.check import Checker
from assistant.dialogue.draft import Evidence, Line, Outcome, Writer
from assistant.dialogue.exhibits import Exhibit, basis_of, exhibits
from assistant.dialogue.marked import as_data
from assistant.dialogue.near import Nearness
from assistant.dialogue.pieces import Piece, Unfit, flaws, pieces, schema_of
from assistant.dialogue.prompts import Prompt
from assistant.dialogue.understand import Understanding
from assistant.errors import ChatModelError
from assistant.knowledge.sentences import sentences
from assistant.models.evidence import Basis

ENOUGH = 2
"""Sentences that make an answer; with fewer the embedded writer finishes."""
MOST = 6
"""Sentences after which no more are read."""
EARLIER = 6
"""Turns of the asker that are sent."""
CHARS_A_TOKEN = 4
LONGEST_TURN = 1000
"""Characters of the question and of each earlier turn; what is longer is cut."""


@dataclass(frozen=True)
class Attempt:
    """One sentence of a chat model as it came, and why it was not shown; shown where nothing stands there."""

    text: str
    ids: tuple[str, ...]
    problems: tuple[str, ...]
    basis: Basis = "paper"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spending:
    """What one request may hold and bring back, in tokens."""

    prompt: int
    answer: int


@dataclass
class _Told:
    """What a chat model has brought so far."""

    lines: list[Line] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    dropped: int = 0


def unwatched(attempt: Attempt) -> None:
    """Nobody counts what is dropped."""


class ChatModelWriter:
    """Lets a chat model word an answer; each sentence is checked, and the embedded writer steps in."""

    def __init__(
        self,
        embedded: Writer,
        model: ChatModel,
        checker: Checker,
        nearness: Nearness,
        *,
        rules: Prompt,
        question: Prompt,
        spending: Spending,
        watch: Callable[[Attempt], None] = unwatched,
    ) -> None:
        self.name = model.name
        self._embedded = embedded
        self._model = model
        self._check = checker
        self._near = nearness
        self._rules = rules
        self._question = question
        self._spending = spending
        self._watch = watch

    def write(self, understanding: Understanding, evidence: Evidence) -> Iterator[Line | Outcome]:
        """What passed the check, then what is missing in the embedded writer's words; last the outcome."""
        *_, outcome = draft = list(self._embedded.write(understanding, evidence))
        lines = [item for item in draft if isinstance(item, Line)]
        assert isinstance(outcome, Outcome)
        shown = exhibits(lines, budget=self._room)
        # A list or a table cannot come sentence by sentence in a model's words.
        shaped = any(line.item or line.cells for line in lines)
        if outcome.settled or shaped or not shown:
            yield from draft
            return
        opening = lines[0]
        if opening.kept:
            yield opening
        told, failure = _Told(), ""
        try:
            yield from self._worded(understanding, shown, told)
        except ChatModelError as error:
            failure = str(error)
        if not failure and len(told.lines) < min(ENOUGH, len(lines)):
            failure = "too little of what it wrote could be held against the evidence"
        yield from _rest(lines, shown, told, whole=bool(failure))
        yield replace(outcome, notes=(*outcome.notes, *self._notes(told, failure)))

    @property
    def _room(self) -> int:
        """Characters for evidence: what question, turns and rules leave of the budget, half of it at least."""
        whole = self._spending.prompt * CHARS_A_TOKEN
        return max(whole // 2, whole - len(self._rules.text) - (EARLIER + 1) * LONGEST_TURN)

    def _worded(
        self, understanding: Understanding, shown: Sequence[Exhibit], told: _Told
    ) -> Iterator[Line]:
        stream = self._model.stream(self._request(understanding, shown))
        longest = self._spending.answer * CHARS_A_TOKEN * 2
        for piece in pieces(stream, longest=longest):
            if isinstance(piece, Unfit):
                told.dropped += 1
                self._watch(Attempt(piece.text, (), (piece.reason,)))
                continue
            for attempt, line in self._judged(piece, shown, told, asked=understanding.asked):
                self._watch(attempt)
                if attempt.problems:
                    told.dropped += 1
                    continue
                told.lines.append(line)
                told.used.update(attempt.ids)
                yield line
            if len(told.lines) >= MOST:
                return

    def _request(self, understanding: Understanding, shown: Sequence[Exhibit]) -> ChatRequest:
        turns = understanding.earlier[-EARLIER:]
        matter = self._question.fill(
            findings="\n".join(exhibit.marked() for exhibit in shown),
            earlier="".join(as_data("earlier", turn[:LONGEST_TURN]) + "\n" for turn in turns),
            question=as_data("question", understanding.asked[:LONGEST_TURN]),
        )
        return ChatRequest(self._rules.fill(), matter, schema_of([e.id for e in shown]))

    def _judged(
        self, piece: Piece, shown: Sequence[Exhibit], told: _Told, *, asked: str
    ) -> Iterator[tuple[Attempt, Line]]:
        """Each sentence of a piece by itself, since a check of two at once would let the second slip."""
        cited = [exhibit for exhibit in shown if exhibit.id in piece.ids]
        known = {exhibit.id for exhibit in shown}
        strange = [f"there is no evidence {name!r}" for name in piece.ids if name not in known]
        basis = basis_of(piece.basis, cited)
        for text in [span.text for span in sentences(piece.text)] or [piece.text]:
            line = _line(text, basis, cited, writer=self.name)
            problems = [*strange, *flaws(text), *_repeats(text, told)]
            problems = problems or self._problems(line, asked=asked)
            evidence = tuple(exhibit.text for exhibit in cited)
            yield Attempt(text, piece.ids, tuple(problems), basis, evidence), line

    def _problems(self, line: Line, *, asked: str) -> list[str]:
        """What a model calls an inference or advice is held against its evidence like a claim."""
        if not line.citations:
            return ["it cites nothing"]
        as_claim = replace(line, basis="document" if line.basis == "document" else "paper")
        found = [
            *self._check.problems(line, known=line.beside),
            *self._check.problems(as_claim, known=line.beside),
            *self._near.problems(line.text, line.beside, question=asked),
        ]
        return list(dict.fromkeys(found))

    def _notes(self, told: _Told, failure: str) -> list[str]:
        notes: list[str] = []
        if failure:
            part = "the rest of this answer" if told.lines else "this answer"
            notes.append(f"The embedded writer wrote {part} in place of {self.name}: {failure}.")
        if told.dropped and told.lines:
            left = "1 sentence was" if told.dropped == 1 else f"{told.dropped} sentences were"
            notes.append(f"{left} left out that {self.name} wrote and the check did not pass.")
        return notes


def _rest(
    lines: Sequence[Line], shown: Sequence[Exhibit], told: _Told, *, whole: bool
) -> Iterator[Line]:
    """What is said whoever writes, and if `whole` all whose evidence has not been used yet."""
    used = {id(exhibit.line) for exhibit in shown if exhibit.id in told.used}
    for number, line in enumerate(lines):
        opened = number == 0 and line.kept
        if not opened and id(line) not in used and (line.kept or whole):
            yield line


def _line(text: str, basis: Basis, cited: Sequence[Exhibit], *, writer: str) -> Line:
    citations = dict.fromkeys(c for exhibit in cited for c in exhibit.line.citations)
    return Line(
        text,
        basis,
        tuple(citations),
        tuple(dict.fromkeys(code for exhibit in cited for code in exhibit.line.codes)),
        writer=writer,
        beside=tuple(exhibit.text for exhibit in cited),
    )


def _repeats(text: str, told: _Told) -> list[str]:
    said = {_bare(line.text) for line in told.lines}
    return ["it says again what was said"] if _bare(text) in said else []


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
