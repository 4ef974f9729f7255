"""The tuned ear: chances that sum to one, the same each time, silence with another model."""

import pytest

from assistant.adapters.ear import TunedEar, ear_for
from assistant.adapters.embedder import LangChainEmbedder

QUESTION = "Why does the council keep our helpers out of the kitchen?"


@pytest.fixture(scope="module")
def ear(embedder: LangChainEmbedder) -> TunedEar:
    return ear_for(embedder)


@pytest.mark.parametrize("head", ["subject", "intent"])
def test_each_head_shares_out_one(ear: TunedEar, head: str) -> None:
    assert sum(ear(QUESTION)[head].values()) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("question", "head", "label"),
    [
        pytest.param("What is service separation?", "subject", "service_separation", id="subject"),
        pytest.param("Thanks a lot, that helps!", "intent", "thanks", id="intent"),
    ],
)
def test_the_likeliest_is_what_is_asked(
    ear: TunedEar, question: str, head: str, label: str
) -> None:
    chances = ear(question)[head]

    assert max(chances, key=lambda name: chances[name]) == label


def test_two_ears_hear_the_same(ear: TunedEar, embedder: LangChainEmbedder) -> None:
    assert ear_for(embedder)(QUESTION) == ear(QUESTION)


def test_tuning_leaves_the_embedder_itself_as_it_was(embedder: LangChainEmbedder) -> None:
    before = embedder.documents([QUESTION])

    ear_for(embedder)(QUESTION)

    assert (embedder.documents([QUESTION]) == before).all()


def test_with_another_model_it_says_nothing(embedder: LangChainEmbedder) -> None:
    other = LangChainEmbedder(lambda: embedder._embeddings, name="another")

    assert ear_for(other)(QUESTION) == {}
