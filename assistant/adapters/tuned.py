"""The upper layers of the packaged model, tuned for plan sentences; `scripts/tune.py` makes the file."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.review.scorer import Arrays, Scorer
from assistant.review.taught import Taught

if TYPE_CHECKING:
    import torch

FILE = Path(__file__).with_name("tuned.npz")
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


@dataclass(frozen=True)
class Tuning:
    """Low-rank changes of a model's weights, and the heads that were fitted with them."""

    arrays: Arrays

    @cached_property
    def taught(self) -> Taught:
        """The heads; none without a tuning."""
        names = [name.split(".")[1] for name in self.arrays if name.endswith(".labels")]
        return Taught({name: self._scorer(name) for name in names})

    def apply(self, network: "torch.nn.Module") -> "torch.nn.Module":
        """The tuned network; it shares with `network` all that is not changed."""
        import torch

        if not self.arrays:
            return network
        shared = {id(p): p for name, p in network.named_parameters() if not _changed(name)}
        tuned = deepcopy(network, dict(shared))
        with torch.no_grad():
            for name, parameter in tuned.named_parameters():
                if _changed(name):
                    down, up = (self._factor(name, factor) for factor in ("down", "up"))
                    parameter.add_(torch.from_numpy(up @ down))
        return tuned.eval()

    def _factor(self, name: str, factor: str) -> "np.typing.NDArray[np.float32]":
        return self.arrays[f"{factor}.{name}"].astype(np.float32)

    def _scorer(self, name: str) -> Scorer:
        return Scorer(
            labels=tuple(str(label) for label in self.arrays[f"head.{name}.labels"].tolist()),
            weights=self.arrays[f"head.{name}.weights"].astype(np.float32),
            bias=self.arrays[f"head.{name}.bias"].astype(np.float32),
            exclusive=name == "role",
        )


def tuning_for(model: str) -> Tuning:
    """The tuning that was made for a model of that name; an empty one for any other."""
    if not FILE.exists():
        return Tuning({})
    with np.load(FILE, allow_pickle=False) as file:
        arrays: Mapping[str, np.typing.NDArray[np.generic]] = {name: file[name] for name in file}
    return Tuning(arrays if str(arrays["model"]) == model else {})


def untuned(model: str) -> Tuning:  # noqa: ARG001
    """No tuning, whatever the model: for whoever reads other texts than plans."""
    return Tuning({})


def _changed(name: str) -> bool:
    """Whether a parameter, by its name in the network, is one that is tuned."""
    return any(name == f"encoder.layer.{layer}.{part}.weight" for layer in LAYERS for part in PARTS)
