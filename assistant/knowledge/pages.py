"""The lines of PDF pages as running text: no heads and folios, hyphens mended, lines joined."""

import re
from collections import Counter
from collections.abc import Sequence

_EDGE = 2
"""How many lines at the top and the foot of a page may be running heads."""
_RECURS = 3
_FULL = 0.75
"""A line this share of the page's width runs on into the next one."""
_NARROWEST = 45
_COMPOUND = re.compile(r"\w+-\w+")
_BROKEN = re.compile(r"(\w+)[-\u00ad\u0002\ufffe]\n([^\W\d_A-ZÆØÅ]\w*)")
_ITEM = re.compile(r"(?:[-*•–—▪◦‣·●○]|\(?\d{1,2}[.)]|\(?[a-z][.)]|#|\|)\s")


def body_lines(pages: Sequence[str]) -> list[list[str]]:
    """Each page's lines, leaving out page numbers and heads that recur at the edge of pages."""
    split = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    edges: Counter[str] = Counter()
    for lines in split:
        edges.update({_shape(line) for line in _edge(lines)})
    recurring = {shape for shape, count in edges.items() if count >= _RECURS}
    return [_body(lines, recurring) for lines in split]


def unhyphenated(text: str) -> str:
    """Mend words broken at a line's end; a hyphen that the text has elsewhere too is kept."""
    whole = set(_COMPOUND.findall(text.lower()))

    def mend(broken: re.Match[str]) -> str:
        left, right = broken.groups()
        joint = "-" if f"{left}-{right}".lower() in whole else ""
        return left + joint + right

    return _BROKEN.sub(mend, text)


def running_text(lines: Sequence[str]) -> str:
    """Lines of one page as paragraphs with empty lines between."""
    lengths = sorted(len(line) for line in lines)
    width = max(lengths[int(len(lengths) * 0.9)] if lengths else 0, _NARROWEST)
    blocks: list[str] = []
    last = ""
    for line in lines:
        if blocks and _runs_on(last, line, width):
            blocks[-1] += "\n" + line
        else:
            blocks.append(line)
        last = line
    mended = unhyphenated("\n\n".join(blocks))
    return re.sub(r"(?<!\n)\n(?!\n)", " ", mended)


def _runs_on(before: str, line: str, width: int) -> bool:
    if _ITEM.match(line):
        return False
    return line[0].islower() or len(before) >= _FULL * width


def _body(lines: Sequence[str], recurring: set[str]) -> list[str]:
    edge = set(_edge(lines))
    kept = [
        line
        for line in lines
        if line not in edge or not (_shape(line) in recurring or line.isdigit())
    ]
    # A page of one line (a slide, a divider) is its own head: better kept than lost.
    return kept or list(lines)


def _edge(lines: Sequence[str]) -> list[str]:
    return [*lines[:_EDGE], *lines[-_EDGE:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.lower())
