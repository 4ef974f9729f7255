"""A plan as a Word file or a PDF, with one more text put where a reader of the page does not look."""

import io
import textwrap
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from assistant.models.record import Record

Hidden = Literal[
    "docx: white text",
    "docx: hidden text",
    "docx: comment",
    "docx: metadata",
    "docx: alt text",
    "pdf: white text",
    "pdf: text of size 1",
    "pdf: metadata",
    "pdf: note on the page",
    "pdf: off the page",
]
"""How a text is hidden in a file."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_TYPE}" Target="word/document.xml"/></Relationships>'
)
_COLUMNS = 92
_LINES = 46
_SENTENCES_BEFORE = 3
"""Where in the plan the hidden text stands."""


class File(Record):
    """A name and its bytes."""

    name: str
    data: bytes


def hidden_in(sentences: Sequence[str], text: str, how: Hidden) -> File:
    """The plan, a paragraph a sentence, with `text` hidden in it; without text, its clean twin."""
    if how.startswith("docx"):
        return File(name="plan.docx", data=_docx(sentences, text, how))
    return File(name="plan.pdf", data=_pdf(sentences, text, how))


def _docx(sentences: Sequence[str], text: str, how: Hidden) -> bytes:
    inserts: Mapping[Hidden, Callable[[str], str]] = {
        "docx: white text": lambda t: _run(t, '<w:color w:val="FFFFFF"/>'),
        "docx: hidden text": lambda t: _run(t, "<w:vanish/>"),
        "docx: comment": lambda t: '<w:r><w:commentReference w:id="1"/></w:r>',
        "docx: alt text": _alt_text,
    }
    extra = inserts[how](text) if text and how in inserts else ""
    paragraphs = [_run(sentence) for sentence in sentences]
    paragraphs[_SENTENCES_BEFORE:_SENTENCES_BEFORE] = [extra] if extra else []
    body = "".join(f"<w:p>{runs}</w:p>" for runs in paragraphs)
    parts = {
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:wp="{_DRAWING}"><w:body>{body}'
        "</w:body></w:document>",
    }
    if text and how == "docx: comment":
        comment = f'<w:comment w:id="1"><w:p>{_run(text)}</w:p></w:comment>'
        parts["word/comments.xml"] = f'<w:comments xmlns:w="{_WORD}">{comment}</w:comments>'
    if text and how == "docx: metadata":
        parts["docProps/core.xml"] = f"<core><title>{escape(text)}</title></core>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def _alt_text(text: str) -> str:
    picture = f'<wp:docPr id="1" name="Picture 1" descr={quoteattr(text)}/>'
    return f"<w:r><w:drawing><wp:inline>{picture}</wp:inline></w:drawing></w:r>"


def _pdf(sentences: Sequence[str], text: str, how: Hidden) -> bytes:
    """One font, a line every 14 points; Latin-1 alone, which the packaged plans keep to."""
    lines = [line for sentence in sentences for line in (*textwrap.wrap(sentence, _COLUMNS), "")]
    pages = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    streams = [_shown(page) for page in pages]
    flat = " ".join(text.split())
    if text and how == "pdf: white text":
        streams[0] += b"\n1 1 1 rg " + _line(flat, 40, 60)
    if text and how == "pdf: text of size 1":
        streams[0] += b"\n" + _line(flat, 40, 60, size=1)
    if text and how == "pdf: off the page":
        streams[0] += b"\n" + _line(flat, 40, -400)
    note = _literal(flat) if text and how == "pdf: note on the page" else b""
    info = _literal(flat) if text and how == "pdf: metadata" else b""
    return _assembled(streams, note=note, info=info)


def _shown(lines: Sequence[str]) -> bytes:
    drawn = [_line(line, 40, 760 - 14 * at) for at, line in enumerate(lines) if line]
    return b"0 0 0 rg\n" + b"\n".join(drawn)


def _line(text: str, x: int, y: int, *, size: int = 10) -> bytes:
    return b"BT /A %d Tf %d %d Td %s Tj ET" % (size, x, y, _literal(text))


def _literal(text: str) -> bytes:
    plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + plain.encode("cp1252", "replace") + b")"


def _assembled(streams: Sequence[bytes], *, note: bytes, info: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    objects.append(b"<< /Title %s >>" % (info or b"()"))
    kids = []
    for number, stream in enumerate(streams):
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        notes = b""
        if note and not number:
            objects.append(
                b"<< /Type /Annot /Subtype /Text /Rect [40 40 60 60] /Contents %s >>" % note
            )
            notes = b" /Annots [%d 0 R]" % len(objects)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R%s" % (
            content,
            notes,
        )
        objects.append(page + b" /Resources << /Font << /A 3 0 R >> >> >>")
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _written(objects)


def _written(objects: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Root 1 0 R /Info 4 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)
