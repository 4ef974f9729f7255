"""What every vector store must do, done by Chroma and by the stand-in that tests use for it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.chroma import ChromaStore
from assistant.errors import StaleIndexError
from assistant.retrieval.vectors import Vector, VectorStore
from tests.retrieval.stand_ins import MemoryStore

ROWS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]], np.float32)
IDS = ["east", "north-east", "up"]
MakeStore = Callable[[Path], VectorStore]


@pytest.fixture(
    params=[
        pytest.param(lambda path: ChromaStore(path, collection="views"), id="chroma"),
        pytest.param(lambda _: MemoryStore(), id="memory"),
    ]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStore:
    make: MakeStore = request.param
    made = make(tmp_path / "store")
    made.write(IDS, ROWS)
    return made


def vector(*numbers: float) -> Vector:
    return np.array(numbers, np.float32)


@pytest.mark.parametrize(
    ("limit", "names"),
    [
        pytest.param(2, ["east", "north-east"], id="as many as asked for"),
        pytest.param(9, ["east", "north-east", "up"], id="no more than there are"),
        pytest.param(0, [], id="none"),
    ],
)
def test_nearest_first(store: VectorStore, limit: int, names: list[str]) -> None:
    assert [name for name, _ in store.nearest(vector(1, 0, 0), limit=limit)] == names


def test_scores_are_cosines(store: VectorStore) -> None:
    found = dict(store.nearest(vector(1, 0, 0), limit=3))

    assert found == pytest.approx({"east": 1.0, "north-east": 0.8, "up": 0.0}, abs=1e-5)


def test_writing_an_id_again_replaces_it(store: VectorStore) -> None:
    store.write(["east"], np.array([[0, 1, 0]], np.float32))

    found = store.nearest(vector(0, 1, 0), limit=9)

    assert [name for name, _ in found] == ["east", "north-east", "up"]


def test_what_was_written_is_there_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    ChromaStore(tmp_path, collection="views").write(IDS, ROWS)

    again = ChromaStore(tmp_path, collection="views")

    assert [name for name, _ in again.nearest(vector(0, 0, 1), limit=1)] == ["up"]


def test_collections_of_one_folder_are_kept_apart(tmp_path: Path) -> None:
    ChromaStore(tmp_path, collection="views").write(IDS, ROWS)
    library = ChromaStore(tmp_path, collection="library")
    library.write(["minutes"], ROWS[:1])

    assert [name for name, _ in library.nearest(vector(1, 0, 0), limit=9)] == ["minutes"]


def test_a_vector_of_another_model_says_what_to_do(tmp_path: Path) -> None:
    store = ChromaStore(tmp_path, collection="views")
    store.write(IDS, ROWS)

    with pytest.raises(StaleIndexError, match="out of date: run `assistant index`"):
        store.nearest(vector(1, 0), limit=1)


def test_more_than_one_batch(tmp_path: Path) -> None:
    turns = np.linspace(0, np.pi / 2, 4500)
    rows = np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)
    store = ChromaStore(tmp_path, collection="views")

    store.write([f"v{number}" for number in range(len(rows))], rows)

    assert [name for name, _ in store.nearest(vector(1, 0), limit=2)] == ["v0", "v1"]
    assert [name for name, _ in store.nearest(vector(0, 1), limit=1)] == ["v4499"]
