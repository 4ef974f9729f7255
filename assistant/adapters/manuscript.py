"""What a word processor's file says, as light Markdown: headings, items and rows are marked."""

from typing import NamedTuple

HEADING = "#"
ITEM = "- "
ASIDE = "> "
"""A footnote or a comment, right after the paragraph that it belongs to."""
_TURN = "\f"
_RENDERED = "\f\f"


class _Block(NamedTuple):
    mark: str
    text: str


class Manuscript:
    """Gathers blocks in reading order; tables may nest and need not be well formed."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._rows: list[list[list[_Block]]] = []
        """The open row of each open table, innermost last: cells, which are blocks."""

    def add(self, text: str, *, mark: str = "") -> None:
        """A paragraph; white space is folded, line breaks stay."""
        lines = [" ".join(line.split()) for line in text.split("\n")]
        whole = "\n".join(line for line in lines if line)
        if whole:
            self._here().append(_Block(mark, whole))

    def turn_page(self, *, rendered: bool = False) -> None:
        """A new page; where the file tells how it was rendered, that is believed alone."""
        self._blocks.append(_Block(_RENDERED if rendered else _TURN, ""))

    def open_table(self) -> None:
        """A table, perhaps inside a cell of another."""
        self._rows.append([])

    def open_cell(self) -> None:
        """A cell of the open row."""
        if self._rows:
            self._rows[-1].append([])

    def close_row(self) -> None:
        """Write the row: on one line between bars, or as it is where the table is mere layout."""
        if not self._rows:
            return
        cells, self._rows[-1] = self._rows[-1], []
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            self._here().extend(filled[0])
        elif filled:
            texts = (" ".join(" ".join(text.split()) for _, text in cell) for cell in cells)
            self._here().append(_Block("", f"| {' | '.join(texts)} |"))

    def close_table(self) -> None:
        """Go back to what surrounds the table."""
        self.close_row()
        if self._rows:
            self._rows.pop()

    def pages(self) -> tuple[str, ...]:
        """Everything so far, page by page."""
        while self._rows:
            self.close_table()
        turn = _RENDERED if any(mark == _RENDERED for mark, _ in self._blocks) else _TURN
        pages: list[list[str]] = [[]]
        before = ""
        for mark, text in self._blocks:
            if mark == turn:
                pages.append([])
            elif text:
                tight = pages[-1] and _kind(before) == _kind(mark + text) != ""
                pages[-1] += ["\n" if tight else "\n\n", mark + text]
                before = mark + text
        return tuple("".join(parts[1:]) for parts in pages)

    def _here(self) -> list[_Block]:
        """Where the next block goes: the innermost open cell, or the page."""
        for row in reversed(self._rows):
            if row:
                return row[-1]
        return self._blocks


def _kind(block: str) -> str:
    """Rows of one table and items of one list stand without empty lines between."""
    return block[:2] if block.startswith((ITEM, "| ")) else ""
