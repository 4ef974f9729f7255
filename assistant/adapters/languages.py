"""The language of a text, through lingua; English unless another language is clearly it."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SURE = 0.8
"""Below this a short text stays English: 'tl;dr' is no Welsh."""


class LinguaLanguages:
    """Tells English from the languages of the neighbours."""

    @cached_property
    def _detector(self) -> "LanguageDetector":
        from lingua import Language, LanguageDetectorBuilder

        known = (
            Language.ENGLISH,
            Language.DANISH,
            Language.BOKMAL,
            Language.SWEDISH,
            Language.GERMAN,
            Language.DUTCH,
            Language.FRENCH,
        )
        builder = LanguageDetectorBuilder.from_languages(*known)
        return builder.with_low_accuracy_mode().build()

    def __call__(self, text: str) -> str:
        """ISO 639-1, such as `en` or `da`."""
        ranked = self._detector.compute_language_confidence_values(text[:2000])
        if not ranked or ranked[0].value < _SURE:
            return "en"
        return str(ranked[0].language.iso_code_639_1.name).lower()
