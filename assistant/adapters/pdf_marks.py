"""Text on a PDF page, word by word; sentences of a plan with the underline of their role."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.models.report import UNDERLINES, Marked, Underline

if TYPE_CHECKING:
    from fpdf import FPDF

_SIZE = 9.0
_SMALL = 7.5
_GUTTER = 9.0
_BELOW = 4.15
"""From the top of a line to what is drawn under it."""
_WAVE = 0.9


def mark_sentence(pdf: "FPDF", block: Marked, *, font: str, line: float) -> None:
    """A number in the gutter, the sentence word by word, its labels in small italics."""
    if pdf.get_y() > pdf.h - pdf.b_margin - line:
        pdf.add_page()
    pdf.set_font(font, "", _SMALL)
    pdf.cell(_GUTTER, line, str(block.number))
    pdf.set_font(font, "", _SIZE)
    left = pdf.l_margin + _GUTTER
    flow(pdf, block.text, left=left, line=line, style=UNDERLINES[block.role])
    if block.labels:
        pdf.set_font(font, "I", _SMALL)
        flow(pdf, block.labels, left=left, line=line)
    pdf.ln(line + 0.8)


def flow(pdf: "FPDF", text: str, *, left: float, line: float, style: Underline = "none") -> None:
    """Write on from where the last word ended, between `left` and the right margin."""
    right = pdf.w - pdf.r_margin
    space = pdf.get_string_width(" ")
    for word in _pieces(pdf, text, right - left):
        width = pdf.get_string_width(word)
        if pdf.get_x() + width > right:
            pdf.ln(line)
            if pdf.get_y() > pdf.h - pdf.b_margin - line:
                pdf.add_page()
            pdf.set_x(left)
        start, top = pdf.get_x(), pdf.get_y()
        # A cell of its exact width, without padding, so that words keep one distance.
        pdf.set_xy(start - pdf.c_margin, top)
        pdf.cell(width + 2 * pdf.c_margin, line, word)
        _rule(pdf, style, start, min(start + width + space, right), top + _BELOW)
        pdf.set_xy(start + width + space, top)


def _pieces(pdf: "FPDF", text: str, most: float) -> Iterator[str]:
    """Words, cut where one is wider than a line."""
    for word in text.split():
        while pdf.get_string_width(word) > most:
            fits = max(1, int(len(word) * most / pdf.get_string_width(word)) - 1)
            yield word[:fits]
            word = word[fits:]
        if word:
            yield word


def _rule(pdf: "FPDF", style: Underline, left: float, right: float, at: float) -> None:
    pdf.set_line_width(0.2)
    match style:
        case "single":
            pdf.line(left, at, right, at)
        case "double":
            pdf.line(left, at - 0.1, right, at - 0.1)
            pdf.line(left, at + 0.45, right, at + 0.45)
        case "dotted":
            pdf.set_line_width(0.35)
            pdf.set_dash_pattern(dash=0.3, gap=0.7)
            pdf.line(left, at, right, at)
            pdf.set_dash_pattern()
        case "wavy":
            steps = max(2, int((right - left) / _WAVE))
            step = (right - left) / steps
            points = [(left + step * n, at + (0.4 if n % 2 else 0.0)) for n in range(steps + 1)]
            pdf.polyline(points)
        case "none":
            pass
