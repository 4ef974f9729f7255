"""Words as features beside an embedding: hashed, weighted by how rare they are, a few numbers a text."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 13
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class Lexicon:
    """How rare each bucket of words is in the texts that it was made from."""

    rarity: npt.NDArray[np.float32]
    """Shape (BUCKETS,): inverse document frequency."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Lexicon":
        """Count in how many texts each bucket occurs."""
        seen: Counter[int] = Counter()
        for text in texts:
            seen.update(set(_buckets(text)))
        counts = np.array([seen[bucket] for bucket in range(BUCKETS)], np.float32)
        # Words that nobody here has used say nothing: a rarity of 0 leaves them out.
        rarity = np.where(counts > 1, np.log((1 + len(texts)) / (1 + counts)) + 1, 0)
        return cls(rarity.astype(np.float32))

    def weights(self, text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """The buckets of a text and their weights, together of length 1."""
        counts = Counter(_buckets(text))
        indices = np.fromiter(counts, np.int64, len(counts))
        values = np.array([1 + math.log(count) for count in counts.values()], np.float32)
        values *= self.rarity[indices]
        return indices, values / max(float(np.linalg.norm(values)), 1e-9)


def _buckets(text: str) -> list[int]:
    words = [_stem(word) for word in _WORD.findall(text.lower().replace("’", "'"))]
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    return [crc32(token.encode()) % BUCKETS for token in (*words, *pairs)]


def _stem(word: str) -> str:
    """Plurals and the commonest endings off; hashing forgives what this misses."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
