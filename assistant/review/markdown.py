"""A report as Markdown; what the plan says is escaped, so that it cannot pose as ours."""

import re
from collections.abc import Iterator

from assistant.models.report import (
    Block,
    Drawing,
    Heading,
    Items,
    Marked,
    Quote,
    Report,
    Rows,
    Text,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def rendered(report: Report, *, picture: str = "") -> str:
    """The whole; `picture` is the drawing's address, without which its words stand alone."""
    blocks = [f"# {_plain(report.title)}"]
    marked: list[str] = []
    for block in report.blocks:
        if isinstance(block, Marked):
            marked.append(_sentence(block))
            continue
        if marked:
            blocks.append("\n".join(marked))
            marked = []
        blocks += _block(block, picture)
    blocks += ["\n".join(marked)] if marked else []
    return "\n\n".join(blocks) + "\n"


def _block(block: Block, picture: str) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"{'#' * (level + 1)} {_plain(text)}"
        case Text():
            yield _text(block)
        case Quote(text=text, source=source):
            yield f"> {_plain(text)}" + (f" *({_plain(source)})*" if source else "")
        case Items(items=items):
            yield "\n".join(f"- {_text(item)}" for item in items)
        case Rows(head=head, rows=rows):
            lines = [head, ("---",) * len(head)]
            yield "\n".join(
                [_row(line) for line in lines] + [_row(tuple(map(_plain, row))) for row in rows]
            )
        case Drawing(caption=caption):
            if picture:
                yield f"![{_plain(caption)}]({picture})"
                yield f"*{_plain(caption)}*"
        case Marked():
            yield _sentence(block)


def _text(block: Text) -> str:
    lead = f"**{_plain(block.lead)}**" if block.lead else ""
    return " ".join(part for part in (lead, _plain(block.text)) if part)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _sentence(block: Marked) -> str:
    mark = f" — *{_plain(block.labels)}*" if block.labels else ""
    return f"{block.number}. {_plain(block.text)}{mark}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
