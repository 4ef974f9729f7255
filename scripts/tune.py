"""Tune the upper layers of the packaged model on the corpus' plan sentences; writes `assistant/adapters/tuned.npz`.

Some ten minutes on two cores. Every tenth sentence is kept from it, and the heads are calibrated on those. Raise
`FORMAT` in `assistant/retrieval/build.py` after it, so that indexes are made anew.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.adapters.embedder import LangChainEmbedder, packaged_minilm
from assistant.adapters.tuned import FILE, LAYERS, PARTS
from assistant.knowledge.corpus import Corpus
from assistant.models.framework import Entry, Framework
from assistant.models.review import Example
from assistant.review.taught import held_out
from assistant.settings import Settings

EPOCHS, BATCH, RANK, SEED = 4, 32, 16, 7
PACE, PACE_OF_HEADS = 1.5e-3, 2e-3
ROLES = ("compelling", "repelling", "mitigation", "strategy", "none")
_SCALE = 2.0
"""How much the change of a weight counts; as in LoRA."""


class Adapted(nn.Module):
    """A linear part that stays, and a change of low rank that is learned."""

    def __init__(self, part: nn.Linear) -> None:
        super().__init__()
        self.part = part.requires_grad_(requires_grad=False)
        self.down = nn.Parameter(torch.randn(RANK, part.in_features) * 0.02)
        self.up = nn.Parameter(torch.zeros(part.out_features, RANK))

    def forward(self, rows: Tensor) -> Tensor:
        """What the part gives, changed."""
        changed: Tensor = self.part(rows) + (rows @ self.down.T) @ self.up.T * _SCALE
        return changed


class Upper(nn.Module):
    """The tuned layers, and a head for roles and one for codes over the mean of a sentence's words."""

    def __init__(self, network: nn.Module, codes: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([network.get_submodule(f"encoder.layer.{n}") for n in LAYERS])
        self.role = nn.Linear(384, len(ROLES))
        self.code = nn.Linear(384, codes)
        self.drop = nn.Dropout(0.1)

    def forward(self, words: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of roles and codes for words as the layers below leave them."""
        hidden, apart = words, (1.0 - mask)[:, None, None, :] * -1e9
        for layer in self.layers:
            found = layer(hidden, apart)
            hidden = found[0] if isinstance(found, tuple) else found
        weight = mask.unsqueeze(-1)
        mean = self.drop((hidden * weight).sum(1) / weight.sum(1))
        return self.role(mean), self.code(mean)


@dataclass(frozen=True)
class Lesson:
    """One example: its words below the tuned layers, and what is to be learned of it."""

    words: npt.NDArray[np.float16]
    role: int
    codes: Tensor
    asked: Tensor
    """Which codes its role can have at all."""


def main() -> int:
    """Tune, calibrate, save, and print how well the sentences kept back are read."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    embedder, corpus = packaged_minilm(), Corpus.load(Settings().corpus)
    groups = groups_of(corpus.framework)
    names = sorted({code for codes in groups.values() for code in codes})
    model = embedder.transformer()
    network: nn.Module = model[0].get_submodule("auto_model")
    lessons = read(embedder, network, corpus.examples, groups, names)
    kept = [at for at, example in enumerate(corpus.examples) if held_out(example.text)]
    taught = [at for at, example in enumerate(corpus.examples) if not held_out(example.text)]
    for parameter in network.parameters():
        parameter.requires_grad = False
    adapt(network)
    upper = Upper(network, len(names))
    teach(upper, [lessons[at] for at in taught], list(groups_as_columns(groups, names)))
    heads = calibrated(upper, [lessons[at] for at in kept], groups, names)
    np.savez_compressed(FILE, **arrays(embedder.name, upper, heads))  # type: ignore[arg-type]
    return 0


def groups_of(framework: Framework) -> dict[str, list[str]]:
    """The codes that each scorer of the coder tells apart."""

    def codes(*entries: Iterable[Entry]) -> list[str]:
        return sorted(entry.code for some in entries for entry in some)

    return {
        "hope": codes(framework.compelling),
        "force": codes(framework.repelling, framework.long_run),
        "measure": codes(framework.mitigations),
        "strategy": codes(framework.strategies, framework.boundary_work),
    }


ASKED = {
    "compelling": ("hope",),
    "repelling": ("force",),
    "mitigation": ("force", "measure"),
    "strategy": ("strategy",),
    "none": (),
}


def groups_as_columns(
    groups: Mapping[str, Sequence[str]], names: Sequence[str]
) -> Iterator[list[int]]:
    """The groups as numbers of columns."""
    yield from ([names.index(code) for code in codes] for codes in groups.values())


def read(
    embedder: LangChainEmbedder,
    network: nn.Module,
    examples: Sequence[Example],
    groups: Mapping[str, Sequence[str]],
    names: Sequence[str],
) -> list[Lesson]:
    """Every example, with its words as the layers below the tuned ones leave them."""
    tokenizer = embedder.transformer().tokenizer
    lessons: list[Lesson] = []
    for start in range(0, len(examples), 64):
        some = examples[start : start + 64]
        texts = [example.text for example in some]
        words = tokenizer(texts, padding=True, truncation=True, max_length=128, return_tensors="pt")
        with torch.inference_mode():
            hidden = network(**words, output_hidden_states=True).hidden_states[LAYERS[0]]
        for example, row, mask in zip(some, hidden, words["attention_mask"], strict=True):
            able = {code for group in ASKED[example.role] for code in groups[group]}
            lessons.append(
                Lesson(
                    words=row[: int(mask.sum())].half().numpy(),
                    role=ROLES.index(example.role),
                    codes=torch.tensor([float(name in example.codes) for name in names]),
                    asked=torch.tensor([float(name in able) for name in names]),
                )
            )
    return lessons


def adapt(network: nn.Module) -> None:
    """Put a change that can be learned beside every part that is tuned."""
    for layer in LAYERS:
        for part in PARTS:
            path, _, name = f"encoder.layer.{layer}.{part}".rpartition(".")
            linear = network.get_submodule(f"{path}.{name}")
            assert isinstance(linear, nn.Linear)
            setattr(network.get_submodule(path), name, Adapted(linear))


def teach(upper: Upper, lessons: Sequence[Lesson], groups: Sequence[list[int]]) -> None:
    """Some rounds through all lessons, the pace falling to nothing."""
    heads = [*upper.role.parameters(), *upper.code.parameters()]
    body = [p for p in upper.layers.parameters() if p.requires_grad]
    steps = EPOCHS * len(lessons) // BATCH
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": PACE}, {"params": heads, "lr": PACE_OF_HEADS}], weight_decay=0.01
    )
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / 60) * max(0.02, 1.0 - step / steps)
    )
    upper.train()
    for step, batch in zip(range(steps), batches(lessons), strict=False):
        loss = loss_of(upper, batch, groups)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimizer.step()
        pace.step()
        if step % 40 == 0:
            print(f"{step} of {steps}: {loss.item():.2f}", file=sys.stderr, flush=True)
    upper.eval()


def batches(lessons: Sequence[Lesson]) -> Iterator[list[Lesson]]:
    """Batches of sentences of like length, for ever, in an order that the seed decides."""
    while True:
        order = random.sample(lessons, len(lessons))
        for start in range(0, len(order), BATCH * 16):
            block = sorted(order[start : start + BATCH * 16], key=lambda one: len(one.words))
            cut = [block[at : at + BATCH] for at in range(0, len(block), BATCH)]
            yield from random.sample(cut, len(cut))


def loss_of(upper: Upper, batch: Sequence[Lesson], groups: Sequence[list[int]]) -> Tensor:
    """How wrong the roles are, and the codes among those that a role can have."""
    roles, codes = upper(*padded(batch))
    truth = torch.stack([one.codes for one in batch])
    asked = torch.stack([one.asked for one in batch])
    wanted = torch.tensor([one.role for one in batch])
    each = functional.binary_cross_entropy_with_logits(codes, truth, reduction="none") * asked
    loss = functional.cross_entropy(roles, wanted, label_smoothing=0.05)
    loss = loss + 0.3 * each.sum() / (asked.sum(1) > 0).sum().clamp(min=1)
    chosen = []
    for columns in groups:
        share = truth[:, columns] * asked[:, columns]
        some = share.sum(1) > 0
        share = share[some] / share[some].sum(1, keepdim=True)
        chosen.append(-(share * functional.log_softmax(codes[some][:, columns], -1)).sum(1))
    found = torch.cat(chosen)
    return loss + 0.5 * found.mean() if len(found) else loss


def padded(batch: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Words and mask of a batch."""
    longest = max(len(one.words) for one in batch)
    words, mask = torch.zeros(len(batch), longest, 384), torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        words[row, : len(one.words)] = torch.from_numpy(one.words.astype(np.float32))
        mask[row, : len(one.words)] = 1.0
    return words, mask


Heads = dict[str, tuple[list[str], Tensor, Tensor]]
"""Name -> labels, weights and bias."""


def calibrated(
    upper: Upper, kept: Sequence[Lesson], groups: Mapping[str, Sequence[str]], names: Sequence[str]
) -> Heads:
    """The heads, with slope and shift such that their chances hold for the sentences kept back."""
    with torch.inference_mode():
        found = [upper(*padded(kept[at : at + 64])) for at in range(0, len(kept), 64)]
    roles = torch.cat([role for role, _ in found]).clone()
    codes = torch.cat([code for _, code in found]).clone()
    wanted = torch.tensor([one.role for one in kept])
    right = (roles.argmax(1) == wanted).double().mean()
    print(f"kept back: {len(kept)} sentences, {right:.3f} of the roles right")
    slope = fitted(lambda s, _: functional.cross_entropy(s * roles, wanted))[0]
    heads: Heads = {"role": (list(ROLES), slope * upper.role.weight, slope * upper.role.bias)}
    truth = torch.stack([one.codes for one in kept])
    asked = torch.stack([one.asked for one in kept])
    for group, columns in zip(groups, groups_as_columns(groups, names), strict=True):
        some = asked[:, columns].sum(1) > 0
        own, true = codes[some][:, columns], truth[some][:, columns]
        best = true.gather(1, own.argmax(1, keepdim=True)).double().mean()
        print(f"{group}: the likeliest code is right in {best:.3f} of {int(some.sum())}")
        slope, shift = fitted(
            lambda s, b, own=own, true=true: functional.binary_cross_entropy_with_logits(
                s * own + b, true
            )
        )
        weight, bias = upper.code.weight[columns], upper.code.bias[columns]
        heads[group] = (list(groups[group]), slope * weight, slope * bias + shift)
    return heads


def fitted(loss: "object") -> tuple[float, float]:
    """Slope and shift that make a loss least."""
    assert callable(loss)
    both = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.Adam([both], lr=0.02)
    for _ in range(400):
        optimizer.zero_grad()
        loss(both[0], both[1]).backward()
        optimizer.step()
    slope, shift = both.detach().tolist()
    return slope, shift


def arrays(model: str, upper: Upper, heads: Heads) -> dict[str, npt.NDArray[np.generic]]:
    """Everything as the reader of plans wants it."""
    kept: dict[str, npt.NDArray[np.generic]] = {"model": np.array(model)}
    for number, layer in zip(LAYERS, upper.layers, strict=True):
        for part in PARTS:
            changed = layer.get_submodule(part)
            assert isinstance(changed, Adapted)
            name = f"encoder.layer.{number}.{part}.weight"
            kept[f"down.{name}"] = changed.down.detach().numpy().astype(np.float16)
            kept[f"up.{name}"] = (_SCALE * changed.up.detach()).numpy().astype(np.float16)
    for head, (labels, weights, bias) in heads.items():
        kept[f"head.{head}.labels"] = np.array(labels)
        kept[f"head.{head}.weights"] = weights.detach().numpy().astype(np.float16)
        kept[f"head.{head}.bias"] = bias.detach().numpy()
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
