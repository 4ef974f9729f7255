"""Finding texts by their words."""

import pytest

from assistant.adapters.bm25 import Bm25Index

TEXTS = [
    "Volunteers help older people.",
    "The municipality recruits volunteers.",
    "Professionals keep their distance.",
]


@pytest.fixture(scope="module")
def index() -> Bm25Index:
    return Bm25Index(TEXTS)


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        pytest.param("distance", [2], id="one word"),
        pytest.param("recruiting a volunteer", [1, 0], id="forms of words"),
        pytest.param("VOLUNTEERS helping", [0, 1], id="case"),
        pytest.param("zebra", [], id="unknown word"),
        pytest.param("the of and", [], id="stop words alone"),
        pytest.param("", [], id="empty"),
        pytest.param("?!… 🙂", [], id="no words"),
    ],
)
def test_best(index: Bm25Index, query: str, positions: list[int]) -> None:
    found = index.best(query, limit=9)

    assert [position for position, _ in found] == positions
    assert all(score > 0 for _, score in found)


def test_limit(index: Bm25Index) -> None:
    assert len(index.best("volunteers", limit=1)) == 1


def test_nothing_to_search_in() -> None:
    assert Bm25Index([]).best("volunteers", limit=3) == []
