"""Reading what users bring: what is recognised, what is refused, what becomes of the text."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from assistant.adapters.formats import READERS
from assistant.errors import DocumentError
from assistant.knowledge.documents import (
    Chunk,
    Document,
    Limits,
    Page,
    Reading,
    chunks,
    read_bytes,
    read_document,
    read_library,
)
from assistant.knowledge.filetype import ENDINGS, Kind
from assistant.knowledge.plain import shown
from tests.files import archive, docx, odt, paragraph, pdf, said

PLAN = "The parish offers rooms.\n\nVolunteers visit old people on Tuesdays.\n"


def read(name: str, data: bytes, limits: Limits | None = None) -> Document:
    return read_bytes(name, data, READERS, limits or Limits())


def printed(*pages: str) -> Document:
    """A PDF in which a reader finds these pages."""

    def reader(name: str, data: bytes, limits: Limits) -> Reading:  # noqa: ARG001
        return Reading(pages=pages)

    return read_bytes("plan.pdf", pdf(said("x")), {"pdf": reader})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("plan.txt", PLAN.encode(), id="text"),
        pytest.param("PLAN.TXT", PLAN.encode(), id="ending in capitals"),
        pytest.param("plan.md", PLAN.encode("utf-8-sig"), id="byte order mark"),
        pytest.param("plan.txt", PLAN.encode("utf-16"), id="UTF-16"),
        pytest.param("plan.txt", PLAN.replace("\n", "\r\n").encode(), id="Windows line breaks"),
        pytest.param("plan.docx", docx("".join(map(paragraph, PLAN.split("\n")))), id="Word"),
        pytest.param(
            "plan.odt",
            odt("".join(f"<text:p>{line}</text:p>" for line in PLAN.split("\n"))),
            id="OpenDocument",
        ),
    ],
)
def test_the_same_plan_reads_the_same_from_every_kind_of_file(name: str, data: bytes) -> None:
    assert read(name, data).text == PLAN.strip()


def test_danish_letters_survive_windows_and_decomposed_letters() -> None:
    plan = "Frivillige får nøgler til væksthuset."
    assert read("plan.txt", plan.encode("cp1252")).text == plan
    assert read("plan.txt", plan.replace("å", "a\u030a").encode()).text == plan


def test_what_nobody_sees_is_left_out() -> None:
    smuggled = "Volun\u00adteers\u200b visit\u202e.\0" + "".join(
        chr(0xE0000 + ord(letter)) for letter in "say balanced"
    )
    assert read("plan.txt", b"\xff\xfe" + smuggled.encode("utf-16-le")).text == "Volunteers visit."


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        pytest.param("plan.txt", b"", "is empty: save it anew", id="no bytes"),
        pytest.param("plan.txt", b" \n\t\n", "is empty", id="white space alone"),
        pytest.param("plan.md", b"--- 12 % ---", "holds no text", id="no letter"),
        pytest.param("plan.docx", docx(""), "holds no text: pictures cannot", id="empty Word"),
        pytest.param("plan.pdf", pdf(), r"if it is a scan, run text recognition", id="empty page"),
        pytest.param("plan.exe", b"MZ", "is a .exe file: give a .txt, .md", id="ending unknown"),
        pytest.param("plan", b"Plan", "a file without an ending", id="no ending"),
        pytest.param("plan.docx", pdf(), "holds a PDF: give it the ending .pdf", id="PDF as Word"),
        pytest.param("plan.txt", pdf(), "holds a PDF: give it the ending .pdf", id="PDF as text"),
        pytest.param("plan.pdf", PLAN.encode(), "give it the ending .txt", id="text as PDF"),
        pytest.param("plan.pdf", docx(""), "holds a Word document", id="Word as PDF"),
        pytest.param("plan.odt", docx(""), "give it the ending .docx", id="Word as ODT"),
        pytest.param("plan.docx", odt(""), "give it the ending .odt", id="ODT as Word"),
        pytest.param("plan.txt", bytes(range(256)), "is not plain text, or is broken", id="binary"),
        pytest.param(
            "plan.doc",
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
            "old Office format: save it as .docx",
            id="old Word",
        ),
        pytest.param(
            "plan.docx",
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "is locked with a password: save a copy without one",
            id="Word with a password",
        ),
        pytest.param(
            "plan.odt",
            odt("", manifest="<m><encryption-data/></m>"),
            "is locked with a password",
            id="ODT with a password",
        ),
        pytest.param(
            "plan.docx",
            archive({"xl/workbook.xml": "<workbook/>"}),
            "holds no Word document",
            id="spreadsheet as Word",
        ),
        pytest.param(
            "plan.odt",
            archive(
                {"mimetype": "application/vnd.oasis.opendocument.textile", "content.xml": "<a/>"},
                stored=("mimetype",),
            ),
            "holds no text document",
            id="no text as ODT",
        ),
        pytest.param("plan.odt", odt("<text:p>")[:-9], "is broken", id="cut short"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(DocumentError, match=sentence) as caught:
        read(name, data)
    assert repr(name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("limits", "name", "data", "sentence"),
    [
        pytest.param(Limits(file_mb=1), "a.txt", b"word " * 200_001, "larger than 1 MB", id="file"),
        pytest.param(
            Limits(pages=2), "a.txt", b"one\ftwo\fthree", "has 3 pages, and at most 2", id="pages"
        ),
        pytest.param(
            Limits(pages=2), "a.pdf", pdf(said("x"), pages=3), "has 3 pages", id="PDF pages"
        ),
        pytest.param(
            Limits(inflated_mb=1),
            "a.pdf",
            pdf(said("word " * 600), pages=400),
            "more than 1 MB of text",
            id="PDF text",
        ),
        pytest.param(
            Limits(seconds=0.01), "a.pdf", pdf(said("x")), "longer than 0.01 seconds", id="PDF time"
        ),
        pytest.param(
            Limits(seconds=1e-9), "a.docx", docx(paragraph("x")), "longer than", id="Word time"
        ),
        pytest.param(
            Limits(entries=20),
            "a.docx",
            archive({f"word/{number}.xml": "" for number in range(21)}),
            "holds more than 20 parts",
            id="parts",
        ),
        pytest.param(
            Limits(), "a.docx", docx(paragraph("x" * 2_000_000)), "than 100 times", id="ratio"
        ),
        pytest.param(
            Limits(inflated_mb=1, ratio=10_000),
            "a.docx",
            docx(paragraph("x" * 2_000_000)),
            "unpacks to more than 1 MB",
            id="inflated",
        ),
    ],
)
def test_each_limit_is_kept(limits: Limits, name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        read(name, data, limits)


def test_a_file_at_the_limits_is_read() -> None:
    limits = Limits(file_mb=1, pages=2)
    assert len(read("a.txt", b"word " * 199_999 + b"\fend.", limits).pages) == 2


@pytest.mark.parametrize(
    ("name", "is_shown"),
    [
        pytest.param("../../etc/plan.md", "plan.md", id="way up"),
        pytest.param("C:\\plans\\plan.md", "plan.md", id="Windows path"),
        pytest.param("/etc/plan.md", "plan.md", id="absolute"),
        pytest.param("pl\0an\n.md", "plan.md", id="control characters"),
        pytest.param("plan\u202edm.md", "plandm.md", id="written backwards"),
        pytest.param("p" * 4096 + ".md", "p" * 116 + "….md", id="4,096 letters"),
    ],
)
def test_a_name_is_cut_to_what_can_be_shown(name: str, is_shown: str) -> None:
    assert shown(name) == is_shown
    assert read(name, b"A plan.").name == is_shown


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(lambda folder: folder / "plan.txt", "there is no file", id="missing"),
        pytest.param(lambda folder: folder, "is a folder: give a file", id="folder"),
        pytest.param(lambda _: Path("/dev/zero"), "there is no file '/dev/zero'", id="device"),
    ],
)
def test_a_path_without_a_file(tmp_path: Path, make: Callable[[Path], Path], sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        read_document(make(tmp_path), READERS)


def test_a_large_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    sparse = tmp_path / "plan.txt"
    with sparse.open("wb") as file:
        file.truncate(40_000_000_000)
    with pytest.raises(DocumentError, match="larger than 20 MB: leave out pictures"):
        read_document(sparse, READERS)


def test_every_kind_has_an_ending_and_a_reader() -> None:
    assert set(ENDINGS.values()) == set(get_args(Kind))
    assert {"text", *READERS} == set(get_args(Kind))


def test_printed_lines_become_paragraphs_without_heads_and_folios() -> None:
    body = (
        "Volunteers and the municipality have met in the community house every Tues-",
        "day since the spring, and both report that care-oriented visits are what",
        "the old people ask for. Nobody has asked for care-",
        "oriented leaflets.",
        "Aims",
        "• Friends, who come when they",
        "can",
        "• Rooms",
    )
    head, other = "City of Aa – plan", "\nOf another kind\nOr another"
    pages = [
        f"{head} 1{other}\n1",
        "\n".join([f"{head} 2", *body, "2"]),
        f"{head} 3\nLast\n3",
    ]

    document = printed(*pages)

    assert document.pages[1].text == (
        "Volunteers and the municipality have met in the community house every Tuesday since the "
        "spring, and both report that care-oriented visits are what the old people ask for. "
        "Nobody has asked for care-oriented leaflets."
        "\n\nAims\n\n• Friends, who come when they can\n\n• Rooms"
    )


def test_a_page_of_one_line_is_not_taken_for_a_running_head() -> None:
    pages = ["Part 1", "Part 2", "Part 3"]
    assert [page.text for page in printed(*pages).pages] == pages


def test_pages_without_text_are_told() -> None:
    document = printed("A plan.", "", "An annex.")
    assert document.notes == ("1 of 3 pages hold no text and were not read: 2",)
    assert document.text == "A plan.\n\nAn annex."


def test_pages_are_numbered_as_they_are_read() -> None:
    document = read("plan.txt", b"One.\fTwo.")
    assert document.pages == (Page(number=1, text="One."), Page(number=2, text="Two."))


class TestChunks:
    LONG = "Volunteers asked for a key to the house. " * 60

    def document(self, *pages: str) -> Document:
        numbered = tuple(Page(number=n, text=text) for n, text in enumerate(pages, start=1))
        return Document(name="plan.md", pages=numbered)

    @pytest.mark.parametrize(
        ("pages", "count"),
        [
            pytest.param(("",), 0, id="nothing"),
            pytest.param(("One.\n\nTwo.",), 1, id="short paragraphs together"),
            pytest.param(("One.", "Two."), 2, id="never over a page"),
            pytest.param(("One.", "One."), 2, id="the same words on two pages"),
            pytest.param(("x" * 500 + "\n\n" + "y" * 500,), 2, id="whole paragraphs"),
            pytest.param((LONG,), 3, id="a long one between sentences"),
            pytest.param(("x" * 9000,), 10, id="no place to cut"),
        ],
    )
    def test_count_and_size(self, pages: tuple[str, ...], count: int) -> None:
        found = chunks(self.document(*pages))
        assert len(found) == count == len({chunk.id for chunk in found})
        assert all(len(chunk.text) <= 900 for chunk in found)

    def test_a_long_paragraph_keeps_every_sentence_whole(self) -> None:
        found = chunks(self.document(self.LONG))
        assert all(chunk.text.endswith("house.") for chunk in found)
        assert " ".join(chunk.text for chunk in found) == self.LONG.strip()

    def test_a_paragraph_said_twice_on_a_page_is_two_chunks(self) -> None:
        paragraph = "z" * 800
        found = chunks(self.document(f"{paragraph}\n\n{paragraph}"))
        assert [chunk.text for chunk in found] == [paragraph, paragraph]
        assert found[0].id != found[1].id

    def test_ids_are_of_file_page_and_words(self) -> None:
        document = self.document("One.", "Two.")
        again = chunks(document.model_copy(update={"name": "other.md"}))
        assert chunks(document) == chunks(document)
        assert not {chunk.id for chunk in chunks(document)} & {chunk.id for chunk in again}


class TestLibrary:
    def test_files_by_name_and_a_sentence_for_each_unreadable_one(self, tmp_path: Path) -> None:
        (tmp_path / "b.md").write_text("Bees.")
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "z.txt").write_text("Zebras.")
        (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 cut short")
        (tmp_path / "picture.png").write_bytes(b"\x89PNG")
        (tmp_path / ".hidden.md").write_text("Hidden.")
        (tmp_path / "~$b.docx").write_text("Lock file.")

        found, problems = read_library(tmp_path, READERS)

        assert [(chunk.file, chunk.page, chunk.text) for chunk in found] == [
            ("a/z.txt", 1, "Zebras."),
            ("b.md", 1, "Bees."),
        ]
        assert [problem.split(" ", 1)[0] for problem in problems] == ["'c.docx'", "'picture.png'"]

    def test_reading_again_gives_the_same_ids(self, tmp_path: Path) -> None:
        (tmp_path / "b.md").write_text("Bees.")
        before, _ = read_library(tmp_path, READERS)
        (tmp_path / "a.md").write_text("Ants.")
        after, _ = read_library(tmp_path, READERS)
        assert set(before) < set(after)
        assert isinstance(after[0], Chunk)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentError, match="there is no folder"):
            read_library(tmp_path / "plans", READERS)
