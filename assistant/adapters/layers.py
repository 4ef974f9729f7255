"""What a sentence model knows before its last layer: how things are said, which the last one smooths away."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.embedder import LangChainEmbedder, in_batches
from assistant.retrieval.vectors import Vector, Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

_PARTS = 5
"""Layers taken, from the first third of the model to its last."""


class LayerEmbedder:
    """Hidden layers of a sentence-transformers model, averaged over words and laid side by side.

    One pass of the model gives all of them, so they cost what the last one costs. Each layer's part has length 1.
    """

    def __init__(self, embedder: LangChainEmbedder) -> None:
        self._embedder = embedder
        self.name = f"{embedder.name}/layers"

    def query(self, text: str) -> Vector:
        """One text."""
        row: Vector = self.documents([text])[0]
        return row

    def documents(
        self, texts: Sequence[str], *, progress: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Many texts, as rows; `progress` is told how many more are done."""
        return in_batches(texts, lambda some: np.hstack(list(self._parts(some))), progress=progress)

    def _parts(self, texts: Sequence[str]) -> Iterator[Vectors]:
        import torch

        words = self._model.tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
        )
        with torch.inference_mode():
            network: torch.nn.Module = self._model[0].get_submodule("auto_model")
            layers = network(**words, output_hidden_states=True).hidden_states
        last = len(layers) - 1
        taken = sorted({round(last * part / (_PARTS + 1)) for part in range(2, _PARTS + 2)})
        yield from (_averaged(layers[at], words["attention_mask"]) for at in taken)

    @cached_property
    def _model(self) -> "SentenceTransformer":
        return self._embedder.transformer()


def _averaged(layer: "torch.Tensor", mask: "torch.Tensor") -> Vectors:
    """The mean over a text's words, without padding, at length 1."""
    weight = mask.unsqueeze(-1).to(layer.dtype)
    mean = ((layer * weight).sum(dim=1) / weight.sum(dim=1)).numpy()
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)
