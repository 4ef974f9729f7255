"""Words as weights."""

import numpy as np
import pytest

from assistant.retrieval.lexicon import BUCKETS, Lexicon

TEXTS = ["volunteers help", "volunteers leave", "volunteers help the municipality"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.of(TEXTS)


def weighed(lexicon: Lexicon, text: str) -> dict[int, float]:
    buckets, weights = lexicon.weights(text)
    return {b: w for b, w in zip(buckets.tolist(), weights.tolist(), strict=True) if w}


def test_rarer_words_weigh_more(lexicon: Lexicon) -> None:
    (common,) = weighed(lexicon, "volunteers")
    (rare,) = weighed(lexicon, "help")

    both = weighed(lexicon, "help volunteers")

    assert lexicon.rarity.shape == (BUCKETS,)
    assert both[rare] > both[common] > 0


@pytest.mark.parametrize(
    "text", ["volunteers", "volunteers help", "help, help and HELP volunteers"]
)
def test_weights_have_length_one(lexicon: Lexicon, text: str) -> None:
    assert np.linalg.norm(lexicon.weights(text)[1]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("…!?", id="no words"),
        pytest.param("zebra", id="unseen"),
        pytest.param("leave", id="seen once"),
    ],
)
def test_what_nobody_or_only_one_has_used_says_nothing(lexicon: Lexicon, text: str) -> None:
    assert weighed(lexicon, text) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Volunteers HELP", "volunteers help", id="case"),
        pytest.param("volunteer", "volunteers", id="plural"),
        pytest.param("helping", "helped", id="endings"),
    ],
)
def test_forms_that_are_the_same_word(lexicon: Lexicon, one: str, other: str) -> None:
    assert weighed(lexicon, one) == weighed(lexicon, other) != {}
