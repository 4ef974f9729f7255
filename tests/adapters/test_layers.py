"""Hidden layers as vectors: the same for the same sentence, in the order asked for."""

import numpy as np

from assistant.adapters.embedder import LangChainEmbedder
from assistant.adapters.layers import LayerEmbedder

TEXTS = ("Volunteers come.", "Nobody promised the volunteers any rooms for the winter.", "Rooms")


def test_the_layers_below_have_length_one_and_the_tuned_one_follows(
    embedder: LangChainEmbedder,
) -> None:
    layers = LayerEmbedder(embedder)

    rows = layers.documents(TEXTS)

    size = embedder.query("a").shape[0]
    below = layers.taught.untaught(rows).reshape(len(TEXTS), -1, size)
    assert below.shape[1] == 2
    assert np.allclose(np.linalg.norm(below, axis=2), 1.0, atol=1e-5)
    assert rows.shape[1] == 3 * size


def test_rows_stand_in_the_order_of_the_texts(embedder: LangChainEmbedder) -> None:
    layers = LayerEmbedder(embedder)

    rows = layers.documents(TEXTS)

    for text, row in zip(TEXTS, rows, strict=True):
        assert np.allclose(layers.query(text), row, atol=1e-4)


def test_tuning_leaves_the_embedder_itself_as_it_was(embedder: LangChainEmbedder) -> None:
    before = embedder.documents(TEXTS)

    LayerEmbedder(embedder).documents(TEXTS)

    assert np.allclose(embedder.documents(TEXTS), before, atol=1e-6)


def test_a_model_that_was_not_tuned_is_read_by_five_of_its_own_layers(
    embedder: LangChainEmbedder,
) -> None:
    other = LangChainEmbedder(lambda: embedder._embeddings, name="another")

    row = LayerEmbedder(other).query(TEXTS[1])

    own = embedder.query(TEXTS[1])
    assert LayerEmbedder(other).taught.dimensions == 0
    assert row.shape[0] == 5 * len(own)
    assert np.allclose(row[-len(own) :], own, atol=1e-4)


def test_progress_is_told_and_nothing_is_no_rows(embedder: LangChainEmbedder) -> None:
    done: list[int] = []

    layers = LayerEmbedder(embedder)
    layers.documents(["One."] * 70, progress=done.append)

    assert done == [64, 6]
    assert len(layers.documents([])) == 0
