"""Files that want to crash, hang, fill the memory, read other files or call home."""

import random
import resource
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.formats import READERS
from assistant.errors import DocumentError
from assistant.knowledge.documents import read_bytes, read_document
from assistant.settings import Settings
from assistant.wiring import read_upload
from tests.files import archive, docx, paragraph, pdf, said

_MEMORY_MB = 200
LOCKED = "is locked with a password"
BROKEN = "is broken"
SILENT = "holds no text"
POISONED = "declares entities"

# What each attack file gives: words of its text, or of the refusal.
PDFS = {
    "aes-128.pdf": LOCKED,
    "aes-256-r6.pdf": LOCKED,
    "aes-256.pdf": LOCKED,
    "rc4-40.pdf": LOCKED,
    "encrypted_doc_no_id.pdf": SILENT,
    "issue-1057-tiff-predictor.pdf": SILENT,
    "pdf-with-jbig2.pdf": SILENT,
}
READABLE_PDFS = {
    "issue-1062-filters.pdf": "Kamer van Koophandel",
    "issue-1082-annotations.pdf": "Dummy PDF file",
    "issue-1113-evil-xobjects.pdf": "Hello world",
    "issue-414-hidden-text.pdf": "Motor Vehicle",
    "issue-449-vertical.pdf": "Vertical",
    "issue-625-identity-cmap.pdf": "Data sprzedaży",
    "issue-791-non-unicode-cmap.pdf": "",
    "issue-886-xref-stream-widths.pdf": "Hello",
    "jo.pdf": "みんなの",
    "missing_xref_trailer.pdf": "Page4",
    "sampleOneByteIdentityEncode.pdf": "abc",
    "simple1.pdf": "Hello World",
    "simple4.pdf": "Text3",
    "zen_of_python_corrupted.pdf": "Beautiful is better than ugly.",
}
DOCUMENTS = {
    "h2ogpt_table_as_image.docx": SILENT,
    "mutated/broken_xml.docx": BROKEN,
    "mutated/empty.docx": "is empty",
    "mutated/entity_expansion.docx": POISONED,
    "mutated/external_entity.docx": POISONED,
    "mutated/garbage_in_middle.docx": BROKEN,
    "mutated/no_document_xml.docx": "holds no Word document",
    "mutated/path_traversal_and_60MB_of_zeros.docx": "unpacks to more than",
    "mutated/pdf_renamed.docx": "holds a PDF: give it the ending .pdf",
    "mutated/plain_text_renamed.docx": "holds plain text: give it the ending .txt",
    "mutated/truncated.docx": BROKEN,
    "mutated/wrong_encoding_bytes.docx": BROKEN,
}
READABLE_DOCUMENTS = {
    "conversations_sample.odt": "## Introduction",
    "file.docx": "Mission, Vision, Values & Culture",
    "file_failing.docx": "| Considera dimitir | Debido a",
    "haystack_sample_docx.docx": "# Sample Docx File",
    "haystack_sample_docx_1.docx": "History and standardization",
    "haystack_sample_docx_2_page_breaks.docx": "soft page break",
    "haystack_sample_docx_3.docx": "Artificial intelligence (AI)",
    "haystack_sample_docx_with_links.docx": "History and standardization",
    "haystack_sample_docx_with_single_link.docx": "History and standardization",
    "paperqa_dummy_jap.docx": "# LangChainとLangGraph",
}


class Watch:
    """Hears of every file, address and program that Python opens; a hook stays for good."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event.startswith(("open", "socket.", "subprocess.", "os.", "shutil.")):
            self.heard.append(f"{event} {arguments[:2]!r}")


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


@pytest.fixture
def bounded() -> Iterator[None]:
    """Fails where the test took more than its share of this process' memory, or of time."""
    before, began = _peak_mb(resource.RUSAGE_SELF), time.monotonic()
    yield
    assert _peak_mb(resource.RUSAGE_SELF) - before < _MEMORY_MB
    assert time.monotonic() - began < 10


def _peak_mb(whose: int) -> float:
    peak = resource.getrusage(whose).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak / 1000


def test_the_tables_name_every_attack_file(shared: Path) -> None:
    attacks = shared / "attacks"
    pdfs = {path.name for path in (attacks / "pdf_hard").glob("*.pdf")}
    documents = {
        path.relative_to(attacks / "docx").as_posix()
        for path in (attacks / "docx").rglob("*")
        if path.is_file()
    }
    assert pdfs == {*PDFS, *READABLE_PDFS}
    assert documents == {*DOCUMENTS, *READABLE_DOCUMENTS}


@pytest.mark.parametrize(("name", "sentence"), PDFS.items())
@pytest.mark.usefixtures("bounded")
def test_hard_pdf_is_refused(shared: Path, name: str, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        read_document(shared / "attacks" / "pdf_hard" / name, READERS)


@pytest.mark.parametrize(("name", "words"), READABLE_PDFS.items())
@pytest.mark.usefixtures("bounded")
def test_hard_pdf_is_read(shared: Path, name: str, words: str) -> None:
    assert words in read_document(shared / "attacks" / "pdf_hard" / name, READERS).text


@pytest.mark.parametrize(("name", "sentence"), DOCUMENTS.items())
@pytest.mark.usefixtures("bounded")
def test_hard_document_is_refused(shared: Path, name: str, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        read_document(shared / "attacks" / "docx" / name, READERS)


@pytest.mark.parametrize(("name", "words"), READABLE_DOCUMENTS.items())
@pytest.mark.usefixtures("bounded")
def test_hard_document_is_read(shared: Path, name: str, words: str) -> None:
    assert words in read_document(shared / "attacks" / "docx" / name, READERS).text


@pytest.mark.parametrize("name", [*DOCUMENTS, *READABLE_DOCUMENTS])
def test_a_document_opens_nothing_but_itself(shared: Path, name: str, watch: Watch) -> None:
    path = shared / "attacks" / "docx" / name
    data = path.read_bytes()
    read_bytes("warm.docx", docx(paragraph("x")), READERS)

    watch.heard, watch.on = [], True
    try:
        read_bytes(path.name, data, READERS)
    except DocumentError:
        pass
    finally:
        watch.on = False

    assert watch.heard == []


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        pytest.param('<!ENTITY x SYSTEM "file:///etc/hostname">', POISONED, id="another file"),
        pytest.param('<!ENTITY x SYSTEM "http://169.254.169.254/">', POISONED, id="another host"),
        pytest.param('<!ENTITY x "ha">', POISONED, id="text of its own"),
        pytest.param("", POISONED, id="mere declaration"),
    ],
)
def test_a_document_type_is_never_believed(how: str, sentence: str) -> None:
    main = f'<?xml version="1.0"?><!DOCTYPE d [{how}]><d><p><r><t>hm</t></r></p></d>'
    with pytest.raises(DocumentError, match=sentence):
        read_bytes("a.docx", archive({"word/document.xml": main}), READERS)


@pytest.mark.parametrize(
    "outside",
    [
        pytest.param('TargetMode="External" Target="file:///etc/hostname"', id="external"),
        pytest.param('Target="../../../../etc/hostname"', id="way up"),
        pytest.param('Target="/etc/hostname"', id="absolute"),
    ],
)
def test_a_main_part_elsewhere_is_not_followed(outside: str) -> None:
    relations = f'<R><Relationship Type="a/officeDocument" {outside}/></R>'
    with pytest.raises(DocumentError, match="holds no Word document"):
        read_bytes("a.docx", archive({"_rels/.rels": relations}), READERS)


def test_links_and_inserted_files_are_not_fetched(watch: Watch) -> None:
    body = paragraph("Plan.") + '<w:altChunk w:id="r7"/><w:subDoc w:id="r8"/>'
    data = docx(body)
    watch.heard, watch.on = [], True
    document = read_bytes("a.docx", data, READERS)
    watch.on = False
    assert document.text == "Plan."
    assert watch.heard == []


@pytest.mark.usefixtures("bounded")
def test_a_header_that_lies_about_its_size_is_found_out() -> None:
    honest = docx(paragraph("x" * 30_000_000))
    assert struct.pack("<L", 30_000_000) not in honest
    size = honest.rindex(b"PK\x01\x02") + 24
    lying = honest[:size] + struct.pack("<L", 5000) + honest[size + 4 :]
    with pytest.raises(DocumentError, match=BROKEN):
        read_bytes("a.docx", lying, READERS)


@pytest.mark.usefixtures("bounded")
def test_a_zip_in_a_zip_is_not_opened() -> None:
    bomb = archive({"zeros": bytes(30_000_000)})
    data = archive({"word/media/a.zip": bomb, "word/document.xml": "<d><p><t>Plan</t></p></d>"})
    assert read_bytes("a.docx", data, READERS).text == "Plan"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<w:p>" * 200_000 + "</w:p>" * 200_000, id="paragraphs"),
        pytest.param("<w:tbl><w:tr><w:tc>" * 60_000, id="tables that never close"),
    ],
)
@pytest.mark.usefixtures("bounded")
def test_nesting_without_end_does_not_exhaust_the_stack(body: str) -> None:
    with pytest.raises(DocumentError, match=f"{SILENT}|{BROKEN}|unpacks to more"):
        read_bytes("a.docx", docx(body), READERS)


@pytest.mark.usefixtures("bounded")
def test_a_pdf_of_a_hundred_thousand_pages_is_refused_at_once() -> None:
    data = pdf(said("x"), pages=100_000)
    began = time.monotonic()
    with pytest.raises(DocumentError, match="has 100000 pages, and at most 400 are read"):
        read_bytes("a.pdf", data, READERS)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            pdf(
                b"/F0 Do",
                forms={f"F{n}": b"/F%d Do " % (n + 1) * 10 for n in range(9)} | {"F9": said("x")},
            ),
            id="drawing that draws itself a billion times",
        ),
        pytest.param(b"%PDF-1.7\n" + b"\xff\xd8\0" * 100_000, id="noise"),
        pytest.param(pdf(said("x"))[:300], id="cut short"),
    ],
)
@pytest.mark.usefixtures("bounded")
def test_a_pdf_that_harms_its_reader_ends_in_a_sentence(data: bytes) -> None:
    with pytest.raises(DocumentError, match="print it to a new PDF and try again"):
        read_bytes("a.pdf", data, READERS)


def test_a_stream_that_inflates_without_end_takes_the_readers_memory_not_ours() -> None:
    data = pdf(b" " * 300_000_000)
    before = _peak_mb(resource.RUSAGE_SELF)
    with pytest.raises(DocumentError, match="to a new PDF"):
        read_bytes("a.pdf", data, READERS)
    assert _peak_mb(resource.RUSAGE_SELF) - before < 10


_READ_ALL = """
import resource, sys
from pathlib import Path
from assistant.adapters.formats import READERS
from assistant.errors import DocumentError
from assistant.knowledge.documents import read_document

def peak(whose):
    return resource.getrusage(whose).ru_maxrss

idle = peak(resource.RUSAGE_SELF)
read = refused = 0
for path in map(Path, sys.argv[1:]):
    try:
        read_document(path, READERS)
        read += 1
    except DocumentError:
        refused += 1
print(peak(resource.RUSAGE_SELF) - idle + peak(resource.RUSAGE_CHILDREN), read, refused)
"""


def test_all_attack_files_in_one_process_stay_under_300_mb(shared: Path, root: Path) -> None:
    files = [
        path
        for folder in ("pdf_hard", "docx")
        for path in sorted((shared / "attacks" / folder).rglob("*"))
        if path.is_file() and path.name != "LICENSE"
    ]

    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, *map(str, files)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    # The process' own growth and the largest process that it started to read a PDF, together.
    peak, read, refused = map(int, done.stdout.split())
    assert read == len(READABLE_PDFS) + len(READABLE_DOCUMENTS)
    assert refused == len(PDFS) + len(DOCUMENTS)
    assert peak / (1_000_000 if sys.platform == "darwin" else 1000) < 300


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        pytest.param({"max_upload_mb": 1}, "is larger than 1 MB", id="size of the file"),
        pytest.param({"max_inflated_mb": 1}, "unpacks to more than 1 MB", id="inflated"),
        pytest.param({"max_ratio": 1}, "unpacks to more than 1 times", id="ratio"),
        pytest.param({"max_entries": 1}, "holds more than 1 parts", id="entries"),
        pytest.param({"max_pages": 1}, "at most 1 are read", id="pages"),
        pytest.param({"max_seconds": 0.000_001}, "takes longer than", id="time"),
    ],
)
def test_every_limit_is_a_setting(
    limit: dict[str, float], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in limit.items():
        monkeypatch.setenv(f"ASSISTANT_{name.upper()}", str(most))
    noise = random.Random(7).randbytes(1_100_000).hex()
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    large = docx(paragraph(noise) + turn + paragraph("Plan."))

    with pytest.raises(DocumentError, match=sentence):
        read_upload(Settings(), "plan.docx", large)


def test_the_limits_are_those_that_were_promised() -> None:
    told = Settings()

    assert (told.max_upload_mb, told.max_inflated_mb, told.max_entries) == (20, 25, 1000)
    assert (told.max_ratio, told.max_pages, told.max_seconds) == (100, 400, 60)
