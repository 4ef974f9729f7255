"""The packaged sentence model, tuned to read a kind of text sentence by sentence; `scripts/tune.py` makes the files.

Its layers are changed by little, a recurrent layer runs both ways along the sentences, and linear heads tell apart what
is to be told, each looking at the words that matter to it. Only those parts are kept here, some four megabytes a kind
of text.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.adapters.embedder import LangChainEmbedder, in_batches
from assistant.retrieval.reader import Chances
from assistant.retrieval.vectors import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

FOLDER = Path(__file__).with_name("learned")
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


def gathered(hidden: "torch.Tensor", mask: "torch.Tensor", looks: "torch.Tensor") -> "torch.Tensor":
    """The mean over each text's words, and beside it a mean for each look, weighed by how well a word meets it.

    `hidden` has shape (texts, words, 384), `mask` (texts, words) with 1.0 for words and 0.0 for padding, `looks`
    (looks, 384); what comes back (texts, 384 times one more than looks).
    """
    import torch

    words = mask.unsqueeze(-1)
    even = words / words.sum(dim=1, keepdim=True)
    met = torch.softmax((hidden @ looks.T).masked_fill(words == 0, -torch.inf), dim=1)
    return (torch.cat([even, met], dim=2).transpose(1, 2) @ hidden).flatten(1)


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
        """Each sentence by itself, shape (texts, 384 times one more than the heads that look for themselves)."""
        if not texts:
            return np.zeros((0, WIDTH * (1 + len(self._lookers))), np.float32)
        return in_batches(texts, self._batch, progress=progress)

    def alone(self, rows: Vectors) -> Chances:
        """What the heads that look at a sentence by itself make of it."""
        return self._heard(rows[:, :WIDTH], rows, "alone")

    def along(self, rows: Vectors) -> tuple[Chances, Chances]:
        """What is heard of the sentences of one text, in order, and of the text that they make up.

        The second has one row, or none for an empty text.
        """
        beside = self._beside(rows)
        whole = beside.mean(axis=0, keepdims=True) if len(rows) else beside
        return self._heard(beside, rows, "along"), self._heard(whole, rows, "whole")

    def _beside(self, rows: Vectors) -> Vectors:
        """Each sentence's vector with what the ways along the text add to it."""
        import torch

        if not len(rows):
            return np.zeros((0, WIDTH + 2 * BESIDE), np.float32)
        with torch.inference_mode():
            both, _ = self._both_ways(torch.from_numpy(rows[:, :WIDTH])[None])
        return np.hstack([rows[:, :WIDTH], both[0].numpy()])

    def _heard(self, heard: Vectors, rows: Vectors, hears: str) -> Chances:
        """What one kind of head makes of what is heard and what it sees itself; exclusive labels share one softmax."""
        found: dict[str, Vectors] = {}
        for head in self.labels:
            if str(self._learned[f"head.{head}.hears"]) != hears:
                continue
            weights = self._number(f"head.{head}.weights")
            logits = self.seen(head, heard, rows) @ weights.T + self._number(f"head.{head}.bias")
            if bool(self._learned[f"head.{head}.exclusive"]):
                powers = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
                found[head] = np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
            else:
                found[head] = np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)
        return found

    def seen(self, head: str, heard: Vectors, rows: Vectors) -> Vectors:
        """What a head goes by: what is heard, and beside it what its own look gathered, if it has one."""
        if head not in self._lookers:
            return heard
        start = WIDTH * (1 + self._lookers.index(head))
        return np.hstack([heard, rows[:, start : start + WIDTH]])

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
            hidden = self._network(**words).last_hidden_state
            mask = words["attention_mask"].to(hidden.dtype)
            return np.asarray(gathered(hidden, mask, self._looks).numpy(), np.float32)

    @cached_property
    def _learned(self) -> Mapping[str, npt.NDArray[np.generic]]:
        with np.load(self._file, allow_pickle=False) as file:
            return {name: file[name] for name in file}

    @cached_property
    def _lookers(self) -> tuple[str, ...]:
        """The heads that look for themselves."""
        return tuple(head for head in self.labels if f"head.{head}.look" in self._learned)

    @cached_property
    def _looks(self) -> "torch.Tensor":
        import torch

        looks = [self._number(f"head.{head}.look") for head in self._lookers]
        return torch.from_numpy(np.array(looks, np.float32).reshape(len(looks), WIDTH))

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
        changed = {name.removeprefix("up.") for name in self._learned if name.startswith("up.")}
        shared = {id(p): p for name, p in network.named_parameters() if name not in changed}
        tuned = deepcopy(network, dict(shared))
        with torch.no_grad():
            for name, parameter in tuned.named_parameters():
                if name in changed:
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
