"""The one place that chooses: which model, which store, which writer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checking.judge import Judge
from assistant.checking.model import CheckModel
from assistant.checking.training import train_check
from assistant.dialogue.answer import Answerer
from assistant.dialogue.check import Checker
from assistant.dialogue.check_text import TextChecker
from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Line
from assistant.dialogue.embedded import EmbeddedWriter
from assistant.dialogue.understand import Languages, Understander
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.documents import (
    Chunk,
    Document,
    Limits,
    read_bytes,
    read_document,
    read_library,
)
from assistant.knowledge.paper import Paper, read
from assistant.models.answer import Answer, Sentence
from assistant.models.check import CheckedText
from assistant.models.evidence import Hit
from assistant.models.review import Review
from assistant.models.status import Status
from assistant.retrieval.build import Arrays, Progress, Sources, build, current, manifest_of
from assistant.retrieval.index import Index, Shelf
from assistant.retrieval.search import Search, rank
from assistant.retrieval.vectors import Embedder, KeywordIndex, VectorStore
from assistant.review.reviewer import Reviewer
from assistant.review.scorer import CoderModel
from assistant.review.training import train_coder
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.embedder import LangChainEmbedder
    from assistant.knowledge.documents import Readers

CODER = "coder"
CHECK = "check"


@dataclass(frozen=True)
class Assistant:
    """Everything that a face may ask for, put together once and shared by all visitors."""

    corpus: Corpus
    index: Index
    embedder: Embedder
    reader: Embedder
    """What plans are read with: more of the model than its last layer."""

    def ask(self, question: str, *, history: Sequence[str] = (), name: str = "") -> Answer:
        """One answer about the research."""
        return self._answerer.answer(question, history=history, name=name)

    def sentences(
        self, question: str, *, history: Sequence[str] = ()
    ) -> Iterator[Sentence | Answer]:
        """An answer sentence by sentence as each passes the check; last the whole."""
        return self._answerer.stream(question, history=history)

    def search(self, query: str, *, limit: int = 5) -> list[Hit]:
        """What retrieval finds, best first; own documents follow the research."""
        own = self._search.documents(query, limit=2)
        return [*self._search.hits(query, limit=limit), *own]

    def review(self, text: str, *, file: str) -> Review:
        """One plan, read as the study's authors would."""
        return self._reviewer.review(text, file=file)

    def check(self, text: str, *, name: str = "") -> CheckedText:
        """Somebody's text about the research, sentence by sentence."""
        return self._text_checker.check(text, name=name)

    def objects_to(self, text: str, source: str) -> bool:
        """Whether the check would drop a sentence that cites the passage of a finding or of a card."""
        of_card = source in self.corpus.cards
        cited = self._citer.card(source) if of_card else self._citer.finding(source)
        return bool(self._checker.problems(Line(text, "paper", (cited,)), known=[]))

    def status(self) -> Status:
        """What is known and who writes."""
        return Status(
            paper_indexed=self.index.paper is not None,
            paper_places=len(self.index.paper.paragraphs) if self.index.paper else 0,
            findings=len(self.corpus.findings),
            documents=len(self.index.chunks),
            model=self.embedder.name,
            writer=EmbeddedWriter.name,
        )

    def warm_up(self) -> None:
        """Answer and review once, so that the first visitor does not wait for what loads late."""
        self.ask("What is coproduction?")
        self.review("Volunteers help the municipality.", file="")

    @cached_property
    def _citer(self) -> Citer:
        return Citer(self.corpus, self.index.paper)

    @cached_property
    def _search(self) -> Search:
        return Search(self.corpus, self.index, self.embedder)

    @cached_property
    def _languages(self) -> Languages:
        from assistant.adapters.languages import LinguaLanguages

        return LinguaLanguages()

    @cached_property
    def _answerer(self) -> Answerer:
        return Answerer(
            understand=Understander(self.index.heads, self.embedder, self._languages),
            search=self._search,
            writer=EmbeddedWriter(self.corpus, self._citer),
            citer=self._citer,
            checker=self._checker,
        )

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.corpus.framework, self.corpus)

    @cached_property
    def full_checker(self) -> Checker:
        """The check of a writer whose sentences are not the corpus' own: it asks the judge, too."""
        return Checker(self.corpus.framework, self.corpus, self._judge)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.corpus, CheckModel.from_arrays(self.index.learned[CHECK]), self.reader)

    @cached_property
    def _text_checker(self) -> TextChecker:
        return TextChecker(self.corpus, self._judge, self._search, self._citer)

    @cached_property
    def _reviewer(self) -> Reviewer:
        model = CoderModel.from_arrays(self.index.learned[CODER])
        return Reviewer(
            self.corpus, model, self.reader, cite=self._citer.finding, language=self._languages
        )


def quiet(what: str, done: int, whole: int) -> None:
    """Progress that nobody watches."""


def open_assistant(settings: Settings, *, progress: Progress = quiet) -> Assistant:
    """Open the index, building whatever of it is missing or stale."""
    corpus = Corpus.load(settings.corpus)
    embedder = build_embedder(settings)
    update_index(settings, corpus, embedder, progress=progress)
    index = Index.open(settings.index, open_store=_open_store, keywords=_keywords)
    return Assistant(corpus, index, embedder, _reader(embedder))


def update_index(
    settings: Settings, corpus: Corpus, embedder: "LangChainEmbedder", *, progress: Progress = quiet
) -> bool:
    """Bring the index up to date; False where it already was."""
    from assistant.adapters.heads import LogisticTrainer

    chunks = library_of(settings)[0] if settings.library else kept_library(settings)
    sources = Sources(corpus, paper_of(settings, corpus), chunks)
    serving = current(settings.index)
    if serving and manifest_of(serving) == sources.manifest(embedder.name):
        return False
    build(
        sources,
        settings.index,
        embedder=embedder,
        trainer=LogisticTrainer(),
        learn=partial(_learn, _reader(embedder)),
        open_store=_open_store,
        progress=progress,
    )
    return True


def paper_of(settings: Settings, corpus: Corpus) -> Paper | None:
    """The reader's copy: the one named now, or else the one indexed before.

    Raises:
        PaperError: when the named file is not the paper.
    """
    from assistant.adapters.pdf import page_texts

    if settings.paper:
        return read(settings.paper, corpus.outline, page_texts=page_texts)
    serving = current(settings.index)
    kept = serving / "paper.json" if serving else None
    return Paper.model_validate_json(kept.read_text("utf-8")) if kept and kept.exists() else None


def library_of(settings: Settings) -> tuple[list[Chunk], list[str]]:
    """A project's own documents in pieces, and a sentence for each file that could not be read."""
    assert settings.library is not None
    return read_library(settings.library, _readers(), _limits(settings))


def kept_library(settings: Settings) -> list[Chunk]:
    """The own documents that were indexed before."""
    serving = current(settings.index)
    if serving is None:
        return []
    return Index.chunks_of(serving)


def build_embedder(settings: Settings) -> "LangChainEmbedder":
    """The packaged model, or the one that the settings name."""
    from assistant.adapters.embedder import local_model, packaged_minilm

    if settings.embedding_model:
        return local_model(Path(settings.embedding_model))
    return packaged_minilm()


def library_ranking(
    settings: Settings, documents: Mapping[str, str], folder: Path
) -> Callable[[str, int], list[str]]:
    """The search of own documents over other texts, by id; `folder` holds its vectors."""
    embedder = build_embedder(settings)
    names, texts = list(documents), list(documents.values())
    store = _open_store(folder, "library")
    store.write(names, embedder.documents(texts))
    shelf = Shelf(ids=names, store=store, keywords=_keywords(texts))

    def ranked(query: str, depth: int) -> list[str]:
        return [name for name, _ in rank(shelf, query, embedder.query(query))[:depth]]

    return ranked


def read_upload(settings: Settings, name: str, data: bytes) -> Document:
    """Read a file that a visitor brought.

    Raises:
        DocumentError: in one sentence, when it cannot be read.
    """
    return read_bytes(name, data, _readers(), _limits(settings))


def read_file(settings: Settings, path: Path) -> Document:
    """Read a plan from a file.

    Raises:
        DocumentError: in one sentence, when it cannot be read.
    """
    return read_document(path, _readers(), _limits(settings))


def _reader(embedder: "LangChainEmbedder") -> Embedder:
    from assistant.adapters.layers import LayerEmbedder

    return LayerEmbedder(embedder)


def _limits(settings: Settings) -> Limits:
    return Limits(file_mb=settings.max_upload_mb)


def _readers() -> "Readers":
    from assistant.adapters.formats import READERS

    return READERS


def _learn(reader: Embedder, corpus: Corpus) -> Mapping[str, Arrays]:
    rows = reader.documents([example.text for example in corpus.examples])
    return {
        CODER: train_coder(corpus, rows).as_arrays(),
        CHECK: train_check(corpus, reader).as_arrays(),
    }


def _open_store(path: Path, collection: str) -> VectorStore:
    from assistant.adapters.chroma import ChromaStore

    return ChromaStore(path, collection=collection)


def _keywords(texts: Sequence[str]) -> KeywordIndex:
    from assistant.adapters.bm25 import Bm25Index

    return Bm25Index(texts)
