"""Citations: the paper's own words where there is a copy, and numbers in the order of mention."""

import pytest

from assistant.dialogue.cite import Citer, numbered
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.paper import Paper
from assistant.models.evidence import Citation, Hit

PAPER = Paper(
    text="Their own words. “A quote.” (Volunteer #1)",
    paragraphs={"selection:1": (0, 16)},
    quotes={"q01": (17, 42)},
)


def passage(name: str, *, text: str = "Words.", verbatim: bool = True, code: str = "") -> Citation:
    return Citation(
        id=name,
        kind="passage" if verbatim else "finding",
        text=text,
        verbatim=verbatim,
        section="",
        paragraph=1,
        codes=(code,) if code else (),
    )


A, B = passage("a:1"), passage("b:1")


@pytest.mark.parametrize(
    ("groups", "ids", "pointers"),
    [
        pytest.param([], [], [], id="nothing said"),
        pytest.param([[]], [], [()], id="nothing cited"),
        pytest.param([[A], [B]], ["c1", "c2"], [("c1",), ("c2",)], id="in order of mention"),
        pytest.param([[B, A], [A]], ["c1", "c2"], [("c1", "c2"), ("c2",)], id="named again"),
        pytest.param([[A, A]], ["c1"], [("c1",)], id="twice in one sentence"),
        pytest.param(
            [
                [passage("a:1", text="One.", verbatim=False)],
                [passage("a:1", text="Two.", verbatim=False)],
            ],
            ["c1", "c2"],
            [("c1",), ("c2",)],
            id="two findings of one paragraph stay two",
        ),
    ],
)
def test_numbers(
    groups: list[list[Citation]], ids: list[str], pointers: list[tuple[str, ...]]
) -> None:
    citations, found = numbered(groups)

    assert [citation.id for citation in citations] == ids
    assert found == pointers


def test_a_passage_cited_for_two_codes_bears_both() -> None:
    (cited,), _ = numbered([[passage("a:1", code="selection")], [passage("a:1", code="control")]])

    assert cited.codes == ("selection", "control")


@pytest.mark.parametrize(
    ("paper", "text", "verbatim", "kind"),
    [
        pytest.param(PAPER, "Their own words.", True, "passage", id="with a copy"),
        pytest.param(None, "", False, "finding", id="without"),
    ],
)
def test_a_finding_is_cited_in_the_papers_words_where_there_is_a_copy(
    corpus: Corpus, paper: Paper | None, text: str, verbatim: bool, kind: str
) -> None:
    cited = Citer(corpus, paper).finding("selection.what")

    assert cited.text == (text or corpus.findings["selection.what"].text)
    assert (cited.verbatim, cited.kind) == (verbatim, kind)
    assert cited.codes == corpus.topics["selection"].codes


@pytest.mark.parametrize(
    ("paper", "text"),
    [
        pytest.param(PAPER, "“A quote.” (Volunteer #1)", id="with a copy"),
        pytest.param(None, "", id="without"),
    ],
)
def test_a_card_names_its_speaker(corpus: Corpus, paper: Paper | None, text: str) -> None:
    cited = Citer(corpus, paper).card("q01")

    assert cited.text == (text or corpus.cards["q01"].paraphrase)
    assert cited.verbatim == bool(text)
    assert cited.speaker == corpus.cards["q01"].speaker


def test_a_document_is_never_verbatim_and_has_no_speaker(corpus: Corpus) -> None:
    hit = Hit(
        id="minutes#1",
        kind="document",
        text="Their own words.",
        section="minutes.txt",
        paragraph=2,
        codes=(),
        score=1.0,
    )

    cited = Citer(corpus, PAPER).document(hit)

    assert (cited.kind, cited.verbatim, cited.speaker) == ("document", False, None)
    assert (cited.section, cited.paragraph) == ("minutes.txt", 2)
