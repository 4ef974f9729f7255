"""English unless another language is clearly it."""

import pytest

from assistant.adapters.languages import LinguaLanguages


@pytest.fixture(scope="module")
def languages() -> LinguaLanguages:
    return LinguaLanguages()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("How do volunteers and municipalities work together?", "en", id="English"),
        pytest.param(
            "Hvordan samarbejder kommunen med de frivillige foreninger?", "da", id="Danish"
        ),
        pytest.param("Wie arbeitet die Stadt mit Ehrenamtlichen zusammen?", "de", id="German"),
        pytest.param("tl;dr", "en", id="too short to tell"),
        pytest.param("Selection strategy", "en", id="two words"),
        pytest.param("", "en", id="empty"),
        pytest.param("12 345 🙂", "en", id="no words"),
    ],
)
def test_language(languages: LinguaLanguages, text: str, language: str) -> None:
    assert languages(text) == language
