"""BM25 over texts, through bm25s with Snowball stems."""

from collections.abc import Sequence

import bm25s
import Stemmer


class Bm25Index:
    """Finds texts by their words, in memory; building ten thousand short texts takes well under a second."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._size = len(texts)
        self._index = bm25s.BM25(k1=0.9, b=0.4)
        if texts:
            self._index.index(self._tokens(texts), show_progress=False)

    def best(self, query: str, *, limit: int) -> list[tuple[int, float]]:
        """Positions with scores above nothing, best first."""
        if not self._size:
            return []
        tokens = self._tokens([query])
        if not tokens.vocab or not any(tokens.ids):
            return []
        positions, scores = self._index.retrieve(
            tokens, k=min(limit, self._size), show_progress=False
        )
        pairs = zip(positions[0].tolist(), scores[0].tolist(), strict=True)
        return [(int(position), float(score)) for position, score in pairs if score > 0]

    def _tokens(self, texts: Sequence[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(
            list(texts), stopwords="en", stemmer=self._stemmer, show_progress=False
        )
