"""Two rankings on one scale."""

import pytest

from assistant.retrieval.fuse import Scored, fuse


@pytest.mark.parametrize(
    ("dense", "keywords", "order"),
    [
        pytest.param([], [], [], id="nothing found"),
        pytest.param([("a", 0.9), ("b", 0.1)], [], ["a", "b"], id="meaning alone"),
        pytest.param([], [("a", 7.0), ("b", 3.0)], ["a", "b"], id="words alone"),
        pytest.param(
            [("a", 0.9), ("b", 0.5), ("c", 0.1)],
            [("a", 9.0), ("b", 5.0), ("c", 1.0)],
            ["a", "b", "c"],
            id="both agree",
        ),
        pytest.param(
            [("a", 0.51), ("b", 0.50), ("c", 0.1)],
            [("b", 20.0), ("a", 2.0), ("c", 1.0)],
            ["b", "a", "c"],
            id="a clear winner beats a narrow one",
        ),
        pytest.param(
            [("a", 0.9), ("b", 0.8), ("c", 0.1)],
            [("d", 5.0), ("b", 4.9), ("c", 1.0)],
            ["b", "a", "d", "c"],
            id="found by both beats found by one",
        ),
        pytest.param([("a", 0.5)], [("b", 4.0)], ["a", "b"], id="on a tie meaning decides"),
        pytest.param([("a", 0.5), ("b", 0.5)], [("b", 1.0)], ["a", "b"], id="no spread"),
    ],
)
def test_order(dense: Scored, keywords: Scored, order: list[str]) -> None:
    assert [name for name, _ in fuse(dense, keywords)] == order


@pytest.mark.parametrize(
    ("weight", "first"),
    [pytest.param(1.0, "a", id="meaning only"), pytest.param(0.0, "b", id="words only")],
)
def test_weight(weight: float, first: str) -> None:
    dense, keywords = [("a", 0.9), ("b", 0.1)], [("b", 9.0), ("a", 1.0)]

    assert fuse(dense, keywords, dense_weight=weight)[0][0] == first


def test_scale_does_not_matter() -> None:
    dense = [("a", 0.9), ("b", 0.4), ("c", 0.3)]
    keywords = [("c", 9.0), ("b", 4.0), ("a", 1.0)]

    enlarged = fuse(dense, [(name, 100 * score + 7) for name, score in keywords])

    assert [score for _, score in enlarged] == pytest.approx([s for _, s in fuse(dense, keywords)])
