"""Teach the packaged sentence model what questions are about: writes `assistant/adapters/learned/questions.npz`.

Some ten minutes on a core of its own: set OMP_NUM_THREADS=1. To be run anew when much of `corpus/` has changed. What
is tuned, and how it is kept, is that of `scripts/tune.py`; but a question stands alone, and has hundreds of subjects.
With the names of files under `corpus/asks`, nothing is written: what stands in them is left out, and how well it is
heard is printed.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from tune import LAYERS, PACE, Head, adapt, changes, head_arrays, spelt

from assistant.adapters.embedder import packaged_minilm
from assistant.adapters.tuned import FOLDER, WIDTH, gathered
from assistant.knowledge.corpus import Corpus
from assistant.retrieval.kin import kin_of
from assistant.retrieval.training import intent_lines, lines
from assistant.retrieval.vectors import Vectors
from assistant.retrieval.views import views
from assistant.settings import Settings

EPOCHS, BATCH, SEED = 5, 32, 1
PACE_OF_HEADS = 3e-3
WORTH = {"subject": 1.0, "intent": 0.4}
"""The heads, and how much the loss of each counts."""
SMOOTH = 0.05
UNHEARD = 0.1
"""Share of a text's words that teaching leaves out, others each time."""

Told = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Text -> head -> labels."""
Words = Mapping[str, Tensor]
"""Text -> its words as the first layer finds them."""


class Ear(nn.Module):
    """The tuned layers, and the heads over the mean of a text's words."""

    def __init__(self, network: nn.Module, heads: Mapping[str, Head]) -> None:
        super().__init__()
        self.layers = nn.ModuleList([network.get_submodule(f"encoder.layer.{n}") for n in LAYERS])
        self.heads = nn.ModuleDict(
            {name: nn.Linear(WIDTH, len(head.labels)) for name, head in heads.items()}
        )
        self.drop = nn.Dropout(0.15)

    def rows(self, words: Tensor, mask: Tensor) -> Tensor:
        """The mean over each text's words."""
        if self.training:
            heard = (torch.rand_like(mask) > UNHEARD).float()
            heard[:, 0] = 1.0
            mask = mask * heard
        hidden, apart = words, (1.0 - mask)[:, None, None, :] * -1e9
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                told = layer(hidden, apart)
                hidden = told[0] if isinstance(told, tuple) else told
        no_looks = torch.zeros(0, WIDTH)
        return gathered(hidden.float(), mask, no_looks)

    def forward(self, words: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Logits of each head, a row a text."""
        mean = self.drop(self.rows(words, mask))
        return {name: head(mean) for name, head in self.heads.items()}


def main(files: Sequence[str]) -> int:
    """Teach and save; or leave files out and print how well they are heard."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    corpus = Corpus.load(Settings().corpus)
    told = told_of(corpus)
    heads = {
        name: Head(
            tuple(sorted({label for of in told.values() for label in of.get(name, ())})),
            exclusive=True,
            hears="alone",
        )
        for name in WORTH
    }
    network = packaged_minilm().transformer()[0].get_submodule("auto_model")
    words = spelt(network, set(told))
    adapt(network)
    ear = Ear(network, heads)
    apart = {said.strip() for file in files for said in Path(file).read_text("utf-8").split('"')}
    teach(ear, {text: of for text, of in told.items() if text not in apart}, heads, words)
    if files:
        tell(ear, {text: of for text, of in told.items() if text in apart}, heads, words)
        return 0
    kept = {"lessons": np.array(corpus.digest), **changes(ear.layers)}
    for name, head in heads.items():
        kept |= head_arrays(name, head, ear.heads[name], None)
    pairs = [(text, label) for text, of in told.items() for label in of.get("subject", ())]
    kin = kin_of(rows_of(ear, [text for text, _ in pairs], words), [label for _, label in pairs])
    kept |= {f"beside.{name}": array for name, array in kin.items()}
    np.savez_compressed(FOLDER / "questions.npz", **kept)  # type: ignore[arg-type]
    return 0


def told_of(corpus: Corpus) -> Told:
    """Every way of asking, once, with its subjects and its intents."""
    told: dict[str, dict[str, tuple[str, ...]]] = {}
    for head, pairs in (
        ("subject", lines(corpus, views(corpus, None))),
        ("intent", intent_lines(corpus)),
    ):
        for text, label in pairs:
            of = told.setdefault(text, {})
            of[head] = (*of.get(head, ()), label)
    return told


def teach(ear: Ear, told: Told, heads: Mapping[str, Head], words: Words) -> None:
    """Some rounds through all texts, the pace falling to nothing."""
    body = [p for p in ear.layers.parameters() if p.requires_grad]
    rest = list(ear.heads.parameters())
    steps = EPOCHS * len(told) // BATCH
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": PACE}, {"params": rest, "lr": PACE_OF_HEADS}], weight_decay=0.01
    )
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.01, 1.0 - step / steps)
    )
    ear.train()
    for step, batch in enumerate(islice(batches(sorted(told), words), steps)):
        loss = loss_of(ear(*padded(batch, words)), [told[text] for text in batch], heads)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*body, *rest], 1.0)
        optimizer.step()
        pace.step()
        if step % 100 == 0:
            print(f"{step} of {steps}: {loss.item():.2f}", file=sys.stderr, flush=True)
    ear.eval()


def batches(texts: Sequence[str], words: Words) -> Iterator[list[str]]:
    """Batches of texts of like length, for ever, in an order that the seed decides."""
    while True:
        order = random.sample(texts, len(texts))
        cut: list[list[str]] = []
        for start in range(0, len(order), BATCH * 16):
            block = sorted(order[start : start + BATCH * 16], key=lambda text: len(words[text]))
            cut += [block[at : at + BATCH] for at in range(0, len(block), BATCH)]
        yield from random.sample(cut, len(cut))


def padded(batch: Sequence[str], words: Words) -> tuple[Tensor, Tensor]:
    """Words and mask of a batch."""
    rows = nn.utils.rnn.pad_sequence([words[text].float() for text in batch], batch_first=True)
    mask = torch.zeros(rows.shape[:2])
    for row, text in enumerate(batch):
        mask[row, : len(words[text])] = 1.0
    return rows, mask


def loss_of(
    logits: Mapping[str, Tensor],
    told: Sequence[Mapping[str, tuple[str, ...]]],
    heads: Mapping[str, Head],
) -> Tensor:
    """How surprised the heads are; a text with several labels shares its weight among them."""
    loss = torch.zeros(())
    for name, head in heads.items():
        known = [row for row, of in enumerate(told) if name in of]
        if not known:
            continue
        right = [[told[row][name].count(label) for label in head.labels] for row in known]
        share = torch.tensor(right, dtype=torch.float32)
        share = share / share.sum(1, keepdim=True)
        each = functional.cross_entropy(logits[name][known], share, label_smoothing=SMOOTH)
        loss = loss + WORTH[name] * each
    return loss


def rows_of(ear: Ear, texts: Sequence[str], words: Words) -> Vectors:
    """What the tuned layers make of texts, in their order."""
    order = sorted(range(len(texts)), key=lambda at: len(words[texts[at]]))
    found = np.zeros((len(texts), WIDTH), np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            found[some] = ear.rows(*padded([texts[at] for at in some], words)).numpy()
    return found


def tell(ear: Ear, told: Told, heads: Mapping[str, Head], words: Words) -> None:
    """Print how often the likeliest label of each head is right."""
    right: dict[str, list[bool]] = {name: [] for name in heads}
    with torch.inference_mode():
        for text, of in told.items():
            logits = ear(*padded([text], words))
            for name, labels in of.items():
                right[name].append(heads[name].labels[int(logits[name].argmax())] in labels)
    for name, of_head in right.items():
        share = sum(of_head) / max(1, len(of_head))
        print(f"{name}: the likeliest is right in {share:.3f} of {len(of_head)}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
