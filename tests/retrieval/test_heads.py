"""Heads: probabilities, and the way to disk and back."""

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.heads import LogisticTrainer
from assistant.retrieval.build import load_arrays
from assistant.retrieval.heads import Head, as_arrays, from_arrays
from tests.retrieval.stand_ins import DigestEmbedder

TEXTS = {
    "thanks": ["thank you", "many thanks", "thanks a lot", "thank you so much"],
    "ask": ["what is it", "what is this", "what is that", "so what is it"],
}
LINES = [(text, label) for label, texts in TEXTS.items() for text in texts]


@pytest.fixture(scope="module")
def embedder() -> DigestEmbedder:
    return DigestEmbedder()


@pytest.fixture(scope="module")
def head(embedder: DigestEmbedder) -> Head:
    texts = [text for text, _ in LINES]
    labels = [label for _, label in LINES]
    return LogisticTrainer().fit(texts, embedder.documents(texts), labels, strength=10.0)


@pytest.mark.parametrize(("text", "label"), LINES)
def test_learns_what_it_was_shown(
    head: Head, embedder: DigestEmbedder, text: str, label: str
) -> None:
    chances = head.of(text, embedder.query(text))

    assert sum(chances.values()) == pytest.approx(1.0)
    assert max(chances, key=lambda name: chances[name]) == label


def test_the_same_texts_give_the_same_weights(head: Head, embedder: DigestEmbedder) -> None:
    texts = [text for text, _ in LINES]
    again = LogisticTrainer().fit(
        texts, embedder.documents(texts), [label for _, label in LINES], strength=10.0
    )

    assert np.array_equal(again.meaning, head.meaning)
    assert np.array_equal(again.words, head.words)


def test_round_trip_through_a_file(head: Head, embedder: DigestEmbedder, tmp_path: Path) -> None:
    path = tmp_path / "head.npz"
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **as_arrays(head))

    back = from_arrays(load_arrays(path))

    text = "thanks, what is that"
    assert back.labels == head.labels
    assert back.of(text, embedder.query(text)) == pytest.approx(
        head.of(text, embedder.query(text)), abs=0.01
    )


def test_numbers_so_large_that_they_overflow_stay_probabilities(head: Head) -> None:
    vector = np.full(head.meaning.shape[1], 1e6, np.float32)

    assert sum(head.of("thank you", vector).values()) == pytest.approx(1.0)
