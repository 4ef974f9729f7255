"""The chat-model writer: words what the embedded writer would say, and is trusted with none of it."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.dialogue.chat import ChatModel, Exchange
from assistant.dialogue.check import Checker
from assistant.dialogue.draft import Evidence, Line, Outcome, Writer
from assistant.dialogue.exhibits import Exhibit, basis_of, exhibits
from assistant.dialogue.near import Nearness
from assistant.dialogue.pieces import Piece, Unfit, flaws, pieces
from assistant.dialogue.requests import Requests, reply_of
from assistant.dialogue.understand import Understanding
from assistant.errors import ChatModelError, ChatModelTimeoutError
from assistant.knowledge.sentences import sentences
from assistant.models.evidence import Basis

MOST = 6
"""Findings that are put to a model; the embedded writer tells the others."""
PATIENCE = 3
"""Findings in a row without a sentence that could be shown, after which it is asked no more."""
CHARS_A_TOKEN = 4
READ = 700
"""Characters of one reply, which should be one sentence; nothing after them is waited for."""


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
    """What one answer may send and bring back, in tokens, and how long all of it may take."""

    prompt: int
    answer: int
    seconds: float


@dataclass
class _Told:
    """What a chat model has brought so far."""

    before: list[Exchange]
    ends: float
    lines: list[Line] = field(default_factory=list)
    dropped: int = 0
    vain: int = 0
    """Findings in a row that brought nothing."""
    failure: str = ""
    """Why the model is asked no more."""


def unwatched(attempt: Attempt) -> None:
    """Nobody counts what is dropped."""


class ChatModelWriter:
    """Lets a chat model word an answer, a finding at a time; where its words do not pass, the draft's stand."""

    def __init__(
        self,
        embedded: Writer,
        model: ChatModel,
        checker: Checker,
        nearness: Nearness,
        *,
        requests: Requests,
        spending: Spending,
        watch: Callable[[Attempt], None] = unwatched,
    ) -> None:
        self.name = model.name
        self._embedded = embedded
        self._model = model
        self._check = checker
        self._near = nearness
        self._requests = requests
        self._spending = spending
        self._watch = watch

    def write(self, understanding: Understanding, evidence: Evidence) -> Iterator[Line | Outcome]:
        """The embedded writer's lines in order, each in the model's words where those passed; last the outcome."""
        *_, outcome = draft = list(self._embedded.write(understanding, evidence))
        lines = [item for item in draft if isinstance(item, Line)]
        assert isinstance(outcome, Outcome)
        shown = exhibits(lines, budget=self._room)[:MOST]
        # A list or a table cannot come sentence by sentence in a model's words.
        shaped = any(line.item or line.cells for line in lines)
        if outcome.settled or shaped or not shown:
            yield from draft
            return
        of_line = {id(exhibit.line): exhibit for exhibit in shown}
        ends = time.monotonic() + self._spending.seconds
        told = _Told(list(self._requests.opening(understanding)), ends)
        for line in lines:
            if line.kept:
                yield line
            exhibit = of_line.get(id(line))
            worded = self._worded(exhibit, told, asked=understanding.asked) if exhibit else ()
            own = yield from _counted(worded)
            if not (own or line.kept):
                yield line
        yield replace(outcome, notes=(*outcome.notes, *self._notes(told)))

    @property
    def _room(self) -> int:
        """Characters for evidence: what question, turns and rules leave of the budget, half of it at least."""
        whole = self._spending.prompt * CHARS_A_TOKEN
        return max(whole // 2, whole - self._requests.fixed)

    def _worded(self, exhibit: Exhibit, told: _Told, *, asked: str) -> Iterator[Line]:
        """What the model says of one exhibit and may be shown."""
        if told.failure:
            return
        had = len(told.lines)
        try:
            for attempt, line in self._attempts(exhibit, told, asked=asked):
                self._watch(attempt)
                if attempt.problems:
                    told.dropped += 1
                    continue
                told.lines.append(line)
                yield line
        except ChatModelError as error:
            told.failure = str(error)
        if len(told.lines) == had:
            told.vain += 1
        else:
            told.vain = 0
            words = " ".join(line.text for line in told.lines[had:])
            told.before.append(Exchange(exhibit.marked(), reply_of(exhibit.id, words)))
        if told.vain == PATIENCE and not told.failure:
            told.failure = "too little of what it wrote could be held against the evidence"

    def _attempts(
        self, exhibit: Exhibit, told: _Told, *, asked: str
    ) -> Iterator[tuple[Attempt, Line]]:
        left = told.ends - time.monotonic()
        if left <= 0:
            raise ChatModelTimeoutError(f"it took longer than {self._spending.seconds:g} s")
        stream = self._model.stream(self._requests.next(exhibit, told.before, seconds=left))
        longest = min(READ, self._spending.answer * CHARS_A_TOKEN * 2)
        for piece in pieces(stream, longest=longest):
            if isinstance(piece, Unfit):
                attempt = Attempt(piece.text, (), (piece.reason,))
                yield attempt, _line(piece.text, "paper", (), writer=self.name)
            else:
                yield from self._judged(piece, exhibit, told, asked=asked)

    def _judged(
        self, piece: Piece, exhibit: Exhibit, told: _Told, *, asked: str
    ) -> Iterator[tuple[Attempt, Line]]:
        """Each sentence of a piece by itself, since a check of two at once would let the second slip."""
        cited = [exhibit] if exhibit.id in piece.ids else []
        strange = [f"there is no evidence {name!r}" for name in piece.ids if name != exhibit.id]
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

    def _notes(self, told: _Told) -> list[str]:
        """Where words stand that are not the model's."""
        if told.failure or not told.lines:
            part = "the rest of this answer" if told.lines else "this answer"
            why = told.failure or "what it wrote could not be held against the evidence"
            notes = [f"The embedded writer wrote {part} in place of {self.name}: {why}."]
        else:
            notes = []
        if told.dropped and told.lines:
            left = "1 sentence was" if told.dropped == 1 else f"{told.dropped} sentences were"
            notes.append(f"{left} left out that {self.name} wrote and the check did not pass.")
        return notes


def _counted(lines: Iterable[Line]) -> Generator[Line, None, int]:
    """All of `lines`, and then how many they were."""
    count = 0
    for line in lines:
        yield line
        count += 1
    return count


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
