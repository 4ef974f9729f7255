"""The upper layers of the packaged model, tuned for ways of asking; `scripts/tune_questions.py` makes the file."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.adapters.embedder import LangChainEmbedder

if TYPE_CHECKING:
    import torch

FILE = Path(__file__).with_name("tuned_questions.npz")
LAYERS = (3, 4, 5)
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
WORDS = 128
"""Words of a question that are heard."""
_REMEMBERED = 1024

Arrays = Mapping[str, npt.NDArray[np.generic]]
Heard = Mapping[str, Mapping[str, float]]


class TunedEar:
    """Hears a text in one pass of the tuned model; deaf where nothing was tuned."""

    def __init__(self, embedder: LangChainEmbedder, arrays: Arrays) -> None:
        self._embedder = embedder
        self._arrays = arrays
        self._heads = [name.split(".")[1] for name in arrays if name.endswith(".labels")]
        self._remember: Callable[[str], Heard] = lru_cache(maxsize=_REMEMBERED)(self._hear)

    def __call__(self, text: str) -> Heard:
        """Head -> label -> probability."""
        return self._remember(text) if self._heads else {}

    def _hear(self, text: str) -> Heard:
        import torch

        words = self._embedder.transformer().tokenizer(
            [text], truncation=True, max_length=WORDS, return_tensors="pt"
        )
        with torch.inference_mode():
            row = self._network(**words).last_hidden_state[0].mean(dim=0).numpy()
        return {head: self._chances(head, row) for head in self._heads}

    def _chances(self, head: str, row: npt.NDArray[np.float32]) -> Mapping[str, float]:
        weights, bias = (self._numbers[f"{head}.{part}"] for part in ("weights", "bias"))
        logits = weights @ row + bias
        powers = np.exp(logits - logits.max())
        return dict(zip(self._labels[head], (powers / powers.sum()).tolist(), strict=True))

    @cached_property
    def _labels(self) -> Mapping[str, list[str]]:
        return {
            head: [str(label) for label in self._arrays[f"head.{head}.labels"].tolist()]
            for head in self._heads
        }

    @cached_property
    def _numbers(self) -> Mapping[str, npt.NDArray[np.float32]]:
        return {
            f"{head}.{part}": self._arrays[f"head.{head}.{part}"].astype(np.float32)
            for head in self._heads
            for part in ("weights", "bias")
        }

    @cached_property
    def _network(self) -> "torch.nn.Module":
        """The tuned network; it shares with the embedder's all that is not changed."""
        import torch

        network: torch.nn.Module = self._embedder.transformer()[0].get_submodule("auto_model")
        changed = {f"encoder.layer.{layer}.{part}.weight" for layer in LAYERS for part in PARTS}
        shared = {id(p): p for name, p in network.named_parameters() if name not in changed}
        tuned = deepcopy(network, dict(shared))
        with torch.no_grad():
            for name, parameter in tuned.named_parameters():
                if name in changed:
                    up, down = (
                        self._arrays[f"{f}.{name}"].astype(np.float32) for f in ("up", "down")
                    )
                    parameter.add_(torch.from_numpy(up @ down))
        return tuned.eval()


def ear_for(embedder: LangChainEmbedder) -> TunedEar:
    """The ear that was tuned with a model of the embedder's name; a deaf one for any other."""
    if not FILE.exists():
        return TunedEar(embedder, {})
    with np.load(FILE, allow_pickle=False) as file:
        arrays: Arrays = {name: file[name] for name in file}
    return TunedEar(embedder, arrays if str(arrays["model"]) == embedder.name else {})
