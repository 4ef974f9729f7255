"""A report as a Word document, through python-docx."""

import io
from typing import TYPE_CHECKING

from assistant.models.report import (
    UNDERLINES,
    Block,
    Drawing,
    Heading,
    Items,
    Marked,
    Quote,
    Report,
    Rows,
    Text,
    Underline,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.enum.text import WD_UNDERLINE
    from docx.text.paragraph import Paragraph

_PICTURE_CM = 16.5
_TABLE_CM = 16.5
_WIDE = 3
"""How many times wider than the others a table's first column is."""


def to_docx(report: Report, picture: bytes) -> bytes:
    """The document's bytes; `picture` is a PNG."""
    import docx

    document = docx.Document()
    _prepare(document, report)
    document.add_heading(report.title, level=0)
    for block in report.blocks:
        _add(document, block, picture)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _prepare(document: "Document", report: Report) -> None:
    """A4, a quiet font, and nobody's name in the properties."""
    from docx.shared import Cm, Pt, RGBColor

    properties = document.core_properties
    properties.title, properties.author, properties.comments = report.title[:250], "", ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = RGBColor(0x1F, 0x1F, 0x1F)
        document.styles[name].font.name = "Calibri"
    document.styles["Title"].font.size = Pt(20)
    document.styles["Caption"].font.color.rgb = RGBColor(0x40, 0x40, 0x40)
    document.styles["Caption"].font.bold = False


def _add(document: "Document", block: Block, picture: bytes) -> None:
    match block:
        case Heading(level=level, text=text):
            document.add_heading(text, level=level)
        case Text():
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = not block.text
            _say(paragraph, block)
        case Quote(text=text, source=source):
            paragraph = document.add_paragraph(style="Quote")
            paragraph.add_run(text)
            paragraph.add_run(f" ({source})" if source else "").italic = False
        case Items(items=items):
            for item in items:
                _say(document.add_paragraph(style="List Bullet"), item)
        case Rows():
            _table(document, block)
        case Drawing(caption=caption):
            from docx.shared import Cm

            document.add_picture(io.BytesIO(picture), width=Cm(_PICTURE_CM))
            document.add_paragraph(caption, style="Caption")
        case Marked():
            _sentence(document.add_paragraph(), block)


def _say(paragraph: "Paragraph", block: Text) -> None:
    if block.lead:
        paragraph.add_run(f"{block.lead} ").bold = True
    paragraph.add_run(block.text)


def _table(document: "Document", block: Rows) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.autofit = False
    narrow = Cm(_TABLE_CM / (len(block.head) + _WIDE - 1))
    for number, column in enumerate(table.columns):
        column.width = narrow if number else Cm(narrow.cm * _WIDE)
        for cell in column.cells:
            cell.width = narrow if number else Cm(narrow.cm * _WIDE)
            cell.paragraphs[0].paragraph_format.space_after = Cm(0.05)
    document.add_paragraph()


def _sentence(paragraph: "Paragraph", block: Marked) -> None:
    from docx.shared import Cm, Pt

    paragraph.paragraph_format.left_indent = Cm(0.9)
    paragraph.paragraph_format.first_line_indent = Cm(-0.9)
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    paragraph.add_run(f"{block.number}\t").font.size = Pt(8)
    paragraph.add_run(block.text).underline = _underline(UNDERLINES[block.role])
    if block.labels:
        label = paragraph.add_run(f"  {block.labels}")
        label.italic = True
        label.font.size = Pt(8.5)


def _underline(style: Underline) -> "WD_UNDERLINE | None":
    from docx.enum.text import WD_UNDERLINE

    return {
        "single": WD_UNDERLINE.SINGLE,
        "double": WD_UNDERLINE.DOUBLE,
        "dotted": WD_UNDERLINE.DOTTED_HEAVY,
        "wavy": WD_UNDERLINE.WAVY,
        "none": None,
    }[style]
