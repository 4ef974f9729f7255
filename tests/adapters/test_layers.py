"""Hidden layers as vectors: the same for the same sentence, in the order asked for."""

import numpy as np

from assistant.adapters.embedder import LangChainEmbedder
from assistant.adapters.layers import LayerEmbedder

TEXTS = ("Volunteers come.", "Nobody promised the volunteers any rooms for the winter.", "Rooms")


def test_each_part_has_length_one(embedder: LangChainEmbedder) -> None:
    rows = LayerEmbedder(embedder).documents(TEXTS)

    parts = rows.reshape(len(TEXTS), -1, embedder.query("a").shape[0])
    assert parts.shape[1] == 5
    assert np.allclose(np.linalg.norm(parts, axis=2), 1.0, atol=1e-5)


def test_rows_stand_in_the_order_of_the_texts(embedder: LangChainEmbedder) -> None:
    layers = LayerEmbedder(embedder)

    rows = layers.documents(TEXTS)

    for text, row in zip(TEXTS, rows, strict=True):
        assert np.allclose(layers.query(text), row, atol=1e-4)


def test_the_last_part_is_the_model_s_own_vector(embedder: LangChainEmbedder) -> None:
    row = LayerEmbedder(embedder).query(TEXTS[1])

    own = embedder.query(TEXTS[1])
    assert np.allclose(row[-len(own) :], own, atol=1e-4)


def test_progress_is_told_and_nothing_is_no_rows(embedder: LangChainEmbedder) -> None:
    done: list[int] = []

    layers = LayerEmbedder(embedder)
    layers.documents(["One."] * 70, progress=done.append)

    assert done == [64, 6]
    assert len(layers.documents([])) == 0
