"""Exports and the picture: what they hold, and that nothing a stranger writes can break them."""

import io
import subprocess
import sys
import zipfile

import docx
import pytest
from docx.enum.text import WD_UNDERLINE
from PIL import Image

from assistant.adapters.formats import READERS
from assistant.adapters.pdf_report import to_pdf
from assistant.adapters.picture import draw
from assistant.adapters.word_report import to_docx
from assistant.knowledge.documents import read_bytes
from assistant.models.picture import Force, Hope, Mirror, Picture
from assistant.models.report import (
    Drawing,
    Heading,
    Items,
    Marked,
    Quote,
    Report,
    Rows,
    Text,
)
from assistant.models.review import Role

PICTURE = Picture(
    hopes=(
        Hope(code="funding", label="money for activities", viewpoint="voluntary", sentences=2),
        Hope(code="spontaneity", label="quick response", viewpoint="municipal", sentences=1),
    ),
    forces=(
        Force(
            code="withheld_access",
            label="promised access that does not come",
            viewpoint="voluntary",
            state="handled",
            flagged=False,
        ),
        Force(
            code="unruliness",
            label="unruly and critical volunteers, by any name that takes two lines",
            viewpoint="municipal",
            state="open",
            flagged=True,
        ),
    ),
    mirrors=(
        Mirror(hope="funding", force="withheld_access", faced=True),
        Mirror(hope="spontaneity", force="unruliness", faced=False),
    ),
)
NOTHING = Picture(hopes=(), forces=(), mirrors=())
HOSTILE = {
    "control characters": "a\0b\x01c\x0bd\x1be\x7ff",
    "not in XML": "a\ufffeb\uffffc",
    "half a pair": "a\ud800b",
    "a very long word": "Donaudampfschiff" * 500,
    "a very long line": "word " * 5000,
    "right to left": "\u202eشيء ما\u202c עברית",
    "emoji": "👩‍👩‍👧 🏊🏽 \U0001f9ff",
    "no letters of ours": "日本語のテキスト",
    "markup": "<w:p>&amp;</w:p> ]]> <!-- --> **x** `y` {nb}",
    "marks on marks": "Z" + "\u0301" * 200,
    "empty": "",
    "white space": " \t\u00a0\u2028\u2029 ",
}


def report(text: str) -> Report:
    roles: tuple[Role, ...] = ("compelling", "repelling", "mitigation", "strategy", "none")
    return Report(
        title=f"Review of {text}",
        blocks=(
            Text(lead="Verdict:", text=text),
            Heading(level=1, text=text),
            Heading(level=2, text="Second"),
            Quote(text=text, source="sentence 1"),
            Items(items=(Text(lead=text, text=text), Text(text=text))),
            Rows(head=("Section", "hopes"), rows=((text, "1"), ("Who", "0"))),
            Drawing(caption=text),
            *(Marked(number=1, text=text, role=role, labels="hope: money") for role in roles),
        ),
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_breaks_no_export(text: str) -> None:
    picture = draw(NOTHING)

    for name, data in (
        ("a.docx", to_docx(report(text), picture)),
        ("a.pdf", to_pdf(report(text), picture)),
    ):
        assert "Second" in read_bytes(name, data, READERS).text


@pytest.mark.parametrize("write", [to_docx, to_pdf], ids=["docx", "pdf"])
def test_an_export_says_it_all(write: object) -> None:
    name = "a.docx" if write is to_docx else "a.pdf"
    data = (to_docx if write is to_docx else to_pdf)(report("Æblet & æsken"), draw(PICTURE))

    read = " ".join(read_bytes(name, data, READERS).text.split())

    for words in ("Review of Æblet & æsken", "Second", "sentence 1", "Who", "hope: money"):
        assert words in read


def test_roles_are_told_by_the_line_below_not_by_colour() -> None:
    document = docx.Document(io.BytesIO(to_docx(report("Sentence."), draw(NOTHING))))

    lines = [
        run.underline for p in document.paragraphs for run in p.runs if run.text == "Sentence."
    ]

    assert lines[-5:] == [
        True,
        WD_UNDERLINE.DOUBLE,
        WD_UNDERLINE.DOTTED_HEAVY,
        WD_UNDERLINE.WAVY,
        None,
    ]


def test_a_word_document_names_nobody() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(report("x"), draw(NOTHING)))) as file:
        core = file.read("docProps/core.xml").decode()

    assert "python-docx" not in core


def test_the_picture_is_grey_and_the_same_each_time() -> None:
    drawn = draw(PICTURE)

    red, green, blue = Image.open(io.BytesIO(drawn)).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert drawn == draw(PICTURE)


def test_what_is_drawn_keeps_to_its_edges() -> None:
    image = Image.open(io.BytesIO(draw(PICTURE))).convert("L")

    edges = [image.crop((0, 0, 12, image.height)), image.crop((image.width - 12, 0, *image.size))]
    assert [edge.getextrema() for edge in edges] == [(255, 255), (255, 255)]


def test_once_prepared_nobody_looks_for_a_screen_to_draw_on() -> None:
    told = """
import sys
from assistant.adapters.picture import prepare
prepare()
import matplotlib
print(matplotlib.get_backend(), "matplotlib.pyplot" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["agg", "False"]
