"""The reader's copy: whatever its form, the same paragraphs and quotes are found in it, verbatim."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import matplotlib
import pytest
import yaml
from fpdf import FPDF

from assistant.adapters.pdf import page_texts
from assistant.errors import PaperError
from assistant.knowledge.paper import Paper, locate, read
from assistant.models.framework import Place
from assistant.models.outline import Outline, Section, Unit

# How each block quote ends: its speaker, as printed.
ATTRIBUTIONS = {
    "q01": "(Municipal volunteer consultant #21, Elderly services)",
    "q02": "(Municipal volunteer consultant #1)",
    "q03": "(Volunteer manager #12, Immigration services)",
    "q04": "(Volunteer consultant #29, Elderly services)",
    "q05": "(Municipal manager #7, immigrations services)",
    "q06": "(Volunteer Manager #13, immigration services)",
    "q07": "(Volunteer #14, immigration services)",
    "q08": "(Field notes, Immigration services)",
    "q09": "(Municipal volunteer coordinator #21, Elderly services)",
    "q10": "(Volunteer Manager #13, Immigration services)",
    "q11": "(Municipal volunteer coordinator #5)",
}
_HEAD = "12    M. FREDERIKSEN AND A. GRUBB"


def letters(text: str) -> str:
    """What a copy in another form must have in common: no hyphens, spaces, quotes."""
    return "".join(char for char in text.lower() if char.isalnum())


@pytest.fixture(scope="module")
def outline(root: Path) -> Outline:
    data = yaml.safe_load((root / "corpus" / "outline.yaml").read_text("utf-8"))
    return Outline.model_validate(data)


@pytest.fixture(scope="module")
def raw(paper_file: Path) -> str:
    return paper_file.read_text("utf-8")


@pytest.fixture(scope="module")
def paper(paper_file: Path, outline: Outline) -> Paper:
    return read(paper_file, outline, page_texts=page_texts)


def units(outline: Outline) -> list[tuple[Section, Unit]]:
    return [(section, unit) for section in outline.sections for unit in section.units]


def test_every_paragraph_and_quote_is_found(paper: Paper, outline: Outline) -> None:
    assert set(paper.paragraphs) == {str(place) for place in outline.places}
    assert set(paper.quotes) == set(ATTRIBUTIONS)


def test_every_span_is_verbatim_and_begins_as_the_outline_says(
    paper: Paper, outline: Outline, raw: str
) -> None:
    folded = " ".join(raw.split())
    for section, unit in units(outline):
        span = (
            paper.quote(unit.quote)
            if unit.quote
            else paper.paragraph(Place(section=section.id, paragraph=unit.paragraph or 0))
        )
        assert span is not None
        assert span in folded
        assert letters(span).startswith(letters(unit.opening))


@pytest.mark.parametrize(("card", "attribution"), ATTRIBUTIONS.items())
def test_a_quote_ends_with_its_speaker(paper: Paper, card: str, attribution: str) -> None:
    quote = paper.quote(card)
    assert quote is not None
    assert re.sub(r"[*.]", "", quote).endswith(attribution)


def test_together_the_spans_hold_the_whole_text_once(paper: Paper, raw: str) -> None:
    spans = sorted([*paper.paragraphs.values(), *paper.quotes.values()])
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    between = [paper.text[before[1] : after[0]].strip() for before, after in pairwise(spans)]
    # What lies between is headings and the marks around quotes, never a sentence.
    assert all(len(gap) < 90 and not gap.endswith(".") for gap in between)
    assert len(paper.text) > 0.6 * len(" ".join(raw.split()))


def test_references_are_left_out(paper: Paper) -> None:
    last = paper.paragraph(Place(section="identifiers", paragraph=2))
    assert last is not None
    assert paper.text.endswith(last)
    assert "The Civil Sphere" not in paper.text


def test_a_copy_without_identifiers_ends_with_the_authors(raw: str, outline: Outline) -> None:
    again = locate(re.sub(r"<http://orcid[^>]*>", "", raw), outline, name="copy.txt")
    last = again.paragraph(Place(section="contributors", paragraph=2))
    assert last is not None
    assert again.text.endswith(last)
    assert "identifiers:1" not in again.paragraphs


def test_headings_belong_to_no_paragraph(paper: Paper, outline: Outline) -> None:
    headings = {heading for section in outline.sections for heading in section.headings}
    for place in paper.paragraphs:
        words = paper.text[slice(*paper.paragraphs[place])]
        assert not any(words.endswith(f" {heading}") for heading in headings), place


def test_the_run_in_heading_is_cut_off(paper: Paper) -> None:
    words = paper.paragraph(Place(section="depoliticization", paragraph=1))
    assert words is not None
    assert words.startswith("One such approach is")


def test_a_sentence_broken_by_a_page_is_whole(paper: Paper) -> None:
    words = paper.paragraph(Place(section="coproduction", paragraph=3))
    assert words is not None
    assert "help avoid or rectify public failure" in words


def test_a_place_that_the_paper_lacks(paper: Paper) -> None:
    assert paper.paragraph(Place(section="appendix", paragraph=1)) is None
    assert paper.quote("q12") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("'", "’", id="curly apostrophes"),
        pytest.param('"', "”", id="curly quotation marks"),
        pytest.param("’", "'", id="straight apostrophes"),
        pytest.param(" – ", "—", id="long dashes"),
        pytest.param("*", "", id="no emphasis"),
        pytest.param("[...]", "[. . .]", id="spaced ellipses"),
        pytest.param("\n", "\r\n", id="Windows line breaks"),
        pytest.param("fi", "fi".upper(), id="capitals"),
    ],
)
def test_typography_does_not_matter(
    raw: str, paper: Paper, outline: Outline, before: str, after: str
) -> None:
    again = locate(raw.replace(before, after), outline, name="copy.txt")
    assert again.paragraphs.keys() == paper.paragraphs.keys()
    assert again.quotes.keys() == paper.quotes.keys()
    assert words_of(again) == words_of(paper)


def test_a_copy_without_a_title_page_lacks_only_that(raw: str, outline: Outline) -> None:
    again = locate(raw[raw.index("ABSTRACT") :], outline, name="copy.txt")
    missing = {str(place) for place in outline.places} - set(again.paragraphs)
    assert missing == {"front:1", "front:2", "front:3"}


def test_the_same_copy_has_the_same_digest(raw: str, paper: Paper, outline: Outline) -> None:
    assert locate(raw, outline, name="other name.txt").digest == paper.digest
    assert locate(raw.replace("Danish", "Norse"), outline, name="x").digest != paper.digest


def words_of(paper: Paper) -> dict[str, str]:
    spans = {**paper.paragraphs, **paper.quotes}
    return {name: letters(paper.text[slice(*span)]) for name, span in spans.items()}


class _Printed(FPDF):
    """Pages as a journal prints them."""

    def __init__(self) -> None:
        super().__init__(format=(150, 220))
        fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self.add_font("DejaVu", fname=fonts / "DejaVuSerif.ttf")
        self.set_font("DejaVu", size=9)

    def header(self) -> None:
        self.cell(0, 8, _HEAD.replace("12", str(self.page_no())), new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-12)
        self.cell(0, 8, str(self.page_no()), align="C")


@pytest.fixture(scope="module")
def printed(raw: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    pdf = _Printed()
    pdf.add_page()
    for block in re.split(r"\n\n+", raw):
        pdf.multi_cell(0, 5, block.strip(), align="J", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    pdf.output(str(path))
    return path


@pytest.fixture(scope="module")
def copy(printed: Path, outline: Outline) -> Paper:
    return read(printed, outline, page_texts=page_texts)


class TestPdf:
    """A PDF made from the text: printed lines, running heads, page numbers."""

    def test_it_has_heads_and_folios(self, printed: Path) -> None:
        pages = page_texts(printed)
        assert len(pages) > 12
        assert all("M. FREDERIKSEN" in page for page in pages)

    def test_it_gives_the_same_ties(self, copy: Paper, paper: Paper) -> None:
        assert words_of(copy) == words_of(paper)

    def test_heads_and_folios_are_in_no_span(self, copy: Paper) -> None:
        assert "FREDERIKSEN AND A" not in copy.text
        assert not re.search(r"\b\d{1,2}\s*$", copy.text)

    def test_words_read_as_in_the_text(self, copy: Paper, paper: Paper) -> None:
        def folded(text: str) -> str:
            return " ".join(text.split())

        same = [
            folded(copy.text[slice(*copy.paragraphs[place])])
            == folded(paper.text[slice(*paper.paragraphs[place])])
            for place in paper.paragraphs
        ]
        assert sum(same) >= 0.9 * len(same)


class TestRefusal:
    """Another file is told from a part of this one, and what was looked for is said."""

    @pytest.mark.parametrize(
        ("share", "found"),
        [
            pytest.param(0.01, "0 were", id="title page"),
            pytest.param(0.08, r"\d were", id="first pages"),
            pytest.param(0.5, r"\d\d were", id="half"),
            pytest.param(0.7, r"\d\d were", id="without the end"),
        ],
    )
    def test_a_copy_that_is_cut_short(
        self, raw: str, outline: Outline, share: float, found: str
    ) -> None:
        part = raw[: int(len(raw) * share)]
        with pytest.raises(PaperError, match="it seems to be cut short") as caught:
            locate(part, outline, name="part.txt")
        message = str(caught.value)
        assert re.search(rf"of \d+ paragraphs and quotes of Frederiksen.* {found} found", message)
        assert "'part.txt' is not the whole paper" in message

    def test_a_copy_with_a_hole(self, raw: str, outline: Outline) -> None:
        start, end = raw.index("Methods and design"), raw.index("The compelling forces of")
        with pytest.raises(PaperError, match=r"parts of it seem to be left out.* in 'methods'"):
            locate(raw[:start] + raw[end:], outline, name="copy.txt")

    def test_the_first_missing_words_are_named(self, raw: str, outline: Outline) -> None:
        part = raw[: raw.index("In response to research question 2,")]
        with pytest.raises(PaperError, match="begins 'In response to research question 2,'"):
            locate(part, outline, name="copy.txt")

    def test_another_text(self, shared: Path, outline: Outline) -> None:
        other = (shared / "bench" / "scifact" / "corpus.jsonl").read_text("utf-8")[:200_000]
        with pytest.raises(PaperError, match=r"another text.* 0 were found"):
            locate(other, outline, name="other.txt")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param("paper.txt", b"", "'paper.txt' holds no text", id="empty"),
        pytest.param("paper.txt", b" \n\n", "holds no text", id="white space"),
        pytest.param("paper.docx", b"PK", "is a .docx file: give a .txt or .pdf", id="other kind"),
        pytest.param("paper", b"Words.", "nameless", id="no ending"),
        pytest.param("paper.txt", b"\xff\xfe\x00bad", "it seems to be another text", id="noise"),
    ],
)
def test_a_file_that_is_no_paper(
    tmp_path: Path, outline: Outline, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PaperError, match=sentence):
        read(path, outline, page_texts=page_texts)


def test_a_path_without_a_file(tmp_path: Path, outline: Outline) -> None:
    with pytest.raises(PaperError, match=r"there is no file .*: give the path of your copy"):
        read(tmp_path / "paper.pdf", outline, page_texts=page_texts)


def test_a_scanned_copy(tmp_path: Path, outline: Outline) -> None:
    def nothing(_: Path) -> Sequence[str]:
        return ["", ""]

    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(PaperError, match="a scanned PDF needs text recognition first"):
        read(path, outline, page_texts=nothing)
