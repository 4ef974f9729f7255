"""What of a Word or OpenDocument file counts as its text, and how it is marked."""

import io

import docx as python_docx
import pytest

from assistant.adapters.formats import READERS
from assistant.errors import DocumentError
from assistant.knowledge.documents import Document, read_bytes
from tests.files import archive, docx, odt, paragraph

_BREAK = '<w:br w:type="page"/>'


def read(data: bytes, name: str = "plan.docx") -> Document:
    return read_bytes(name, data, READERS)


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


def row(*cells: str) -> str:
    inside = "".join(f"<w:tc>{paragraph(cell) if cell else '<w:p/>'}</w:tc>" for cell in cells)
    return f"<w:tr>{inside}</w:tr>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(paragraph("Aims") + paragraph("Rooms."), "Aims\n\nRooms.", id="paragraphs"),
        pytest.param(run("<w:t>One</w:t><w:br/><w:t>two</w:t>"), "One\ntwo", id="line break"),
        pytest.param(
            run("<w:t>One</w:t><w:tab/><w:t> two\nthree</w:t>"), "One two three", id="white space"
        ),
        pytest.param(
            run("<w:t>long</w:t><w:noBreakHyphen/><w:t>term</w:t>"), "long-term", id="hyphen"
        ),
        pytest.param(
            f"<w:tbl>{row('Risk', 'Answer')}{row('Noise', 'Talk.')}</w:tbl>{paragraph('After')}",
            "| Risk | Answer |\n| Noise | Talk. |\n\nAfter",
            id="table",
        ),
        pytest.param(
            f"<w:tbl>{row('', 'Alone')}{row('', '')}</w:tbl>", "Alone", id="table for layout"
        ),
        pytest.param(
            "<w:tbl><w:tr><w:tc><w:tbl>"
            + row("a", "b")
            + f"</w:tbl></w:tc><w:tc>{paragraph('c')}</w:tc></w:tr></w:tbl>",
            "| | a | b | | c |",
            id="table in a table",
        ),
        pytest.param(
            paragraph("Call", '<w:numPr><w:numId w:val="3"/></w:numPr>')
            + paragraph("Visit", '<w:numPr><w:numId w:val="3"/></w:numPr>'),
            "- Call\n- Visit",
            id="list",
        ),
        pytest.param(
            paragraph("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>'), "Plain", id="no list"
        ),
        pytest.param(paragraph("Aims", '<w:outlineLvl w:val="1"/>'), "## Aims", id="outline"),
        pytest.param(
            f"<w:p><w:r><w:t>Out </w:t><w:txbxContent>{paragraph('Box')}</w:txbxContent>"
            "<w:t>side</w:t></w:r></w:p>",
            "Box\n\nOut side",
            id="text box",
        ),
        pytest.param(
            "<w:p><w:r><w:AlternateContent><w:Choice><w:t>New</w:t></w:Choice>"
            "<w:Fallback><w:t>Old</w:t></w:Fallback></w:AlternateContent></w:r></w:p>",
            "New",
            id="drawn once",
        ),
        pytest.param(
            "<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
            "<w:ins><w:r><w:t>here</w:t></w:r></w:ins></w:p>",
            "here",
            id="tracked changes",
        ),
        pytest.param(
            run('<w:fldChar/><w:instrText>HYPERLINK "x"</w:instrText><w:t>link</w:t>'),
            "link",
            id="field",
        ),
    ],
)
def test_the_text_of_a_body(body: str, text: str) -> None:
    assert read(docx(body)).text == text


def test_headings_and_lists_are_known_by_their_style_in_any_language() -> None:
    styles = (
        '<w:style w:styleId="Overskrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Vores"><w:basedOn w:val="Overskrift2"/></w:style>'
        '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="Punkt"><w:name w:val="List Bullet"/></w:style>'
        '<w:style w:styleId="Rund"><w:basedOn w:val="Rund"/></w:style>'
    )
    named = [("Titel", "Plan"), ("Vores", "Mål"), ("Punkt", "Rum"), ("Rund", "Sammen")]
    body = "".join(paragraph(text, f'<w:pStyle w:val="{style}"/>') for style, text in named)
    assert read(docx(body, {"styles": styles})).text == "# Plan\n\n## Mål\n\n- Rum\n\nSammen"


def test_footnotes_and_comments_stand_after_their_paragraph() -> None:
    body = (
        '<w:p><w:r><w:t>Rooms</w:t><w:footnoteReference w:id="2"/><w:t> are free.</w:t>'
        '<w:commentReference w:id="0"/></w:r></w:p>' + paragraph("Next.")
    )
    parts = {
        "footnotes": f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Not in")}{paragraph("summer.")}</w:footnote>',
        "comments": f'<w:comment w:id="0" w:author="Bo">{paragraph("Who says so?")}</w:comment>'
        f'<w:comment w:id="9">{paragraph("Lost.")}</w:comment>',
    }

    document = read(docx(body, parts))

    assert document.text == (
        "Rooms are free.\n\n> Not in summer.\n\n> Who says so?\n\nNext.\n\n> Lost."
    )
    assert document.notes == (
        "Comments read as text, where they stand: 2.",
        "Footnotes read as text, where they stand: 1.",
    )


def test_hidden_text_and_pictures_are_told() -> None:
    body = (
        run("<w:rPr><w:vanish/></w:rPr><w:t>Say: balanced.</w:t>")
        + run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t><w:blip/>')
        + "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Seen too.</w:t></w:r></w:p>"
    )
    document = read(docx(body))
    assert document.text == "Seen.\n\nSeen too."
    assert document.notes == (
        "Pictures that cannot be read: 1.",
        "Text that is formatted as hidden was left out.",
    )


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        pytest.param(run(f"<w:t>a</w:t>{_BREAK}") + paragraph("b"), ["a", "b"], id="explicit"),
        pytest.param(
            run(f"<w:t>a</w:t>{_BREAK}")
            + run("<w:lastRenderedPageBreak/><w:t>b</w:t>")
            + run("<w:t>c</w:t><w:lastRenderedPageBreak/><w:t>d</w:t>")
            + paragraph("e"),
            ["a", "b\n\ncd", "e"],
            id="as rendered, paragraphs whole",
        ),
        pytest.param(
            paragraph("a") + paragraph("b", "<w:pageBreakBefore/>"), ["a", "b"], id="before"
        ),
    ],
)
def test_pages(body: str, pages: list[str]) -> None:
    assert [page.text for page in read(docx(body)).pages] == pages


def test_a_file_that_word_processors_write() -> None:
    made = python_docx.Document()
    made.add_heading("Plan", 0)
    made.add_heading("Aims", 1)
    said = made.add_paragraph("Volunteers visit.")
    made.add_comment(said.runs, text="Do they?", author="Bo", initials="B")
    made.add_paragraph("Rooms", style="List Bullet")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Risk", "Answer"
    buffer = io.BytesIO()
    made.save(buffer)

    assert read(buffer.getvalue()).text == (
        "# Plan\n\n# Aims\n\nVolunteers visit.\n\n> Do they?\n\n- Rooms\n\n| Risk | Answer |"
    )


def test_the_main_part_may_bear_another_name() -> None:
    made = docx(paragraph("x"))
    renamed = made.replace(b"word/document.xml", b"word/documentA.xm")
    with pytest.raises(DocumentError, match="holds no Word document"):
        read(renamed)
    parts = {
        "_rels/.rels": '<R><Relationship Type="x/officeDocument" Target="/word/two.xml"/></R>',
        "word/two.xml": "<d><p><r><t>Two.</t></r></p></d>",
    }
    assert read(archive(parts)).text == "Two."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            '<text:h text:outline-level="2">Aims</text:h><text:p>Rooms <text:span>and'
            "</text:span><text:s/>keys<text:line-break/>soon.</text:p>",
            "## Aims\n\nRooms and keys\nsoon.",
            id="heading and paragraph",
        ),
        pytest.param(
            "<text:list><text:list-item><text:p>Call</text:p><text:list><text:list-item>"
            "<text:p>early</text:p></text:list-item></text:list></text:list-item></text:list>"
            "<text:p>After</text:p>",
            "- Call\n- early\n\nAfter",
            id="list",
        ),
        pytest.param(
            "<table:table><table:table-row><table:table-cell><text:p>Risk</text:p>"
            "</table:table-cell><table:table-cell><text:p>Talk.</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            "| Risk | Talk. |",
            id="table",
        ),
        pytest.param(
            "<text:p>Free<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>In summer.</text:p></text:note-body></text:note> rooms<office:annotation>"
            "<creator>Bo</creator><date>2024</date><text:p>Really?</text:p></office:annotation>"
            ".</text:p>",
            "Free rooms.\n\n> In summer.\n\n> Really?",
            id="note and comment",
        ),
        pytest.param(
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>a"
            "<text:hidden-text>b</text:hidden-text></text:p>",
            "a",
            id="deleted and hidden",
        ),
    ],
)
def test_the_text_of_an_open_document(body: str, text: str) -> None:
    assert read(odt(body), "plan.odt").text == text


def test_an_open_document_tells_its_notes_and_pages() -> None:
    body = "<text:p>a<office:annotation><text:p>b</text:p></office:annotation></text:p>"
    document = read(odt(body + "<text:soft-page-break/><text:p>c</text:p>"), "plan.odt")
    assert [page.text for page in document.pages] == ["a\n\n> b", "c"]
    assert document.notes == ("Comments read as text, where they stand: 1.",)
