"""A table of figures, for the terminal and the README."""

from collections.abc import Mapping, Sequence

from assistant.models.record import Record


class Table(Record):
    """Named rows of named figures; a row may lack a figure."""

    title: str
    rows: tuple[tuple[str, Mapping[str, str]], ...]

    def to_markdown(self) -> str:
        """A heading and a table in Markdown."""
        heads = list(dict.fromkeys(name for _, row in self.rows for name in row))
        lines = [
            f"### {self.title}",
            "",
            _line(["", *heads]),
            _line(["---"] * (len(heads) + 1)),
            *(_line([name, *(row.get(head, "–") for head in heads)]) for name, row in self.rows),
        ]
        return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
