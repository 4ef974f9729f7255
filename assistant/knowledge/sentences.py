"""Cut a text into sentences without losing where they stood."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_MARK = re.compile(r"^(?:[-*•–—▪◦‣·]+|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|[IVX]{2,4}[.)]|#{1,6}|>)\s+")
_EDGE = " \t\r\n\f\v\xa0|"
"""What no sentence begins or ends with: white space, and the bars of a table's row."""
_NO_PROSE = re.compile(r"```.*?```|\[/?INST\]|<\|\w+\|>|<</?SYS>>", re.DOTALL)
"""A program between fences, as in Markdown, and the marks by which chat models are told whose turn it is."""
_ENDS = (".", "!", "?", ":", ";")
_SHORT = 60
"""A line up to this long that ends without a full stop is not broken in the middle."""
_FULL = 0.9
"""How much of the longest line a line uses up, with the next word, where a text is broken by hand."""
_MOST = 0.5
"""The share of lines that do so there, of those that read on in small letters."""
_LETTERS = re.compile(r"[^\W\d_]")


class Span(NamedTuple):
    """A sentence and its character offsets in the text it came from."""

    start: int
    end: int
    text: str


def sentences(text: str, *, language: str = "en") -> list[Span]:
    """Sentences, headings and list items, in order; marks such as `- ` or `1. ` are left out.

    A line that ends a paragraph, opens a list item or stands before an empty line ends a sentence
    too, since plans are full of lists and headings without full stops. Code between fences and the marks
    of chat models are passed over.
    """
    prose = _NO_PROSE.sub(lambda found: " " * len(found.group()), text)
    found = (
        span for start, end in _blocks(prose) for span in _in_block(prose, start, end, language)
    )
    return [Span(start, end, text[start:end]) for start, end, _ in found]


def fold(text: str) -> str:
    """White space folded to single spaces, as a sentence is shown and embedded."""
    return " ".join(text.split())


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines that read on: a paragraph, or an item of a list with its further lines."""
    begin: int | None = None
    end = at = 0
    before = ""
    width = _wrapped_at(text)
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        opens = bool(_MARK.match(stripped)) or stripped.startswith("|")
        if begin is not None and (not stripped or opens or not _reads_on(before, stripped, width)):
            yield begin, end
            begin = None
        if stripped:
            begin = at if begin is None else begin
            end = at + len(line.rstrip())
            before = stripped
        at += len(line)
    if begin is not None:
        yield begin, end


def _wrapped_at(text: str) -> float:
    """The length at which the text's lines are broken by hand.

    0 where a line is a paragraph; infinite where lines in small letters follow each other but end anywhere, as in a
    hasty e-mail: then each ends where its writer stopped.
    """
    lines = [line.strip() for line in text.splitlines()]
    broken = [
        (len(before), len(before) + 1 + len(line.split(maxsplit=1)[0]))
        for before, line in pairwise(lines)
        if before and not before.endswith(_ENDS) and line[:1].islower()
    ]
    width = max((length for length, _ in broken), default=0)
    if width <= _SHORT:
        return 0
    full = sum(with_next >= _FULL * width for _, with_next in broken)
    return width if full >= _MOST * len(broken) else math.inf


def _reads_on(before: str, line: str, width: float) -> bool:
    """Whether `line` continues the block that ends with the line `before`.

    A short line without a full stop is a heading or an item; so is a longer one, unless the text is wrapped by hand
    and the next word would not have fitted.
    """
    if before.endswith(_ENDS):
        return len(before) > _SHORT and 0 < width < math.inf
    if line[:1].islower():
        return width < math.inf
    return len(before) > _SHORT and len(before) + 1 + len(line.split(maxsplit=1)[0]) > width > 0


def _in_block(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    import sentencex

    body = text[start:end]
    lead = len(body) - len(body.lstrip())
    start += lead
    mark = _MARK.match(text[start:end])
    start += mark.end() if mark else 0
    for boundary in sentencex.get_sentence_boundaries(language, text[start:end]):
        raw: str = boundary["text"]
        left = start + boundary["start_index"] + len(raw) - len(raw.lstrip(_EDGE))
        right = start + boundary["start_index"] + len(raw.rstrip(_EDGE))
        if _LETTERS.search(text[left:right]):
            yield Span(left, right, text[left:right])
