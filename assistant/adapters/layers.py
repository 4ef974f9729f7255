"""What a sentence model knows before its last layer: how things are said, which the last one smooths away."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.embedder import LangChainEmbedder, in_batches
from assistant.adapters.tuned import LAYERS, Tuning, tuning_for
from assistant.retrieval.vectors import Vector, Vectors
from assistant.review.taught import Taught

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

_PARTS = 5
"""Layers taken of a model that is not tuned, from the first third to its last."""


class LayerEmbedder:
    """Hidden layers of a sentence-transformers model, averaged over words and laid side by side.

    One pass of the model gives all of them, so they cost what the last one costs. Each layer's part has length 1. Where
    the model has been tuned for plans, the layers below the tuned ones are taken and then the tuned last one, as it is.
    """

    def __init__(
        self, embedder: LangChainEmbedder, *, tuning: Callable[[str], Tuning] = tuning_for
    ) -> None:
        self._embedder = embedder
        self._tuning_of = tuning
        self.name = f"{embedder.name}/layers"

    @property
    def taught(self) -> Taught:
        """What goes with the tuned layers, to be heard beside whatever is learned from the vectors."""
        return self._tuning.taught

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
            layers = self._network(**words, output_hidden_states=True).hidden_states
        mask = words["attention_mask"]
        last = len(layers) - 1
        tuned = bool(self._tuning.arrays)
        taken = {round(last * part / (_PARTS + 1)) for part in range(2, _PARTS + 2)}
        for at in sorted(taken):
            if not tuned or at <= LAYERS[0]:
                yield _at_length_one(_averaged(layers[at], mask))
        if tuned:
            yield _averaged(layers[last], mask)

    @cached_property
    def _tuning(self) -> Tuning:
        return self._tuning_of(self._embedder.name)

    @cached_property
    def _network(self) -> "torch.nn.Module":
        return self._tuning.apply(self._model[0].get_submodule("auto_model"))

    @cached_property
    def _model(self) -> "SentenceTransformer":
        return self._embedder.transformer()


def _averaged(layer: "torch.Tensor", mask: "torch.Tensor") -> Vectors:
    """The mean over a text's words, without padding."""
    weight = mask.unsqueeze(-1).to(layer.dtype)
    return np.asarray(((layer * weight).sum(dim=1) / weight.sum(dim=1)).numpy(), np.float32)


def _at_length_one(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
