"""Whether each sentence cites the passage that its finding stands in."""

import pytest

from assistant.dialogue.cite import Citer
from assistant.evaluation.bearing import Bearing
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Basis, Citation


@pytest.fixture(scope="module")
def bearing(corpus: Corpus) -> Bearing:
    return Bearing(corpus)


def answer(text: str, *citations: Citation, basis: Basis = "paper") -> Answer:
    cited = [c.model_copy(update={"id": f"c{at}"}) for at, c in enumerate(citations, start=1)]
    sentence = Sentence(text=text, basis=basis, citations=tuple(c.id for c in cited))
    return Answer(
        id="x",
        question="What?",
        lang="en",
        intent="definition",
        abstained=False,
        reason=None,
        answer=text,
        sentences=(sentence,),
        citations=tuple(cited),
        codes=(),
        follow_ups=(),
        writer="embedded",
        timings_ms={"total": 1.0},
    )


@pytest.mark.parametrize(
    ("said", "cited", "borne", "founded"),
    [
        pytest.param("selection.what", ("selection.what",), (True,), (True,), id="its own"),
        pytest.param("selection.what", ("boundary_organisation.what",), (False,), (False,), id="another"),
        pytest.param(
            "selection.what", ("selection.what", "boundary_organisation.what"), (True, False), (True,), id="one of two"
        ),
        pytest.param("selection.what", (), (), (False,), id="none"),
    ],
)  # fmt: skip
def test_a_finding_is_borne_by_its_own_passage(
    corpus: Corpus,
    bearing: Bearing,
    said: str,
    cited: tuple[str, ...],
    borne: tuple[bool, ...],
    founded: tuple[bool, ...],
) -> None:
    cite = Citer(corpus, None).finding

    judged = bearing.judge(answer(corpus.findings[said].text, *map(cite, cited)))

    assert tuple(pair.borne for pair in judged.pairs) == borne
    assert judged.founded == founded


def test_a_quote_is_no_paragraph(corpus: Corpus, bearing: Bearing) -> None:
    card = corpus.cards["q03"]
    citer = Citer(corpus, None)
    passage = citer.card("q03").model_copy(update={"kind": "passage"})

    judged = bearing.judge(answer(card.paraphrase, citer.card("q03"), passage))

    assert [pair.borne for pair in judged.pairs] == [True, False]


def test_advice_is_judged_by_the_finding_that_it_is_tied_to(
    corpus: Corpus, bearing: Bearing
) -> None:
    advice = corpus.topics["selection"].advice[0]
    cited = Citer(corpus, None).finding(advice.tied)

    judged = bearing.judge(answer(advice.text, cited, basis="advice"))

    assert [pair.borne for pair in judged.pairs] == [True]
    assert judged.founded == ()


def test_what_the_corpus_does_not_know_is_counted_and_not_judged(
    corpus: Corpus, bearing: Bearing
) -> None:
    cited = Citer(corpus, None).finding("selection.what")

    judged = bearing.judge(answer("Something that somebody else wrote.", cited))

    assert (judged.known, judged.pairs, judged.founded) == ((False,), (), ())
