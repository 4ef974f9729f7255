"""Read the reader's own copy of the paper and tie every place and quote card to its words.

The outline knows the first words of each paragraph and block quote. They are sought in the copy by
letters and digits alone, in order, so that page breaks, hyphens at line ends, curly or straight
quotes and the run-in heading do not matter, and a PDF gives the same ties as a text. What lies
between two openings is the paragraph.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from pydantic import computed_field

from assistant.errors import PaperError
from assistant.knowledge.pages import body_lines, unhyphenated
from assistant.models.framework import Place
from assistant.models.outline import Outline, Unit
from assistant.models.record import Record

_ENDS = ("ORCID", "References")
"""What follows the last paragraph, whichever comes first."""

PageTexts = Callable[[Path], Sequence[str]]
"""Reads a PDF: the text of every page, lines as printed."""


class Paper(Record):
    """An indexed copy: folded text, and where each paragraph and block quote lies in it."""

    text: str
    """The whole copy up to the reference list, white space folded to single spaces."""
    paragraphs: Mapping[str, tuple[int, int]]
    """`str(place)` -> character offsets into `text`."""
    quotes: Mapping[str, tuple[int, int]]
    """Card id -> character offsets into `text`."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def digest(self) -> str:
        """What this copy is known by, so that an index knows what it was built from."""
        return sha256(self.text.encode()).hexdigest()

    def paragraph(self, place: Place) -> str | None:
        """The paragraph's own words, or None where this copy lacks it (a title page)."""
        return self._cut(self.paragraphs.get(str(place)))

    def quote(self, card: str) -> str | None:
        """The block quote's own words, with its attribution."""
        return self._cut(self.quotes.get(card))

    def _cut(self, span: tuple[int, int] | None) -> str | None:
        return self.text[span[0] : span[1]] if span else None


def read(path: Path, outline: Outline, *, page_texts: PageTexts) -> Paper:
    """Read a copy from a .txt or .pdf file.

    Raises:
        PaperError: when the file is not this paper, or not the whole of it.
    """
    if not path.is_file():
        raise PaperError(f"there is no file {str(path)!r}: give the path of your copy of the paper")
    match path.suffix.lower():
        case ".txt" | ".md" | ".text":
            raw = path.read_text("utf-8", errors="replace")
        case ".pdf":
            raw = _printed(page_texts(path))
        case other:
            raise PaperError(f"{path.name!r} is a {other or 'nameless'} file: give a .txt or .pdf")
    return locate(raw, outline, name=path.name)


def locate(raw: str, outline: Outline, *, name: str) -> Paper:
    """Find every unit of the outline in `raw`.

    Raises:
        PaperError: naming how many paragraphs were looked for, and the first that is missing.
    """
    text = " ".join(raw.split())
    if not text:
        raise PaperError(f"{name!r} holds no text: a scanned PDF needs text recognition first")
    starts, missing = _starts(text, outline)
    if missing:
        wanted = sum(not unit.optional for section in outline.sections for unit in section.units)
        found = wanted - len(missing)
        section, unit = missing[0]
        raise PaperError(
            f"{name!r} is not the whole paper ({_hint(starts, missing, outline)}): of {wanted} "
            "paragraphs and quotes of Frederiksen and Grubb (2021) "
            f"{found} {'was' if found == 1 else 'were'} found; "
            f"the first one missing begins {unit.opening!r} in {section!r}"
        )
    return _cut(text, starts, outline)


def _hint(
    starts: Sequence[tuple[str, Unit, int]], missing: Sequence[tuple[str, Unit]], outline: Outline
) -> str:
    """What was found tells what the file is: the beginning, most of it, or none."""
    units = [unit for section in outline.sections for unit in section.units]
    found = [unit for _, unit, _ in starts]
    if found and units.index(found[-1]) < units.index(missing[0][1]):
        return "it seems to be cut short"
    if len(found) > len(missing):
        return "parts of it seem to be left out"
    return "it seems to be another text"


def _printed(pages: Sequence[str]) -> str:
    return unhyphenated("\n".join(line for page in body_lines(pages) for line in page))


def _letters(text: str) -> tuple[str, list[int]]:
    """`text` as its letters and digits alone, and where each of them stood."""
    kept = [(char.lower(), at) for at, char in enumerate(text) if char.isalnum()]
    # Lower-casing may lengthen a letter; its first part is enough to keep offsets aligned.
    return "".join(char[0] for char, _ in kept), [at for _, at in kept]


def _starts(
    text: str, outline: Outline
) -> tuple[list[tuple[str, Unit, int]], list[tuple[str, Unit]]]:
    letters, offsets = _letters(text)
    starts: list[tuple[str, Unit, int]] = []
    missing: list[tuple[str, Unit]] = []
    cursor = 0
    for section in outline.sections:
        for unit in section.units:
            opening = _letters(unit.opening)[0]
            at = letters.find(opening, cursor)
            if at < 0:
                if not unit.optional:
                    missing.append((section.id, unit))
                continue
            starts.append((section.id, unit, _opened(text, offsets[at])))
            cursor = at + len(opening)
    return starts, missing


def _opened(text: str, at: int) -> int:
    """Step back over what opens a paragraph but is no letter: brackets, quotes, `[. . .]`."""
    head = re.search(r"(?:\[[. ]*\]\s*|[\[(*'\"‘“])*$", text[:at])
    return head.start() if head else at


def _cut(text: str, starts: Sequence[tuple[str, Unit, int]], outline: Outline) -> Paper:
    tails = [at for word in _ENDS if (at := text.find(word, starts[-1][2])) > 0]
    ends = [start for _, _, start in starts[1:]] + [min(tails, default=len(text))]
    headings = {section.id: section.headings for section in outline.sections}
    paragraphs: dict[str, tuple[int, int]] = {}
    quotes: dict[str, tuple[int, int]] = {}
    for index, ((section, unit, start), end) in enumerate(zip(starts, ends, strict=True)):
        following = starts[index + 1][0] if index + 1 < len(starts) else section
        if following != section:
            end = _before_headings(text, start, end, headings[following])
        end = start + len(text[start:end].rstrip())
        if unit.quote is not None:
            quotes[unit.quote] = (start, end)
        else:
            paragraphs[f"{section}:{unit.paragraph}"] = (start, end)
    return Paper(text=text[: ends[-1]].rstrip(), paragraphs=paragraphs, quotes=quotes)


def _before_headings(text: str, start: int, end: int, headings: Sequence[str]) -> int:
    """Where the paragraph ends that stands before the next section's headings."""
    for heading in reversed(headings):
        body = text[start:end].rstrip()
        if body.lower().endswith(heading.lower()):
            end = start + len(body) - len(heading)
    if not headings:  # the key words follow the abstract after a label of one word
        end = start + len(re.sub(r"\s*KEYWORDS\s*$", "", text[start:end], flags=re.IGNORECASE))
    return end
