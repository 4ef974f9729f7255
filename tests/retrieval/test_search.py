"""Search over the real corpus: five places and not five neighbours; own documents apart."""

import pytest

from assistant.retrieval.search import Search
from assistant.wiring import Assistant

QUERIES = [
    "Why do volunteers feel used by the municipality?",
    "selection strategy",
    "care without a voice",
    "Our staff say that volunteers cannot be relied on.",
    "How many interviews?",
    "zebra",
]


@pytest.mark.parametrize("query", QUERIES)
def test_five_hits_are_five_places(assistant: Assistant, query: str) -> None:
    hits = assistant.search(query, limit=5)

    assert len({hit.id for hit in hits}) == len(hits) == 5


@pytest.mark.parametrize("query", QUERIES)
def test_five_hits_are_five_places_with_the_paper(
    assistant_with_paper: Assistant, query: str
) -> None:
    hits = [hit for hit in assistant_with_paper.search(query, limit=5) if hit.kind != "document"]

    assert len({hit.id for hit in hits}) == len(hits) == 5


def test_best_first(assistant: Assistant) -> None:
    scores = [hit.score for hit in assistant.search("selection strategy", limit=10)]

    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        pytest.param(
            "The municipality only invites organisations that never complain.",
            "selection",
            id="selection in an anecdote",
        ),
        pytest.param("What is service separation?", "service_separation", id="a term"),
        pytest.param(
            "Volunteers favour some families over others", "particularism", id="a worry of staff"
        ),
    ],
)
def test_what_is_asked_about_is_found(assistant: Assistant, query: str, code: str) -> None:
    assert code in {code for hit in assistant.search(query, limit=5) for code in hit.codes}


def test_without_the_paper_nothing_is_a_passage(assistant: Assistant) -> None:
    kinds = {hit.kind for query in QUERIES for hit in assistant.search(query)}

    assert kinds <= {"finding", "quote"}


def test_with_the_paper_its_own_words_are_found(assistant_with_paper: Assistant) -> None:
    paper = assistant_with_paper.index.paper
    assert paper is not None

    hits = [hit for query in QUERIES for hit in assistant_with_paper.search(query)]

    passages = [hit for hit in hits if hit.kind in ("passage", "quote")]
    assert passages
    assert [hit.id for hit in passages if hit.text not in paper.text] == []


class TestOwnDocuments:
    QUESTION = "Who has the keys to the kitchen of the harbour café?"

    def test_they_are_found_and_follow_the_research(self, assistant_with_paper: Assistant) -> None:
        hits = assistant_with_paper.search(self.QUESTION, limit=3)

        kinds = [hit.kind for hit in hits]
        own = [hit for hit in hits if hit.kind == "document"]
        assert kinds[:3].count("document") == 0
        assert own[0].section == "minutes.txt"
        assert "caretaker" in own[0].text

    def test_they_bear_no_code_of_the_study(self, assistant_with_paper: Assistant) -> None:
        own = [h for h in assistant_with_paper.search(self.QUESTION) if h.kind == "document"]

        assert own
        assert {hit.codes for hit in own} == {()}

    def test_the_research_never_holds_their_words(self, assistant_with_paper: Assistant) -> None:
        index = assistant_with_paper.index
        texts = {view.text for view in index.views.values()}

        own = [line for chunk in index.chunks.values() for line in chunk.text.splitlines() if line]
        assert own
        assert [line for line in own for text in texts if line in text] == []

    def test_what_is_not_about_them_leaves_them_out(self, assistant_with_paper: Assistant) -> None:
        hits = assistant_with_paper.search("What is care without a voice?")

        assert "document" not in {hit.kind for hit in hits}

    def test_an_answer_cites_them_as_what_they_are(self, assistant_with_paper: Assistant) -> None:
        answer = assistant_with_paper.ask(self.QUESTION)

        kinds = {citation.id: citation.kind for citation in answer.citations}
        for sentence in answer.sentences:
            cited = {kinds[number] for number in sentence.citations}
            assert (sentence.basis == "document") == ("document" in cited)
        assert not any(c.verbatim for c in answer.citations if c.kind == "document")


def test_a_library_that_was_indexed_stays(assistant_with_paper: Assistant) -> None:
    assert {chunk.file for chunk in assistant_with_paper.index.chunks.values()} == {
        "budget.md",
        "minutes.txt",
    }


def test_search_without_a_library_finds_no_documents(assistant: Assistant) -> None:
    search = Search(assistant.corpus, assistant.index, assistant.embedder)

    assert search.documents("keys", limit=2) == []
