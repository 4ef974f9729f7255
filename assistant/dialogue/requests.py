"""What a chat model is sent: one finding a request, after the question and a few worked examples."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.dialogue.chat import ChatRequest, Exchange
from assistant.dialogue.exhibits import Exhibit
from assistant.dialogue.marked import as_data
from assistant.dialogue.pieces import schema_of
from assistant.dialogue.prompts import Prompt
from assistant.dialogue.understand import Understanding
from assistant.errors import PromptError

EARLIER = 6
"""Turns of the asker that are sent."""
LONGEST_TURN = 1000
"""Characters of the question and of each earlier turn; what is longer is cut."""
_EXAMPLE = "e0"
"""The id of what an example tells; no evidence has it."""


@dataclass(frozen=True)
class Requests:
    """Puts requests together from the texts in `prompts/`.

    A small model can say one sentence again and loses itself in five; a large one loses nothing by hearing them
    one at a time, since it keeps the question and what it has said. What they share comes first, so that a server
    that keeps what it has read need only read the next finding.
    """

    rules: Prompt
    question: Prompt
    ready: Prompt
    examples: Prompt

    @classmethod
    def load(cls, folder: Path) -> "Requests":
        """From the files in `folder`.

        Raises:
            PromptError: when one is missing, or is not what its place needs.
        """
        names = ("rules", "question", "ready", "examples")
        rules, question, ready, examples = (Prompt.load(folder / f"{name}.md") for name in names)
        if any(len(pair) != 2 for pair in _pairs(examples)):
            raise PromptError(
                "examples.md: each block holds a finding and, below it, that finding retold"
            )
        return cls(rules, question, ready, examples)

    @property
    def fixed(self) -> int:
        """Characters that every request holds, whatever is asked: rules, examples, question and turns."""
        words = len(self.rules.text) + len(self.ready.text) + 2 * len(self.examples.text)
        return words + (EARLIER + 1) * LONGEST_TURN

    def opening(self, understanding: Understanding) -> tuple[Exchange, ...]:
        """The question and the examples."""
        turns = understanding.earlier[-EARLIER:]
        asked = self.question.fill(
            earlier="".join(as_data("earlier", turn[:LONGEST_TURN]) + "\n" for turn in turns),
            question=as_data("question", understanding.asked[:LONGEST_TURN]),
        )
        examples = (
            Exchange(as_data("finding", finding, {"id": _EXAMPLE}), reply_of(_EXAMPLE, retold))
            for finding, retold in _pairs(self.examples)
        )
        return (Exchange(asked, self.ready.fill()), *examples)

    def next(self, exhibit: Exhibit, before: Sequence[Exchange], *, seconds: float) -> ChatRequest:
        """For one piece of evidence, after what was said of the ones before it."""
        schema = schema_of([exhibit.id])
        return ChatRequest(self.rules.fill(), exhibit.marked(), schema, tuple(before), seconds)


def reply_of(name: str, text: str) -> str:
    """A reply as it should come."""
    return json.dumps({"ids": [name], "text": text}, ensure_ascii=False)


def _pairs(examples: Prompt) -> list[tuple[str, ...]]:
    return [tuple(block.splitlines()) for block in examples.fill().split("\n\n")]
