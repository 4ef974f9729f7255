"""A model's text becomes data at one gate: sentences as they complete, or what did not fit."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.models.evidence import Basis

LONGEST = 400
"""Characters of one sentence."""
_LINK_OR_MARKUP = re.compile(r"https?:|www\.|\S@\S+\.\S|[<>{}`|\\‹›]|\]\(|\*\*|^\s*(?:#|[-*•]\s)")
_OF_THE_FRAME = re.compile(
    r"\be\d+\b|\b(?:json|prompt|findings? (?:says?|states?|above|below))\b", re.I
)
_ENDS = re.compile(r"[.!?…][\"”’')]*$")


class Piece(BaseModel):
    """One sentence as a model must hand it over."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    basis: Basis = "paper"
    """What the model calls it; it counts only where it claims less than the evidence allows."""
    ids: tuple[str, ...] = Field(min_length=1, max_length=4)


@dataclass(frozen=True)
class Unfit:
    """What came where a piece was due."""

    text: str
    reason: str


def schema_of(ids: Sequence[str]) -> str:
    """The JSON Schema of a reply: one sentence that cites some of `ids`; they come first, and what is said after."""
    names = {
        "type": "array",
        "items": {"type": "string", "enum": list(ids)},
        "minItems": 1,
        "maxItems": len(ids),
    }
    return json.dumps(
        {
            "type": "object",
            "properties": {"ids": names, "text": {"type": "string"}},
            "required": ["ids", "text"],
            "additionalProperties": False,
        }
    )


def pieces(stream: Iterable[str], *, longest: int) -> Iterator[Piece | Unfit]:
    """Each innermost JSON object as it closes, so a line a sentence and one list of all read alike.

    Reading stops after `longest` characters. Prose around the objects is passed over; a reply of nothing else is unfit.
    """
    scan = _Scan()
    found = False
    for text in stream:
        for closed in scan.feed(text[: longest - scan.seen]):
            found = True
            yield _piece(closed)
        if scan.seen >= longest:
            break
    if scan.open:
        yield Unfit(scan.open, "it was cut off")
    elif not found:
        yield Unfit(scan.prose.strip(), "it is not in the form that was asked for")


def flaws(text: str) -> list[str]:
    """What no sentence for a reader may hold, whatever it says."""
    said = [
        ("it is empty", not text.strip()),
        ("it is too long", len(text) > LONGEST),
        ("it holds a link or markup", bool(_LINK_OR_MARKUP.search(text))),
        ("it speaks of its task", bool(_OF_THE_FRAME.search(text))),
        ("it is not finished", not _ENDS.search(text.strip())),
        ("it asks instead of answering", text.strip().endswith("?")),
    ]
    return [reason for reason, holds in said if holds]


class _Scan:
    """Follows braces and strings through text that comes in pieces."""

    def __init__(self) -> None:
        self.seen = 0
        self.prose = ""
        self._inside = ""
        self._starts: list[int] = []
        self._leaf = self._string = self._escaped = False

    @property
    def open(self) -> str:
        """The innermost object that has not been closed yet, if it is one that would be handed on."""
        return self._inside[self._starts[-1] :] if self._starts and self._leaf else ""

    def feed(self, text: str) -> Iterator[str]:
        for char in text:
            self.seen += 1
            if closed := self._step(char):
                yield closed

    def _step(self, char: str) -> str:
        if not self._starts and char != "{":
            self.prose += char
            return ""
        self._inside += char
        if self._string:
            self._string = self._escaped or char != '"'
            self._escaped = char == "\\" and not self._escaped
        elif char == '"':
            self._string = True
        elif char == "{":
            self._starts.append(len(self._inside) - 1)
            self._leaf = True
        elif char == "}":
            return self._close()
        return ""

    def _close(self) -> str:
        start = self._starts.pop()
        closed = self._inside[start:] if self._leaf else ""
        self._leaf = False
        if not self._starts:
            self._inside = ""
        return closed


def _piece(text: str) -> Piece | Unfit:
    try:
        return Piece.model_validate_json(text)
    except ValidationError:
        return Unfit(text, "it is not in the form that was asked for")
