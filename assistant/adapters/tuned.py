"""The packaged sentence model, tuned to read a kind of text sentence by sentence; `scripts/tune.py` makes the files.

Its three upper layers are changed by little, a recurrent layer runs both ways along the sentences, and linear heads
tell apart what is to be told. Only those parts are kept here, some two megabytes a kind of text.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.adapters.embedder import LOWER, LangChainEmbedder, in_batches
from assistant.retrieval.reader import Chances
from assistant.retrieval.vectors import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

FOLDER = Path(__file__).with_name("learned")
LAYERS = (LOWER, LOWER + 1, LOWER + 2)
"""Numbers of the layers that are tuned; those below stay as they came."""
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""What is tuned of a layer."""
WIDTH = 384
"""Of the model's vectors."""
_BESIDE = "beside."
BESIDE = 96
"""What each way along the text adds to a sentence's vector."""


class TunedReader:
    """Reads plans, or texts about the research, with what was learned of them."""

    def __init__(self, embedder: LangChainEmbedder, kind: str) -> None:
        """`embedder` is the packaged model; `kind` names what was learned: `questions`, `plans` or `memos`."""
        self._embedder = embedder
        self._file = FOLDER / f"{kind}.npz"

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """What is told apart -> its labels, in the order of the columns."""
        kept = [name.split(".") for name in self._learned]
        heads = [parts[1] for parts in kept if (parts[0], parts[-1]) == ("head", "labels")]
        return {
            head: tuple(str(label) for label in self._learned[f"head.{head}.labels"].tolist())
            for head in heads
        }

    @cached_property
    def lessons(self) -> str:
        """Digest of the lessons that this was learned from."""
        return str(self._learned["lessons"])

    @cached_property
    def beside(self) -> Mapping[str, npt.NDArray[np.generic]]:
        """What else was learned, by name: the ways of asking that a question is held against."""
        names = [name for name in self._learned if name.startswith(_BESIDE)]
        return {name.removeprefix(_BESIDE): self._learned[name] for name in names}

    def rows(
        self, texts: Sequence[str], *, progress: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Each sentence by itself, shape (texts, 384)."""
        if not texts:
            return np.zeros((0, WIDTH), np.float32)
        return in_batches(texts, self._batch, progress=progress)

    def alone(self, rows: Vectors) -> Chances:
        """What the heads that look at a sentence by itself make of it."""
        return self._heard(rows, "alone")

    def along(self, rows: Vectors) -> tuple[Chances, Chances]:
        """What is heard of the sentences of one text, in order, and of the text that they make up.

        The second has one row, or none for an empty text.
        """
        beside = self._beside(rows)
        whole = beside.mean(axis=0, keepdims=True) if len(rows) else beside
        return self._heard(beside, "along"), self._heard(whole, "whole")

    def _beside(self, rows: Vectors) -> Vectors:
        """Each sentence's vector with what the ways along the text add to it."""
        import torch

        if not len(rows):
            return np.zeros((0, WIDTH + 2 * BESIDE), np.float32)
        with torch.inference_mode():
            both, _ = self._both_ways(torch.from_numpy(rows)[None])
        return np.hstack([rows, both[0].numpy()])

    def _heard(self, rows: Vectors, hears: str) -> Chances:
        """What one kind of head makes of rows; exclusive labels share one softmax."""
        found: dict[str, Vectors] = {}
        for head in self.labels:
            if str(self._learned[f"head.{head}.hears"]) != hears:
                continue
            weights = self._number(f"head.{head}.weights")
            logits = rows @ weights.T + self._number(f"head.{head}.bias")
            if bool(self._learned[f"head.{head}.exclusive"]):
                powers = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
                found[head] = np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
            else:
                found[head] = np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)
        return found

    def _batch(self, texts: Sequence[str]) -> Vectors:
        import torch

        words = self._model.tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
        )
        with torch.inference_mode():
            network, below = self._network, self._embedder.below(words["input_ids"])
            if below is None:
                hidden = network(**words).last_hidden_state
            else:
                hidden = below
                for layer in LAYERS:
                    hidden = network.get_submodule(f"encoder.layer.{layer}")(hidden)
        weight = words["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(dim=1) / weight.sum(dim=1)
        return np.asarray(mean.numpy(), np.float32)

    @cached_property
    def _learned(self) -> Mapping[str, npt.NDArray[np.generic]]:
        with np.load(self._file, allow_pickle=False) as file:
            return {name: file[name] for name in file}

    def _number(self, name: str) -> npt.NDArray[np.float32]:
        return self._learned[name].astype(np.float32)

    @cached_property
    def _model(self) -> "SentenceTransformer":
        return self._embedder.transformer()

    @cached_property
    def _network(self) -> "torch.nn.Module":
        """The tuned network; it shares with the packaged one all that is not changed."""
        import torch

        network = self._model[0].get_submodule("auto_model")
        shared = {id(p): p for name, p in network.named_parameters() if not _changed(name)}
        tuned = deepcopy(network, dict(shared))
        with torch.no_grad():
            for name, parameter in tuned.named_parameters():
                if _changed(name):
                    change = self._number(f"up.{name}") @ self._number(f"down.{name}")
                    parameter.add_(torch.from_numpy(change))
        return tuned.eval()

    @cached_property
    def _both_ways(self) -> "torch.nn.Module":
        import torch

        layer = torch.nn.GRU(WIDTH, BESIDE, bidirectional=True, batch_first=True)
        layer.load_state_dict(
            {name: torch.from_numpy(self._number(f"along.{name}")) for name in layer.state_dict()}
        )
        return layer.eval()


def _changed(name: str) -> bool:
    """Whether a parameter, by its name in the network, is one that is tuned."""
    return any(name == f"encoder.layer.{layer}.{part}.weight" for layer in LAYERS for part in PARTS)
