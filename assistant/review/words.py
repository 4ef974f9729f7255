"""Named sets of words, and which of them a sentence uses."""

import re
from collections.abc import Mapping, Sequence


class WordSets:
    """Finds the sets that a text draws on; a set holds beginnings of words, a closing dot ends one."""

    def __init__(self, sets: Mapping[str, Sequence[str]]) -> None:
        self._patterns = {name: _pattern(words) for name, words in sets.items()}

    def used(self, text: str) -> frozenset[str]:
        """Names of the sets of which the text uses at least one word."""
        plain = _plain(text)
        return frozenset(name for name, pattern in self._patterns.items() if pattern.search(plain))

    def tally(self, text: str) -> dict[str, int]:
        """How often the text draws on each set."""
        plain = _plain(text)
        return {name: len(pattern.findall(plain)) for name, pattern in self._patterns.items()}


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).lower()


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    # Longest first, so that 'so that' is found before 'so'.
    choices = sorted((_choice(word) for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})")


def _choice(word: str) -> str:
    whole = word.endswith(".")
    return re.escape(word.removesuffix(".")) + (r"(?!\w)" if whole else "")
