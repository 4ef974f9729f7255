"""Tune the upper layers of the packaged model on all ways of asking; writes `assistant/adapters/tuned_questions.npz`.

Five to ten minutes on one core; more threads are slower (set `OMP_NUM_THREADS=1`). To be run anew when much of
`corpus/` has changed. With the path of one of the corpus' files, whatever stands in that file is kept from training,
nothing is written, and what is printed is how well that is heard: `tune_questions.py corpus/asks/voices_work.yaml`.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.adapters.ear import FILE, LAYERS, PARTS, WORDS
from assistant.adapters.embedder import LangChainEmbedder, packaged_minilm
from assistant.knowledge.corpus import Corpus
from assistant.retrieval.training import intent_lines, lines
from assistant.retrieval.views import views
from assistant.settings import Settings

EPOCHS, BATCH, RANK, SEED = 5, 32, 32, 1
PACE, PACE_OF_HEADS = 1.2e-3, 3e-3
WORTH = {"subject": 1.0, "intent": 0.4}
"""The heads, and how much the loss of each counts."""
SMOOTH = 0.05
UNHEARD = 0.1
"""Share of a text's words that training leaves out, others each time."""
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
    """The tuned layers, and the heads over the mean of a text's words."""

    def __init__(self, network: nn.Module, labels: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.layers = nn.ModuleList([network.get_submodule(f"encoder.layer.{n}") for n in LAYERS])
        self.heads = nn.ModuleDict({head: nn.Linear(384, len(of)) for head, of in labels.items()})
        self.drop = nn.Dropout(0.15)

    def forward(self, words: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Scores of each head for words as the layers below leave them."""
        if self.training:
            heard = (torch.rand_like(mask) > UNHEARD).float()
            heard[:, 0] = 1.0
            mask = mask * heard
        hidden, apart = words, (1.0 - mask)[:, None, None, :] * -1e9
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                found = layer(hidden, apart)
                hidden = found[0] if isinstance(found, tuple) else found
        weight = mask.unsqueeze(-1)
        mean = self.drop((hidden.float() * weight).sum(1) / weight.sum(1))
        return {name: head(mean) for name, head in self.heads.items()}


@dataclass(frozen=True)
class Lesson:
    """One text: its words below the tuned layers, and what is to be learned of it."""

    words: npt.NDArray[np.float16]
    truth: Mapping[str, list[int]]
    """Head -> numbers of the labels that hold; a head that nothing is known for is left out."""


Told = Mapping[str, Mapping[str, list[str]]]
"""Text -> head -> labels."""


def main(arguments: Sequence[str]) -> int:
    """Tune and save; or, with a file to be kept from it, tune and print how well that file is heard."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    embedder, corpus = packaged_minilm(), Corpus.load(Settings().corpus)
    told = told_of(corpus)
    labels = {
        head: sorted({label for of in told.values() for label in of.get(head, ())})
        for head in WORTH
    }
    network: nn.Module = embedder.transformer()[0].get_submodule("auto_model")
    lessons = read(embedder, network, told, labels)
    apart = {
        line.strip() for name in arguments for line in Path(name).read_text("utf-8").split('"')
    }
    for parameter in network.parameters():
        parameter.requires_grad = False
    adapt(network)
    upper = Upper(network, labels)
    teach(upper, [lesson for text, lesson in lessons.items() if text not in apart])
    if apart:
        tell(upper, [lesson for text, lesson in lessons.items() if text in apart])
    else:
        np.savez_compressed(FILE, **arrays(embedder.name, upper, labels))  # type: ignore[arg-type]
    return 0


def told_of(corpus: Corpus) -> Told:
    """Every way of asking, once, with its subjects and its intents."""
    told: dict[str, dict[str, list[str]]] = {}
    for text, subject in lines(corpus, views(corpus, None)):
        told.setdefault(text, {}).setdefault("subject", []).append(subject)
    for text, intent in intent_lines(corpus):
        told.setdefault(text, {}).setdefault("intent", []).append(intent)
    return told


def read(
    embedder: LangChainEmbedder,
    network: nn.Module,
    told: Told,
    labels: Mapping[str, Sequence[str]],
) -> dict[str, Lesson]:
    """Every text, with its words as the layers below the tuned ones leave them."""
    tokenizer = embedder.transformer().tokenizer
    numbers = {head: {label: at for at, label in enumerate(of)} for head, of in labels.items()}
    texts, lessons = sorted(told, key=lambda text: (len(text), text)), {}
    for start in range(0, len(texts), 64):
        some = texts[start : start + 64]
        words = tokenizer(
            some, padding=True, truncation=True, max_length=WORDS, return_tensors="pt"
        )
        with torch.inference_mode():
            hidden = network(**words, output_hidden_states=True).hidden_states[LAYERS[0]]
        for text, row, mask in zip(some, hidden, words["attention_mask"], strict=True):
            lessons[text] = Lesson(
                words=row[: int(mask.sum())].half().numpy().copy(),
                truth={head: [numbers[head][one] for one in of] for head, of in told[text].items()},
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


def teach(upper: Upper, lessons: Sequence[Lesson]) -> None:
    """Some rounds through all lessons, the pace falling to nothing."""
    heads = list(upper.heads.parameters())
    body = [p for p in upper.layers.parameters() if p.requires_grad]
    steps = EPOCHS * len(lessons) // BATCH
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": PACE}, {"params": heads, "lr": PACE_OF_HEADS}], weight_decay=0.01
    )
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.01, 1.0 - step / steps)
    )
    upper.train()
    for step, batch in enumerate(islice(batches(lessons), steps)):
        loss = loss_of(upper, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimizer.step()
        pace.step()
        if step % 100 == 0:
            print(f"{step} of {steps}: {loss.item():.2f}", file=sys.stderr, flush=True)
    upper.eval()


def batches(lessons: Sequence[Lesson]) -> Iterator[list[Lesson]]:
    """Batches of texts of like length, for ever, in an order that the seed decides."""
    while True:
        order = random.sample(lessons, len(lessons))
        cut: list[list[Lesson]] = []
        for start in range(0, len(order), BATCH * 16):
            block = sorted(order[start : start + BATCH * 16], key=lambda one: len(one.words))
            cut += [block[at : at + BATCH] for at in range(0, len(block), BATCH)]
        yield from random.sample(cut, len(cut))


def loss_of(upper: Upper, batch: Sequence[Lesson]) -> Tensor:
    """How surprised the heads are; a text with several labels shares its weight among them."""
    loss = torch.zeros(())
    for head, scores in upper(*padded(batch)).items():
        known = [at for at, one in enumerate(batch) if head in one.truth]
        share = torch.zeros(len(known), scores.shape[1])
        for row, at in enumerate(known):
            for label in batch[at].truth[head]:
                share[row, label] += 1 / len(batch[at].truth[head])
        if known:
            each = functional.cross_entropy(scores[known], share, label_smoothing=SMOOTH)
            loss = loss + WORTH[head] * each
    return loss


def padded(batch: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Words and mask of a batch."""
    longest = max(len(one.words) for one in batch)
    words, mask = torch.zeros(len(batch), longest, 384), torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        words[row, : len(one.words)] = torch.from_numpy(one.words.astype(np.float32))
        mask[row, : len(one.words)] = 1.0
    return words, mask


def tell(upper: Upper, kept: Sequence[Lesson]) -> None:
    """Print how often the likeliest label of each head is right."""
    right: dict[str, list[bool]] = {head: [] for head in WORTH}
    with torch.inference_mode():
        for lesson in kept:
            for head, scores in upper(*padded([lesson])).items():
                if head in lesson.truth:
                    right[head].append(int(scores.argmax()) in lesson.truth[head])
    for head, of in right.items():
        print(f"{head}: the likeliest is right in {sum(of) / max(len(of), 1):.3f} of {len(of)}")


def arrays(
    model: str, upper: Upper, labels: Mapping[str, Sequence[str]]
) -> dict[str, npt.NDArray[np.generic]]:
    """Everything as the ear wants it."""
    kept: dict[str, npt.NDArray[np.generic]] = {"model": np.array(model)}
    for number, layer in zip(LAYERS, upper.layers, strict=True):
        for part in PARTS:
            changed = layer.get_submodule(part)
            assert isinstance(changed, Adapted)
            name = f"encoder.layer.{number}.{part}.weight"
            kept[f"down.{name}"] = changed.down.detach().numpy().astype(np.float16)
            kept[f"up.{name}"] = (_SCALE * changed.up.detach()).numpy().astype(np.float16)
    for head, of in labels.items():
        linear = upper.heads[head]
        assert isinstance(linear, nn.Linear)
        kept[f"head.{head}.labels"] = np.array(of)
        kept[f"head.{head}.weights"] = linear.weight.detach().numpy().astype(np.float16)
        kept[f"head.{head}.bias"] = linear.bias.detach().numpy()
    return kept


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
