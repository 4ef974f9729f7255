"""Build the index aside, then swap it in; what has not changed is not embedded again."""

import json
import shutil
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.documents import Chunk
from assistant.knowledge.paper import Paper
from assistant.models.record import Record
from assistant.retrieval.heads import Trainer, as_arrays
from assistant.retrieval.training import fact_turns, train, whole
from assistant.retrieval.vectors import Embedder, Vector, VectorStore, key
from assistant.retrieval.views import views

FORMAT = 11
"""Raised when the layout of a build changes, so that older builds are made anew."""
CURRENT = "current"

Progress = Callable[[str, int, int], None]
"""Told what is being done, how far, and of how much."""
OpenStore = Callable[[Path, str], VectorStore]
Arrays = Mapping[str, npt.NDArray[np.generic]]
Learn = Callable[[Corpus], Mapping[str, Arrays]]
"""Trains something from the corpus; what comes back is kept with the build, by name."""


class Manifest(Record):
    """What a build was made from; a build whose manifest differs is stale."""

    format: int
    corpus: str
    paper: str
    library: str
    model: str

    def trained_as(self, other: "Manifest") -> bool:
        """Whether all that is learnt is the same: it comes from the corpus alone, read by the model."""
        return (self.format, self.corpus, self.model) == (other.format, other.corpus, other.model)


@dataclass(frozen=True)
class Sources:
    """Everything that an index is made from."""

    corpus: Corpus
    paper: Paper | None
    library: Sequence[Chunk] = ()

    def manifest(self, model: str) -> Manifest:
        """What a build from these sources with this model would be known by."""
        library = sha256("\n".join(chunk.id + chunk.text for chunk in self.library).encode())
        return Manifest(
            format=FORMAT,
            corpus=self.corpus.digest,
            paper=self.paper.digest if self.paper else "",
            library=library.hexdigest() if self.library else "",
            model=model,
        )


def current(root: Path) -> Path | None:
    """The build that serves now, or None."""
    pointer = root / CURRENT
    if not pointer.is_file():
        return None
    build = root / pointer.read_text("utf-8").strip()
    return build if (build / "manifest.json").is_file() else None


def manifest_of(build: Path) -> Manifest:
    """What a build was made from."""
    return Manifest.model_validate_json((build / "manifest.json").read_text("utf-8"))


def build(
    sources: Sources,
    root: Path,
    *,
    embedder: Embedder,
    trainer: Trainer,
    learn: Learn,
    open_store: OpenStore,
    progress: Progress = lambda what, done, whole: None,
) -> Path:
    """Build under `root` and make it the current one; killed at any moment, the old one still serves."""
    root.mkdir(parents=True, exist_ok=True)
    before = current(root)
    known = _known_vectors(before, embedder.name)
    target = root / f"build-{uuid.uuid4().hex[:12]}"
    target.mkdir()
    every = views(sources.corpus, sources.paper)
    asks = [
        line for intents in sources.corpus.asks.values() for ask in intents.values() for line in ask
    ]
    loose = [line for lines in sources.corpus.intents.values() for line in lines]
    chunks = [chunk.text for chunk in sources.library]
    turns = [turn for turns in sources.corpus.moves.values() for turn in turns]
    turns += [talk.turn for talk in sources.corpus.talks]
    told = [text for text, _ in fact_turns(sources.corpus)]
    told += [whole(talk) for talk in sources.corpus.talks]
    texts = [*(view.text for view in every), *asks, *loose, *turns, *told, *chunks]
    vectors = _embed(texts, known, embedder, progress)
    _save_vectors(target, vectors)
    manifest = sources.manifest(embedder.name)
    progress("training", 0, 1)
    if before is not None and manifest_of(before).trained_as(manifest):
        _copy_trained(before, target)
    else:
        for name, head in train(sources.corpus, every, vectors, trainer).items():
            _save_arrays(target / f"head-{name}.npz", as_arrays(head))
        for name, arrays in learn(sources.corpus).items():
            _save_arrays(target / f"learned-{name}.npz", arrays)
    progress("training", 1, 1)
    _write_store(open_store(target / "chroma", "views"), [(v.id, v.text) for v in every], vectors)
    if sources.library:
        pairs = [(chunk.id, chunk.text) for chunk in sources.library]
        _write_store(open_store(target / "chroma", "library"), pairs, vectors)
    _save_json(target / "views.json", [view.model_dump() for view in every])
    _save_json(target / "library.json", [chunk.model_dump() for chunk in sources.library])
    if sources.paper:
        (target / "paper.json").write_text(
            sources.paper.model_dump_json(exclude={"digest"}), "utf-8"
        )
    (target / "manifest.json").write_text(manifest.model_dump_json(indent=2), "utf-8")
    _swap(root, target, before)
    return target


def load_arrays(path: Path) -> Arrays:
    """Read arrays; nothing in the file can run."""
    with np.load(path, allow_pickle=False) as data:
        return dict(data)


def _save_arrays(path: Path, arrays: Arrays) -> None:
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _copy_trained(before: Path, target: Path) -> None:
    for kind in ("head-*.npz", "learned-*.npz"):
        for path in before.glob(kind):
            shutil.copy2(path, target)


def _known_vectors(before: Path | None, model: str) -> Mapping[str, Vector]:
    if before is None or manifest_of(before).model != model:
        return {}
    with np.load(before / "vectors.npz", allow_pickle=False) as data:
        return dict(zip(data["keys"].tolist(), data["rows"], strict=True))


def _embed(
    texts: Sequence[str], known: Mapping[str, Vector], embedder: Embedder, progress: Progress
) -> dict[str, Vector]:
    wanted = {key(text): text for text in texts}
    fresh = {key: text for key, text in wanted.items() if key not in known}
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress("embedding", done, len(fresh))

    progress("embedding", 0, len(fresh))
    rows = embedder.documents(list(fresh.values()), progress=advance)
    vectors = {key: known[key] for key in wanted if key in known}
    return vectors | dict(zip(fresh, rows, strict=True))


def _save_vectors(target: Path, vectors: Mapping[str, Vector]) -> None:
    rows = np.vstack(list(vectors.values())) if vectors else np.zeros((0, 0), np.float32)
    np.savez(target / "vectors.npz", keys=np.array(list(vectors)), rows=rows)


def _write_store(
    store: VectorStore, pairs: Sequence[tuple[str, str]], vectors: Mapping[str, Vector]
) -> None:
    store.write([name for name, _ in pairs], np.vstack([vectors[key(t)] for _, t in pairs]))


def _save_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def _swap(root: Path, target: Path, before: Path | None) -> None:
    """Point at the new build in one step, then clear the one that served and what was given up long ago."""
    pointer = root / f"{CURRENT}.{target.name}"
    pointer.write_text(target.name, "utf-8")
    pointer.replace(root / CURRENT)
    yesterday = time.time() - 24 * 3600
    for old in root.glob("build-*"):
        # A young build that is not ours may be another process's work in progress.
        if old != target and (old == before or old.stat().st_mtime < yesterday):
            shutil.rmtree(old, ignore_errors=True)
