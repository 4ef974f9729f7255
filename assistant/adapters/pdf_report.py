"""A report as a PDF, through fpdf2, in matplotlib's DejaVu fonts."""

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.pdf_marks import flow, mark_sentence
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

if TYPE_CHECKING:
    from fpdf import FPDF

_FONT = "DejaVu"
_FACES = {"": "DejaVuSans", "B": "DejaVuSans-Bold", "I": "DejaVuSans-Oblique"}
_SIZE = 9.5
_LINE = 5.0
_INDENT = 6.0
_LEAST = 40.0
"""A heading with less room than this below it, in mm, goes to the next page."""
_CAPTION = 12.0
"""Room below the picture for what it says, in mm."""
_PADDING = (0.3, 1.2)
_CELL = 200
"""Letters in a table's cell, at most."""
_WIDE = 3.0
"""How much wider than the others a table's first column is."""


def to_pdf(report: Report, picture: bytes) -> bytes:
    """The document's bytes; `picture` is a PNG."""
    from fpdf.fonts import TTFFont

    pdf = _opened(report)
    for block in report.blocks:
        _add(pdf, block, picture)
    written = bytes(pdf.output())
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            # Its file is read late, and fpdf2 leaves it open.
            font.ttfont.close()
    return written


def _opened(report: Report) -> "FPDF":
    import matplotlib
    from fpdf import FPDF

    class Pages(FPDF):
        def footer(self) -> None:
            """The page's number, and what the document is."""
            self.set_y(-14)
            self.set_font(_FONT, "", 7.5)
            self.set_text_color(90)
            name = report.title if len(report.title) <= 80 else report.title[:79] + "…"
            self.cell(0, 5, f"{name} · page {self.page_no()} of {{nb}}", align="C")
            self.set_text_color(0)

    pdf = Pages(format="A4")
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for style, file in _FACES.items():
        pdf.add_font(_FONT, style, fonts / f"{file}.ttf")
    pdf.set_margins(20, 18)
    pdf.c_margin = 0
    pdf.set_auto_page_break(auto=True, margin=20)
    pdf.set_title(report.title)
    pdf.add_page()
    pdf.set_font(_FONT, "B", 16)
    pdf.multi_cell(0, 8, report.title, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    return pdf


def _add(pdf: "FPDF", block: Block, picture: bytes) -> None:
    match block:
        case Heading(level=level, text=text):
            _heading(pdf, level, text)
        case Text():
            _say(pdf, block, indent=0)
            pdf.ln(1.5)
        case Quote(text=text, source=source):
            _quote(pdf, f"{text} ({source})" if source else text)
        case Items(items=items):
            for item in items:
                _item(pdf, item)
            pdf.ln(1.5)
        case Rows():
            _table(pdf, block)
        case Drawing(caption=caption):
            _picture(pdf, picture, caption)
        case Marked():
            mark_sentence(pdf, block, font=_FONT, line=_LINE)


def _heading(pdf: "FPDF", level: int, text: str) -> None:
    if pdf.get_y() > pdf.h - pdf.b_margin - _LEAST:
        pdf.add_page()
    pdf.ln(4 if level == 1 else 2)
    pdf.set_font(_FONT, "B", 13 if level == 1 else 10.5)
    pdf.multi_cell(0, 6.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1)


def _say(pdf: "FPDF", block: Text, *, indent: float) -> None:
    """A paragraph that breaks between words, its lead in bold."""
    if pdf.get_y() > pdf.h - pdf.b_margin - _LINE:
        pdf.add_page()
    left = pdf.l_margin + indent
    pdf.set_x(left)
    pdf.set_font(_FONT, "B", _SIZE)
    flow(pdf, block.lead, left=left, line=_LINE)
    pdf.set_font(_FONT, "", _SIZE)
    flow(pdf, block.text, left=left, line=_LINE)
    pdf.ln(_LINE)


def _quote(pdf: "FPDF", text: str) -> None:
    pdf.set_font(_FONT, "I", _SIZE)
    page, top = pdf.page, pdf.get_y()
    pdf.set_x(pdf.l_margin + _INDENT)
    pdf.multi_cell(0, _LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")
    if pdf.page == page:
        pdf.set_line_width(0.6)
        pdf.set_draw_color(120)
        pdf.line(pdf.l_margin + 2, top + 0.6, pdf.l_margin + 2, pdf.get_y() - 0.6)
        pdf.set_draw_color(0)
    pdf.ln(1.5)


def _item(pdf: "FPDF", item: Text) -> None:
    if pdf.get_y() > pdf.h - pdf.b_margin - _LINE:
        pdf.add_page()
    pdf.set_font(_FONT, "", _SIZE)
    pdf.set_x(pdf.l_margin + 1)
    pdf.cell(4, _LINE, "•")
    _say(pdf, item, indent=_INDENT)


def _table(pdf: "FPDF", block: Rows) -> None:
    from fpdf.fonts import FontFace

    pdf.set_font(_FONT, "", 8.5)
    widths = (_WIDE, *[1.0] * (len(block.head) - 1))
    bold = FontFace(emphasis="BOLD")
    with pdf.table(
        col_widths=widths,
        headings_style=bold,
        line_height=_LINE,
        text_align="LEFT",
        padding=_PADDING,
    ) as t:
        t.row(block.head)
        for row in block.rows:
            t.row([_short(cell) for cell in row])
    pdf.ln(3)


def _short(text: str) -> str:
    """A row must fit on a page, however long a heading somebody writes."""
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _picture(pdf: "FPDF", picture: bytes, caption: str) -> None:
    wide, high = struct.unpack(">II", picture[16:24])
    height = pdf.epw * high / wide
    if pdf.get_y() + height + _CAPTION > pdf.h - pdf.b_margin:
        pdf.add_page()
    pdf.image(io.BytesIO(picture), w=pdf.epw)
    pdf.ln(1)
    pdf.set_font(_FONT, "I", 8)
    pdf.multi_cell(0, 4.2, caption, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
