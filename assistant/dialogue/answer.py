"""The flow: question, understand, search, write, check, answer."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from assistant.dialogue.check import Checker
from assistant.dialogue.cite import Citer, numbered
from assistant.dialogue.draft import EMBEDDED, Evidence, Line, Outcome, Writer
from assistant.dialogue.render import laid_out
from assistant.dialogue.setting import Setting
from assistant.dialogue.understand import Understander, Understanding
from assistant.errors import InputError
from assistant.models.answer import Answer, Sentence
from assistant.retrieval.search import Search

LONGEST = 4000
"""Characters of a question; a longer text is a plan for the review, not a question."""
DOCUMENTS = 2


class Answerer:
    """Answers questions about the research."""

    def __init__(
        self,
        *,
        understand: Understander,
        search: Search,
        writer: Writer,
        citer: Citer,
        checker: Checker,
    ) -> None:
        self._understand = understand
        self._search = search
        self._writer = writer
        self._cite = citer
        self._check = checker

    def answer(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        name: str = "",
        setting: Setting | None = None,
    ) -> Answer:
        """One answer, whole.

        Raises:
            InputError: when the question is empty or far too long.
        """
        *_, last = self.stream(question, history=history, name=name, setting=setting)
        assert isinstance(last, Answer)
        return last

    def stream(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        name: str = "",
        setting: Setting | None = None,
    ) -> Iterator[Sentence | Answer]:
        """Each sentence as soon as it has passed the check; last the whole answer."""
        _demand(question)
        started = time.perf_counter()
        understanding = self._understand(question, history)
        if setting:
            told = understanding.setting.or_else(setting)
            understanding = replace(understanding, setting=told)
        understood = time.perf_counter()
        evidence = self._evidence(understanding)
        searched = time.perf_counter()
        lines: list[Line] = []
        outcome = Outcome()
        for item in self._writer.write(understanding, evidence):
            if isinstance(item, Outcome):
                outcome = item
            elif self._passes(item):
                lines.append(item)
                yield _sentences(lines)[-1]
        written = time.perf_counter()
        timings = {
            "understand": understood - started,
            "search": searched - understood,
            "write_and_check": written - searched,
            "total": written - started,
        }
        yield self._whole(understanding, lines, outcome, name=name, timings=timings)

    def _evidence(self, understanding: Understanding) -> Evidence:
        ranked = self._search.evidence(understanding.standalone, subjects=understanding.subjects)
        documents = self._search.documents(understanding.standalone, limit=DOCUMENTS)
        return Evidence(tuple(ranked), tuple(self._cite.document(hit) for hit in documents))

    def _passes(self, line: Line) -> bool:
        # A chat model's sentence has passed the full check already, beside the same texts.
        known = () if line.writer == EMBEDDED else line.beside
        return not self._check.problems(line, known=known)

    def _whole(
        self,
        understanding: Understanding,
        lines: Sequence[Line],
        outcome: Outcome,
        *,
        name: str,
        timings: dict[str, float],
    ) -> Answer:
        citations, _ = numbered([line.citations for line in lines])
        sentences = _sentences(lines)
        return Answer(
            id=name or sha256(understanding.standalone.encode()).hexdigest()[:12],
            question=understanding.asked,
            lang=understanding.lang,
            intent=understanding.intent,
            abstained=outcome.abstained,
            reason=outcome.reason,
            answer=laid_out(sentences),
            sentences=sentences,
            citations=() if outcome.abstained else citations,
            codes=outcome.codes,
            follow_ups=outcome.follow_ups,
            writer=_writer(lines),
            timings_ms={stage: round(seconds * 1000, 2) for stage, seconds in timings.items()},
            notes=outcome.notes,
            nearest=outcome.nearest,
        )


def _sentences(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    _, pointers = numbered([line.citations for line in lines])
    return tuple(
        Sentence(
            text=" ".join(line.text.split()),
            basis=line.basis,
            citations=points,
            item=line.item,
            cells=line.cells,
        )
        for line, points in zip(lines, pointers, strict=True)
    )


def _writer(lines: Sequence[Line]) -> str:
    """Whoever wrote any of it, where that was not the embedded writer alone."""
    return next((line.writer for line in lines if line.writer != EMBEDDED), EMBEDDED)


def _demand(question: str) -> None:
    if not question.strip():
        raise InputError("the question is empty: write what you would like to know")
    if len(question) > LONGEST:
        raise InputError(
            f"the question has {len(question)} characters and {LONGEST} are read: "
            "shorten it, or have a longer text reviewed as a plan"
        )
