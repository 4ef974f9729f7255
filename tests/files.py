"""Files of every kind that is read, made in memory: honest ones, and some that are not."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{main}"/></Relationships>'
)
_OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)


def archive(parts: Mapping[str, str | bytes], *, stored: Sequence[str] = ()) -> bytes:
    """A zip of these parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            file.writestr(name, content, how)
    return buffer.getvalue()


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document around the XML of its body; other parts are given without their root."""
    roots = {"styles": "styles", "footnotes": "footnotes", "comments": "comments"}
    others = {
        f"word/{name}.xml": f"<w:{roots[name]} {_WORD}>{xml}</w:{roots[name]}>"
        for name, xml in (parts or {}).items()
    }
    return archive(
        {
            "_rels/.rels": _RELATIONS.format(main="word/document.xml"),
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            **others,
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """One Word paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, *, manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument text around the XML of its body."""
    content = f"<office:document-content {_OPEN}><office:body><office:text>{body}</office:text>"
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:body></office:document-content>",
            "META-INF/manifest.xml": manifest,
        },
        stored=("mimetype",),
    )


def pdf(*streams: bytes, forms: Mapping[str, bytes] | None = None, pages: int = 1) -> bytes:
    """A PDF whose pages all draw `streams`; forms are drawn by name, such as `/F0 Do`."""
    forms = forms or {}
    resources = b"<< /Font << /A 3 0 R >> /XObject << %s >> >>" % b" ".join(
        b"/%s %d 0 R" % (name.encode(), number) for number, name in enumerate(forms, start=4)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for content in forms.values():
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %s" % resources
        objects.append(_stream(content, head))
    objects.append(_stream(b"\n".join(streams), b"<<"))
    drawn, first = len(objects), len(objects) + 1
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 700] /Resources %s /Contents %d 0 R >>"
    objects += [page % (resources, drawn)] * pages
    kids = b" ".join(b"%d 0 R" % number for number in range(first, first + pages))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids)
    return _assembled(objects)


def said(text: str) -> bytes:
    """What a page draws to show a line of text."""
    return b"BT /A 12 Tf 20 600 Td (%s) Tj ET" % text.encode("latin-1")


def _stream(content: bytes, head: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"%s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        head,
        len(packed),
        packed,
    )


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)
