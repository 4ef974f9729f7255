"""An index that serves: views, vectors, keywords and heads of one build, read once."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexMissingError
from assistant.knowledge.documents import Chunk
from assistant.knowledge.paper import Paper
from assistant.retrieval.build import Arrays, OpenStore, current, load_arrays
from assistant.retrieval.heads import Head, from_arrays
from assistant.retrieval.vectors import KeywordIndex, VectorStore
from assistant.retrieval.views import View

MakeKeywords = Callable[[Sequence[str]], KeywordIndex]


@dataclass(frozen=True)
class Shelf:
    """Texts of one kind with the two ways to find them."""

    ids: Sequence[str]
    store: VectorStore
    keywords: KeywordIndex


@dataclass(frozen=True)
class Index:
    """One build, open for reading."""

    views: Mapping[str, View]
    known: Shelf
    """The corpus and the reader's copy of the paper."""
    library: Shelf | None
    """A project's own documents, apart from the paper always."""
    chunks: Mapping[str, Chunk]
    paper: Paper | None
    heads: Mapping[str, Head]
    learned: Mapping[str, Arrays]
    """What else was trained from the corpus when the index was built."""

    @classmethod
    def open(cls, root: Path, *, open_store: OpenStore, keywords: MakeKeywords) -> "Index":
        """Open the current build under `root`.

        Raises:
            IndexMissingError: when nothing has been built yet.
        """
        build = current(root)
        if build is None:
            raise IndexMissingError(root)
        views = [View.model_validate(view) for view in _json(build / "views.json")]
        chunks = cls.chunks_of(build)
        paper = build / "paper.json"
        return cls(
            views={view.id: view for view in views},
            known=Shelf(
                ids=[view.id for view in views],
                store=open_store(build / "chroma", "views"),
                keywords=keywords([view.text for view in views]),
            ),
            library=Shelf(
                ids=[chunk.id for chunk in chunks],
                store=open_store(build / "chroma", "library"),
                keywords=keywords([chunk.text for chunk in chunks]),
            )
            if chunks
            else None,
            chunks={chunk.id: chunk for chunk in chunks},
            paper=Paper.model_validate_json(paper.read_text("utf-8")) if paper.exists() else None,
            heads={name: from_arrays(arrays) for name, arrays in _kept(build, "head-")},
            learned=dict(_kept(build, "learned-")),
        )

    @staticmethod
    def chunks_of(build: Path) -> list[Chunk]:
        """The pieces of own documents that a build holds."""
        return [Chunk.model_validate(chunk) for chunk in _json(build / "library.json")]


def _kept(build: Path, kind: str) -> Iterator[tuple[str, Arrays]]:
    for path in sorted(build.glob(f"{kind}*.npz")):
        yield path.stem.removeprefix(kind), load_arrays(path)


def _json(path: Path) -> list[object]:
    return list(json.loads(path.read_text("utf-8")))
