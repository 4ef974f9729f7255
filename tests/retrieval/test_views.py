"""The ways into what is known."""

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.paper import Paper
from assistant.models.framework import Place
from assistant.retrieval.views import views
from tests.retrieval.stand_ins import small

PAPER = Paper(
    text="We asked. They  answered. A quote.",
    paragraphs={"introduction:1": (0, 25)},
    quotes={"q01": (26, 34)},
)


def test_ids_are_unique_and_stable(corpus: Corpus) -> None:
    once, again = views(corpus, None), views(corpus, None)

    assert len({view.id for view in once}) == len(once)
    assert once == again


def test_every_target_is_known(corpus: Corpus) -> None:
    targets = {view.target for view in views(corpus, None)}

    known = {
        *corpus.findings,
        *(f"card:{card}" for card in corpus.cards),
        *(f"premise:{premise.id}" for premise in corpus.premises),
        *(f"gap:{gap.id}" for gap in corpus.gaps),
    }
    assert targets == known


def test_kinds_say_where_a_text_comes_from(corpus: Corpus) -> None:
    found = views(small(corpus), PAPER)

    kinds = {kind: {v.target for v in found if v.kind == kind} for kind in {v.kind for v in found}}
    assert kinds.keys() == {"statement", "ask", "quote", "premise", "gap", "passage"}
    assert kinds["statement"] == {f.id for f in corpus.topics["selection"].findings}
    assert kinds["quote"] == {"card:q01"}
    assert kinds["passage"] == {"place:introduction:1", "card:q01"}


def test_the_paper_is_read_sentence_by_sentence_with_its_spaces_folded(corpus: Corpus) -> None:
    passages = [view for view in views(small(corpus), PAPER) if view.kind == "passage"]

    assert [view.text for view in passages] == ["We asked.", "They answered.", "A quote."]
    assert (
        PAPER.paragraph(Place(section="introduction", paragraph=1)) == "We asked. They  answered."
    )


def test_the_paper_comes_after_the_corpus(corpus: Corpus) -> None:
    alone, both = views(small(corpus), None), views(small(corpus), PAPER)

    assert both[: len(alone)] == alone
