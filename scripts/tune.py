"""Teach the packaged sentence model to read plans, or texts about the research: `tune.py plans|memos`.

Writes `assistant/adapters/learned/KIND.npz`. Plans take some forty minutes on two cores, memos ten on one; set
OMP_NUM_THREADS=1 where others work too, since two threads that share a busy machine wait for each other. With
`--without FILE` (the stem of a file under `corpus/plans` or `corpus/memos`) nothing is written; what was left out is
read instead, and how well is printed: that is what to expect of an author who has never been seen. With `--keep SHARE`
what is saved is the mean of what is there and what was learned now, the former counting SHARE: two teachings that
start alike and end apart read better together than either. With `--aside` only the head by which instructions are set
aside is fitted anew, in some minutes: for when instructions were added to `corpus/examples`.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from zlib import crc32

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.adapters.embedder import packaged_minilm
from assistant.adapters.tuned import BESIDE, FOLDER, PARTS, WIDTH, TunedReader, gathered
from assistant.checking.known import statements
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.lessons import Lessons
from assistant.models.check import VERDICTS
from assistant.models.framework import Entry, Framework
from assistant.models.review import Example, LabelledPlan
from assistant.settings import Settings

LAYERS = range(6)
"""Of the packaged model; all are tuned."""
EPOCHS, TEXTS_AT_ONCE, RANK, SEED = 4, 2, 32, 7
PACE, PACE_OF_HEADS = 1.2e-3, 2e-3
KEPT = 12
"""Every so manieth text is kept from the teaching, so that chances can be calibrated on it."""
PLAIN = 12
"""Every so manieth plan sentence stands for what claims nothing about the research."""
CUT = 0.2
"""Share of texts of which only a piece is read, so that short ones are no surprise."""
ASIDE, DECAY = "alone", 1e-5
"""The head by which instructions are set aside, and what its weights cost when it is fitted to itself."""
_SHARES = {"kind": 0.15, "alone": 0.15, "plan": 0.1}
"""What a head's mistakes count beside those about roles or verdicts."""
_SCALE = 2.0
"""How much the change of a weight counts; as in LoRA."""

Answers = Mapping[str, tuple[str, ...]]
"""Head -> the labels that are right; a head that is not asked about a sentence is left out."""


Learned = Mapping[str, npt.NDArray[np.generic]]
"""Name -> weights, labels or whatever else a file of what was learned holds."""


@dataclass(frozen=True)
class Head:
    """One thing that is told apart."""

    labels: tuple[str, ...]
    exclusive: bool
    hears: Literal["alone", "along", "whole"] = "along"
    """A sentence by itself, a sentence among the others, or the whole text."""
    weights: tuple[float, ...] = ()
    """What a mistake about each label costs; all alike if empty."""


@dataclass(frozen=True)
class Lesson:
    """One sentence and what is right about it."""

    text: str
    answers: Answers


@dataclass(frozen=True)
class Text:
    """Sentences that stand together, or one alone, and what is right about them as a whole."""

    lessons: Sequence[Lesson]
    answers: Answers = field(default_factory=dict)

    def __len__(self) -> int:
        """How many sentences."""
        return len(self.lessons)


@dataclass(frozen=True)
class Course:
    """What one kind of text is taught with."""

    heads: Mapping[str, Head]
    texts: Mapping[str, Sequence[Text]]
    """By the name of the file that they stand in."""


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


class Reader(nn.Module):
    """The tuned layers, both ways along the text, and the heads; those that hear sentences look for themselves too."""

    def __init__(self, network: nn.Module, heads: Mapping[str, Head]) -> None:
        super().__init__()
        self.layers = nn.ModuleList([network.get_submodule(f"encoder.layer.{n}") for n in LAYERS])
        self.looks = nn.ParameterDict(
            {name: torch.zeros(WIDTH) for name, head in heads.items() if head.hears != "whole"}
        )
        self.both_ways = nn.GRU(WIDTH, BESIDE, bidirectional=True, batch_first=True)
        self.heads = nn.ModuleDict(
            {
                name: nn.Linear(
                    WIDTH * (1 + (name in self.looks)) + 2 * BESIDE * (head.hears != "alone"),
                    len(head.labels),
                )
                for name, head in heads.items()
            }
        )
        self.drop = nn.Dropout(0.15)
        self._hears = {name: head.hears for name, head in heads.items()}

    def forward(self, texts: Sequence[Sequence[Tensor]]) -> dict[str, Tensor]:
        """Logits of every head, a row a sentence or a text; sentences are given as words."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = self._read([words for text in texts for words in text])
        mean, *seen = torch.split(read.float(), WIDTH, dim=1)
        own = dict(zip(self.looks, seen, strict=True))
        alone = self.drop(mean)
        parts = torch.split(alone, [len(text) for text in texts])
        packed = nn.utils.rnn.pack_sequence(list(parts), enforce_sorted=False)
        beside, lengths = nn.utils.rnn.pad_packed_sequence(
            self.both_ways(packed)[0], batch_first=True
        )
        flat = torch.cat([row[:length] for row, length in zip(beside, lengths, strict=True)])
        along = torch.cat([alone, self.drop(flat)], 1)
        whole = torch.stack([part.mean(0) for part in torch.split(along, [*map(len, texts)])])
        heard = {"alone": alone, "along": along, "whole": whole}
        looked = {name: [self.drop(rows)] for name, rows in own.items()}
        return {
            name: head(torch.cat([heard[self._hears[name]], *looked.get(name, ())], 1))
            for name, head in self.heads.items()
        }

    def _read(self, sentences: Sequence[Tensor]) -> Tensor:
        """What is gathered of each sentence's words; sentences of like length share a batch."""
        looks = torch.stack([*self.looks.values()])
        order = sorted(range(len(sentences)), key=lambda at: len(sentences[at]))
        found: list[Tensor] = [torch.empty(0)] * len(sentences)
        for start in range(0, len(order), 32):
            some = order[start : start + 32]
            words = nn.utils.rnn.pad_sequence(
                [sentences[at].float() for at in some], batch_first=True
            )
            mask = torch.zeros(words.shape[:2])
            for row, at in enumerate(some):
                mask[row, : len(sentences[at])] = 1.0
            hidden, apart = words, (1.0 - mask)[:, None, None, :] * -1e9
            for layer in self.layers:
                told = layer(hidden, apart)
                hidden = told[0] if isinstance(told, tuple) else told
            for at, row_of in zip(some, gathered(hidden.float(), mask, looks), strict=True):
                found[at] = row_of
        return torch.stack(found)


def main() -> int:
    """Teach, calibrate, save; or leave an author out and print how well it is read."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kind", choices=("plans", "memos"))
    asked.add_argument("--without", nargs="*", default=[], metavar="FILE")
    asked.add_argument("--keep", type=float, default=0.0, metavar="SHARE", help="of what is there")
    asked.add_argument("--aside", action="store_true", help="only what sets instructions aside")
    wanted = asked.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    corpus = Corpus.load(Settings().corpus)
    lessons = Lessons.load(Settings().corpus, corpus.framework)
    course = plans(lessons, corpus.framework) if wanted.kind == "plans" else memos(lessons, corpus)
    if wanted.aside:
        set_aside(course, lessons.digest)
        return 0
    taught = [
        text for file, texts in course.texts.items() if file not in wanted.without for text in texts
    ]
    held = [text for file in wanted.without for text in course.texts[file]]
    network = packaged_minilm().transformer()[0].get_submodule("auto_model")
    said = {one.text for text in (*taught, *held) for one in text.lessons}
    words = spelt(network, said)
    adapt(network)
    reader = Reader(network, course.heads)
    kept = [text for text in taught if keeps(text)]
    teach(reader, [text for text in taught if not keeps(text)], course.heads, words)
    calibrate(reader, kept, course.heads, words)
    for name, texts in (("kept back", kept), ("left out", held)):
        print(name, *told(reader, texts, course.heads, words), sep="\n  ")
    if not wanted.without:
        FOLDER.mkdir(exist_ok=True)
        file, learned = FOLDER / f"{wanted.kind}.npz", arrays(reader, course, lessons.digest)
        if wanted.keep:
            with np.load(file, allow_pickle=False) as there:
                learned = mean(dict(there), learned, keep=wanted.keep)
        np.savez_compressed(file, **learned)  # type: ignore[arg-type]
    if not wanted.without and ASIDE in course.heads:
        set_aside(course, lessons.digest)
    return 0


def keeps(text: Text) -> bool:
    """Whether a text is kept from the teaching."""
    return len(text) > 1 and crc32(text.lessons[0].text.encode()) % KEPT == 0


# --- what is taught --------------------------------------------------------------------------------------------------

ROLES = ("compelling", "repelling", "mitigation", "strategy", "none")
CODES_OF = {
    "compelling": ("hope",),
    "repelling": ("force",),
    "mitigation": ("force", "measure"),
    "strategy": ("strategy",),
    "none": (),
}
"""Role -> the heads that its codes are asked of."""
KINDS = (
    "plain",
    "hedged",
    "reported",
    "irony",
    "neutral",
    "denial",
    "generic_risk",
    "solved",
    "innocent",
    "instruction",
)


def plans(lessons: Lessons, framework: Framework) -> Course:
    """Roles, codes and kinds of plan sentences."""

    def codes(*entries: Entry) -> Head:
        return Head(tuple(sorted(entry.code for entry in entries)), exclusive=False)

    heads = {
        "role": Head(ROLES, exclusive=True, weights=(1.0, 1.3, 1.3, 1.4, 0.9)),
        "kind": Head(KINDS, exclusive=True),
        "alone": Head(KINDS, exclusive=True, hears="alone"),
        "hope": codes(*framework.compelling),
        "force": codes(*framework.repelling, *framework.long_run),
        "measure": codes(*framework.mitigations),
        "strategy": codes(*framework.strategies, *framework.boundary_work),
        "plan": Head(("a_plan", "not_a_plan"), exclusive=True, hears="whole"),
    }

    def lesson(one: Example) -> Lesson:
        own = {
            head: tuple(c for c in one.codes if c in heads[head].labels)
            for head in CODES_OF[one.role]
        }
        return Lesson(
            one.text, {"role": (one.role,), "kind": (one.kind,), "alone": (one.kind,), **own}
        )

    def text(plan: LabelledPlan) -> Text:
        planned = "not_a_plan" if plan.overall == "not_a_plan" else "a_plan"
        return Text([lesson(one) for one in plan.sentences], {"plan": (planned,)})

    alone = [Text([lesson(one)]) for one in lessons.examples]
    whole = {file: [text(plan) for plan in found] for file, found in lessons.plans.items()}
    pieces = {
        file: [Text([lesson(one) for one in piece.sentences]) for piece in found]
        for file, found in lessons.pieces.items()
    }
    return Course(heads, {"examples": alone, **whole, **pieces})


def memos(lessons: Lessons, corpus: Corpus) -> Course:
    """Verdicts on sentences about the research; what the corpus itself states is taught too."""

    def text(*said: tuple[str, str]) -> Text:
        return Text([Lesson(sentence, {"verdict": (verdict,)}) for sentence, verdict in said])

    plain = [one.text for one in lessons.examples[::PLAIN] if one.role == "none"]
    texts = {
        "corpus": [text((known.text, known.verdict)) for known in statements(corpus)],
        "examples": [text((sentence, "no_claim")) for sentence in plain],
    }
    for file, found in lessons.memos.items():
        texts[file] = [text(*((one.text, one.verdict) for one in memo.sentences)) for memo in found]
    verdict = Head(VERDICTS, exclusive=True, weights=(0.9, 1.1, 1.2, 1.2))
    return Course({"verdict": verdict}, texts)


# --- how it is taught ------------------------------------------------------------------------------------------------


def spelt(network: nn.Module, texts: set[str]) -> dict[str, Tensor]:
    """Every sentence's words as the first layer finds them."""
    tokenizer = packaged_minilm().transformer().tokenizer
    found: dict[str, Tensor] = {}
    order = sorted(texts, key=lambda text: (len(text), text))
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        words = tokenizer(some, padding=True, truncation=True, max_length=96, return_tensors="pt")
        with torch.inference_mode():
            rows = network.get_submodule("embeddings")(input_ids=words["input_ids"])
        for text, row, mask in zip(some, rows, words["attention_mask"], strict=True):
            found[text] = row[: int(mask.sum())].half().clone()
    return found


def adapt(network: nn.Module) -> None:
    """Put a change that can be learned beside every part that is tuned; all else stays."""
    for parameter in network.parameters():
        parameter.requires_grad = False
    for layer in LAYERS:
        for part in PARTS:
            path, _, name = f"encoder.layer.{layer}.{part}".rpartition(".")
            linear = network.get_submodule(f"{path}.{name}")
            assert isinstance(linear, nn.Linear)
            setattr(network.get_submodule(path), name, Adapted(linear))


def teach(
    reader: Reader, texts: Sequence[Text], heads: Mapping[str, Head], words: Mapping[str, Tensor]
) -> None:
    """Some rounds through all texts, the pace falling to nothing."""
    body = [p for p in reader.layers.parameters() if p.requires_grad]
    rest = [
        *reader.looks.parameters(),
        *reader.both_ways.parameters(),
        *reader.heads.parameters(),
    ]
    rounds = [list(batches(texts)) for _ in range(EPOCHS)]
    steps = sum(len(some) for some in rounds)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": PACE}, {"params": rest, "lr": PACE_OF_HEADS}], weight_decay=0.01
    )
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.08 * steps)) * max(0.0, 1.0 - step / steps)
    )
    reader.train()
    for number, some in enumerate(rounds):
        whole = 0.0
        for batch in some:
            loss = loss_of(asked(reader, batch, words), batch, heads)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*body, *rest], 1.0)
            optimizer.step()
            pace.step()
            whole += loss.item()
        print(
            f"round {number + 1} of {EPOCHS}: {whole / len(some):.3f}", file=sys.stderr, flush=True
        )
    reader.eval()


def batches(texts: Sequence[Text]) -> Iterator[list[Text]]:
    """A few whole texts and their share of the sentences that stand alone."""
    long = random.sample([t for t in texts if len(t) > 1], sum(len(t) > 1 for t in texts))
    single = random.sample([t for t in texts if len(t) == 1], sum(len(t) == 1 for t in texts))
    at_once = max(TEXTS_AT_ONCE, round(50 * len(long) / max(1, sum(len(text) for text in long))))
    count = -(-len(long) // at_once)
    share = -(-len(single) // count)
    for at in range(count):
        some = [piece(text) for text in long[at * at_once : (at + 1) * at_once]]
        yield [*some, *single[at * share : (at + 1) * share]]


def piece(text: Text) -> Text:
    """The text, or sometimes only a piece of it."""
    if random.random() >= CUT:  # noqa: S311 (chance, not secrecy)
        return text
    first, last = sorted(random.sample(range(len(text) + 1), 2))
    return Text(text.lessons[first:last])


def asked(reader: Reader, texts: Sequence[Text], words: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What the reader makes of texts."""
    found: dict[str, Tensor] = reader([[words[one.text] for one in text.lessons] for text in texts])
    return found


def truth(texts: Sequence[Text], name: str, head: Head) -> tuple[Tensor, Tensor]:
    """Rows that a head is asked about, and its right labels, shape (those rows, labels)."""
    answers = [
        answers
        for text in texts
        for answers in (
            [text.answers] if head.hears == "whole" else [one.answers for one in text.lessons]
        )
    ]
    at = [row for row, known in enumerate(answers) if name in known]
    right = [[float(label in answers[row][name]) for label in head.labels] for row in at]
    return torch.tensor(at, dtype=torch.long), torch.tensor(right).reshape(
        len(at), len(head.labels)
    )


def loss_of(
    logits: Mapping[str, Tensor], texts: Sequence[Text], heads: Mapping[str, Head]
) -> Tensor:
    """How wrong all heads are together."""
    whole = torch.zeros(())
    for name, head in heads.items():
        at, right = truth(texts, name, head)
        if not len(at):
            continue
        own = logits[name][at]
        if head.exclusive:
            weights = torch.tensor(head.weights) if head.weights else None
            share = _SHARES.get(name, 1.0)
            wanted = right.argmax(1)
            whole = whole + share * functional.cross_entropy(
                own, wanted, weight=weights, label_smoothing=0.05
            )
        else:
            some = right.sum(1) > 0
            spread = right[some] / right[some].sum(1, keepdim=True)
            chosen = -(spread * functional.log_softmax(own[some], -1)).sum(1)
            whole = whole + 0.75 * functional.binary_cross_entropy_with_logits(own, right)
            whole = whole + 0.2 * (chosen.mean() if len(chosen) else 0.0)
    return whole


def calibrate(
    reader: Reader, kept: Sequence[Text], heads: Mapping[str, Head], words: Mapping[str, Tensor]
) -> None:
    """Give each head the slope and shifts that make its chances hold for the texts kept back."""
    with torch.inference_mode():
        logits = {name: own.clone() for name, own in asked(reader, kept, words).items()}
    for name, head in heads.items():
        at, right = truth(kept, name, head)
        own = logits[name][at].clone()
        slope = torch.ones((), requires_grad=True)
        shift = torch.zeros(len(head.labels) if head.exclusive else 1, requires_grad=True)
        optimizer = torch.optim.Adam([slope, shift], lr=0.02)
        for _ in range(300):
            changed = slope * own + shift
            loss = (
                functional.cross_entropy(changed, right.argmax(1))
                if head.exclusive
                else functional.binary_cross_entropy_with_logits(changed, right)
            )
            optimizer.zero_grad()
            (loss + 0.002 * shift.square().sum()).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        linear = reader.heads[name]
        assert isinstance(linear, nn.Linear)
        with torch.no_grad():
            linear.weight.mul_(slope)
            linear.bias.mul_(slope).add_(shift)


def set_aside(course: Course, digest: str) -> None:
    """Fit the head that hears a sentence by itself to what the tuned layers make of all sentences; the rest stays."""
    file, head = FOLDER / "plans.npz", course.heads[ASIDE]
    taught = {one.text: one for texts in course.texts.values() for t in texts for one in t.lessons}
    reader = TunedReader(packaged_minilm(), "plans")
    rows = reader.rows(list(taught))
    seen = torch.from_numpy(reader.seen(ASIDE, rows[:, :WIDTH], rows))
    right = torch.tensor([head.labels.index(one.answers[ASIDE][0]) for one in taught.values()])
    linear = nn.Linear(seen.shape[1], len(head.labels))
    optimizer = torch.optim.LBFGS(linear.parameters(), max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        wrong = functional.cross_entropy(linear(seen), right)
        whole = wrong + DECAY * linear.weight.square().sum()
        whole.backward()  # type: ignore[no-untyped-call]
        return whole

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    with np.load(file, allow_pickle=False) as learned:
        kept = dict(learned)
    kept |= {"lessons": np.array(digest), **head_arrays(ASIDE, head, linear, None)}
    np.savez_compressed(file, **kept)


def told(
    reader: Reader, texts: Sequence[Text], heads: Mapping[str, Head], words: Mapping[str, Tensor]
) -> Iterator[str]:
    """A line a head: F1 of each label that is exclusive, and how often the likeliest of others is right."""
    if not texts:
        return
    with torch.inference_mode():
        some = [asked(reader, texts[at : at + 4], words) for at in range(0, len(texts), 4)]
    for name, head in heads.items():
        at, right = truth(texts, name, head)
        own = torch.cat([one[name] for one in some])[at]
        best = own.argmax(1)
        if head.exclusive:
            wanted = right.argmax(1)
            f1 = {
                label: 2
                * int(((best == n) & (wanted == n)).sum())
                / max(1, int((best == n).sum() + (wanted == n).sum()))
                for n, label in enumerate(head.labels)
            }
            yield f"{name}: F1 " + ", ".join(f"{label} {value:.3f}" for label, value in f1.items())
        else:
            hit = right[right.sum(1) > 0].gather(1, best[right.sum(1) > 0, None]).mean()
            yield f"{name}: the likeliest code is right in {hit:.3f}"


def arrays(reader: Reader, course: Course, digest: str) -> dict[str, npt.NDArray[np.generic]]:
    """Everything as `TunedReader` wants it."""
    kept = {"lessons": np.array(digest), **changes(reader.layers)}
    for name, weight in reader.both_ways.state_dict().items():
        kept[f"along.{name}"] = weight.numpy().astype(np.float16)
    for name, head in course.heads.items():
        kept |= head_arrays(name, head, reader.heads[name], reader.looks.get(name))
    return kept


def mean(before: Learned, now: Learned, *, keep: float) -> dict[str, npt.NDArray[np.generic]]:
    """The mean of what two teachings learned, the one before counting `keep`; both have the same heads.

    The changes of a layer are products, so their factors stand side by side: the rank is the sum of both.
    """
    whole = dict(now)
    for name, own in now.items():
        if own.dtype.kind != "f":
            continue
        old, new = (np.asarray(one, np.float32) for one in (before[name], own))
        match name.partition(".")[0]:
            case "down":
                both = np.vstack([old, new])
            case "up":
                both = np.hstack([keep * old, (1 - keep) * new])
            case _:
                both = keep * old + (1 - keep) * new
        whole[name] = both.astype(own.dtype)
    return whole


def changes(layers: nn.ModuleList) -> dict[str, npt.NDArray[np.generic]]:
    """What was learned of the tuned layers."""
    kept: dict[str, npt.NDArray[np.generic]] = {}
    for number, layer in zip(LAYERS, layers, strict=True):
        for part in PARTS:
            changed = layer.get_submodule(part)
            assert isinstance(changed, Adapted)
            name = f"encoder.layer.{number}.{part}.weight"
            kept[f"down.{name}"] = changed.down.detach().numpy().astype(np.float16)
            kept[f"up.{name}"] = (_SCALE * changed.up.detach()).numpy().astype(np.float16)
    return kept


def head_arrays(
    name: str, head: Head, linear: nn.Module, look: Tensor | None
) -> dict[str, npt.NDArray[np.generic]]:
    """A head and what it was taught."""
    assert isinstance(linear, nn.Linear)
    own = {} if look is None else {f"head.{name}.look": look.detach().numpy()}
    return {
        **own,
        f"head.{name}.labels": np.array(head.labels),
        f"head.{name}.exclusive": np.array(head.exclusive),
        f"head.{name}.hears": np.array(head.hears),
        f"head.{name}.weights": linear.weight.detach().numpy().astype(np.float16),
        f"head.{name}.bias": linear.bias.detach().numpy(),
    }


if __name__ == "__main__":
    raise SystemExit(main())
