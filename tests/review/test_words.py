"""Named sets of words are found at the beginning of words, and only there."""

import pytest

from assistant.review.words import WordSets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Refugees come.", {"newcomers"}, id="beginning of a word, any case"),
        pytest.param("The non-refugee case", {"newcomers"}, id="after a hyphen"),
        pytest.param("A diffuse gee", set(), id="not in the middle of a word"),
        pytest.param("The unit decides.", {"public"}, id="closing dot ends the word"),
        pytest.param("We unite.", set(), id="closing dot allows no more letters"),
        pytest.param("a job\n centre nearby", {"public"}, id="any white space"),
        pytest.param("It’s ours, they can’t have it.", {"denied"}, id="curly apostrophe"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_used(text: str, found: set[str]) -> None:
    words = WordSets(
        {"newcomers": ["refugee"], "public": ["unit.", "job centre"], "denied": ["can't"]}
    )

    assert words.used(text) == found


def test_longer_words_are_found_before_shorter_ones() -> None:
    words = WordSets({"all": ["so", "so that"]})

    assert words.tally("So that it works, and so on.") == {"all": 2}
