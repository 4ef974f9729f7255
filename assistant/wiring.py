"""The one place that chooses: which model, which store, which writer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checking.judge import Judge, near_statements
from assistant.dialogue.answer import Answerer
from assistant.dialogue.chat import ChatModel
from assistant.dialogue.check import Checker
from assistant.dialogue.check_text import TextChecker
from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Line, Writer
from assistant.dialogue.embedded import EmbeddedWriter
from assistant.dialogue.hearing import Hearing
from assistant.dialogue.near import Nearness
from assistant.dialogue.requests import Requests
from assistant.dialogue.setting import Setting
from assistant.dialogue.understand import Languages, Understander
from assistant.dialogue.worded import Attempt, ChatModelWriter, Spending
from assistant.dialogue.worded import unwatched as unheard
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
from assistant.models.framework import Framework
from assistant.models.review import Contest, Review
from assistant.models.status import Status
from assistant.retrieval.build import Progress, Sources, build, current, manifest_of
from assistant.retrieval.index import Index, Shelf
from assistant.retrieval.kin import Kin
from assistant.retrieval.reader import TextReader
from assistant.retrieval.search import Search, rank
from assistant.retrieval.vectors import Embedder, KeywordIndex, VectorStore
from assistant.review.compare import compared
from assistant.review.notes import read_from
from assistant.review.picture import picture_of
from assistant.review.report import to_markdown, write_up
from assistant.review.reviewer import Reviewer, unwatched
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.embedder import LangChainEmbedder
    from assistant.knowledge.documents import Readers
    from assistant.models.report import Report
    from assistant.store.archive import Archive
    from assistant.store.records import Kept

NEAR = "near"
WriterMaker = Callable[[Writer, Checker], Writer]
"""Makes the writer of all answers from the embedded one and the checker."""

_MARGIN = 200
"""Tokens of a model's context for what surrounds a request."""


@dataclass(frozen=True)
class Assistant:
    """Everything that a face may ask for, put together once and shared by all visitors."""

    corpus: Corpus
    index: Index
    embedder: Embedder
    questions: TextReader
    """What is asked is read with, beside the index's own heads."""
    plans: TextReader
    """What plans are read with."""
    memos: TextReader
    """What texts about the research are read with."""
    writes: WriterMaker
    """Who words the answers."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        name: str = "",
        setting: Setting | None = None,
    ) -> Answer:
        """One answer about the research; `setting` is what the asker said of themselves once."""
        return self._answerer.answer(question, history=history, name=name, setting=setting)

    def sentences(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Iterator[Sentence | Answer]:
        """An answer sentence by sentence as each passes the check; last the whole."""
        return self._answerer.stream(question, history=history, setting=setting)

    def search(self, query: str, *, limit: int = 5) -> list[Hit]:
        """What retrieval finds, best first; own documents follow the research."""
        own = self._search.documents(query, limit=2)
        return [*self._search.hits(query, limit=limit), *own]

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        """One plan, read as the study's authors would."""
        return self._reviewer.review(text, file=file, progress=progress)

    def review_document(self, document: Document, *, progress: Progress = unwatched) -> Review:
        """A plan from a file, with a note on how the file was read."""
        review = self.review(document.text, file=document.name, progress=progress)
        return read_from(review, pages=len(document.pages), left_out=document.notes)

    def compare(self, new: Review, old: Review) -> Review:
        """The new review with what became of the old one's flags."""
        return compared(new, old, self.corpus.framework)

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
            writer=self._writer.name,
        )

    def warm_up(self) -> None:
        """Answer and review once, so that the first visitor does not wait for what loads late."""
        self.ask("What is coproduction?")
        self.review("Volunteers help the municipality.", file="")

    @cached_property
    def hearing(self) -> Hearing:
        """What a question is about, and which kind of answer it wants."""
        kin = Kin(self.questions.beside)
        return Hearing(self.index.heads, self.embedder, self.questions, kin)

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
            understand=Understander(self.hearing, self._languages, self.corpus.topics),
            search=self._search,
            writer=self._writer,
            citer=self._citer,
            checker=self._checker,
        )

    @cached_property
    def _writer(self) -> Writer:
        return self.writes(EmbeddedWriter(self.corpus, self._citer), self.full_checker)

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.corpus.framework, self.corpus)

    @cached_property
    def full_checker(self) -> Checker:
        """The check of a writer whose sentences are not the corpus' own: it asks the judge, too."""
        return Checker(self.corpus.framework, self.corpus, self._judge)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.corpus, self.index.learned[NEAR], self.embedder, self.memos)

    @cached_property
    def _text_checker(self) -> TextChecker:
        return TextChecker(self.corpus, self._judge, self._search, self._citer)

    @cached_property
    def _reviewer(self) -> Reviewer:
        return Reviewer(self.corpus, self.plans, cite=self._citer.finding, language=self._languages)


def open_assistant(
    settings: Settings,
    *,
    progress: Progress = unwatched,
    library: Sequence[Chunk] | None = None,
    watch: Callable[[Attempt], None] = unheard,
) -> Assistant:
    """Open the index, building whatever of it is missing or stale.

    `library` are own documents to go in; `watch` is told what a chat model writes.

    Raises:
        ChatModelSettingError: when the settings name a chat model that cannot be had.
    """
    model = build_chat_model(settings)
    corpus = Corpus.load(settings.corpus)
    embedder = build_embedder(settings)
    writes = _words_with(model, settings, embedder, watch) if model else _as_it_is
    update_index(settings, corpus, embedder, progress=progress, library=library)
    index = Index.open(settings.index, open_store=_open_store, keywords=_keywords)
    return Assistant(
        corpus,
        index,
        embedder,
        questions=_reader("questions"),
        plans=_reader("plans"),
        memos=_reader("memos"),
        writes=writes,
    )


def update_index(
    settings: Settings,
    corpus: Corpus,
    embedder: "LangChainEmbedder",
    *,
    progress: Progress = unwatched,
    library: Sequence[Chunk] | None = None,
) -> bool:
    """Bring the index up to date; False where it already was."""
    from assistant.adapters.heads import LogisticTrainer

    sources = Sources(corpus, paper_of(settings, corpus), _own(settings, library))
    serving = current(settings.index)
    if serving and manifest_of(serving) == sources.manifest(embedder.name):
        return False
    build(
        sources,
        settings.index,
        embedder=embedder,
        trainer=LogisticTrainer(),
        learn=lambda corpus: {NEAR: near_statements(corpus, embedder)},
        open_store=_open_store,
        progress=progress,
    )
    return True


def _own(settings: Settings, library: Sequence[Chunk] | None) -> Sequence[Chunk]:
    """What is given goes before the folder of the settings, and that before what was indexed before."""
    if library is not None:
        return library
    return library_of(settings)[0] if settings.library else kept_library(settings)


def read_paper(settings: Settings, path: Path) -> Paper:
    """A copy of the paper.

    Raises:
        PaperError: when the file is not the paper.
    """
    from assistant.adapters.pdf import page_texts

    return read(path, Corpus.load(settings.corpus).outline, page_texts=page_texts)


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


def build_chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that the settings name; None where they name none, and then nothing leaves this machine.

    Raises:
        ChatModelSettingError: in one sentence, when it cannot be had.
    """
    if not settings.llm and not settings.llm_base_url:
        return None
    from assistant.adapters.chat_models import Budget, chat_model
    from assistant.adapters.gguf import GGUF, gguf_chat

    budget = Budget(seconds=settings.llm_timeout, tokens=settings.llm_tokens)
    provider, _, model = settings.llm.partition(":")
    if provider == GGUF and not settings.llm_base_url:
        context = settings.llm_prompt_tokens + settings.llm_tokens + _MARGIN
        return gguf_chat(
            Path(model).expanduser(), budget=budget, context=context, threads=settings.llm_threads
        )
    return chat_model(settings.llm, base_url=settings.llm_base_url, budget=budget)


def small_model() -> str:
    """What to set `llm` to for the small model that tests and the evaluation use.

    Raises:
        ChatModelSettingError: when its package is not there.
    """
    from assistant.adapters.gguf import GGUF, packaged_smollm2

    return f"{GGUF}:{packaged_smollm2()}"


def _as_it_is(embedded: Writer, checker: Checker) -> Writer:  # noqa: ARG001 (a `WriterMaker`)
    return embedded


def _words_with(
    model: ChatModel, settings: Settings, embedder: Embedder, watch: Callable[[Attempt], None]
) -> WriterMaker:
    requests = Requests.load(settings.prompts)
    spending = Spending(
        prompt=settings.llm_prompt_tokens,
        answer=settings.llm_tokens,
        seconds=settings.llm_timeout,
    )

    def make(embedded: Writer, checker: Checker) -> Writer:
        return ChatModelWriter(
            embedded,
            model,
            checker,
            Nearness(embedder),
            requests=requests,
            spending=spending,
            watch=watch,
        )

    return make


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


def exported(review: Review, framework: Framework, name: str) -> dict[str, bytes]:
    """File name -> content of an export named `name`, by its ending; Markdown brings its picture beside it."""
    from assistant.adapters.pdf_report import to_pdf
    from assistant.adapters.picture import draw
    from assistant.adapters.word_report import to_docx

    path = Path(name)
    if path.suffix == ".json":
        return {name: review.model_dump_json(indent=2).encode()}
    picture = draw(picture_of(review, framework))
    if path.suffix == ".md":
        beside = path.with_suffix(".png").name
        shown = beside if review.overall != "not_a_plan" else ""
        told = to_markdown(review, framework, picture=shown).encode()
        return {name: told, beside: picture} if shown else {name: told}
    write = {".docx": to_docx, ".pdf": to_pdf}[path.suffix]
    return {name: write(write_up(review, framework), picture)}


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


def open_archive(settings: Settings) -> "Archive":
    """What is kept for visitors; what is older than the settings allow is swept away first.

    Raises:
        StoreError: when the database cannot be used.
    """
    from assistant.review.contest import contested
    from assistant.store.archive import Archive
    from assistant.store.conversations import SqlConversations
    from assistant.store.database import Database, sqlite_url
    from assistant.store.reviews import SqlReviews
    from assistant.store.visitors import SqlVisitors

    database = Database.open(settings.database_url or sqlite_url(settings.home))
    database.sweep(keep_days=settings.keep_days)
    framework = Corpus.load(settings.corpus).framework

    return Archive(
        conversations=SqlConversations(database),
        reviews=SqlReviews(database),
        visitors=SqlVisitors(database),
        export_conversation=_taken_along,
        export_review=lambda kept, kind: _review_file(
            contested(kept.review, [Contest(**c.model_dump()) for c in kept.contests]),
            framework,
            kind,
        ),
    )


def prepare_pictures() -> None:
    """Load now what draws the pictures, so that no visitor waits for it."""
    from assistant.adapters.picture import prepare

    prepare()


def _taken_along(kept: "Kept", kind: str) -> bytes:
    """A conversation as a file of a format."""
    from assistant.dialogue.transcript import to_markdown, write_up

    if kind == "md":
        return to_markdown(kept.title, kept.turns).encode()
    return _writers()[kind](write_up(kept.title, kept.turns), b"")


def _review_file(review: Review, framework: Framework, kind: str) -> bytes:
    """A review as one file of a format; the picture of Markdown is left to its words."""
    if kind == "md":
        return to_markdown(review, framework).encode()
    name = f"review.{kind}"
    return exported(review, framework, name)[name]


def _writers() -> "Mapping[str, Callable[[Report, bytes], bytes]]":
    from assistant.adapters.pdf_report import to_pdf
    from assistant.adapters.word_report import to_docx

    return {"docx": to_docx, "pdf": to_pdf}


def _reader(kind: str) -> TextReader:
    """Always over the packaged model, whatever finds passages: it was tuned for this."""
    from assistant.adapters.embedder import packaged_minilm
    from assistant.adapters.tuned import TunedReader

    return TunedReader(packaged_minilm(), kind)


def _limits(settings: Settings) -> Limits:
    return Limits(
        file_mb=settings.max_upload_mb,
        inflated_mb=settings.max_inflated_mb,
        entries=settings.max_entries,
        ratio=settings.max_ratio,
        pages=settings.max_pages,
        seconds=settings.max_seconds,
        memory_mb=settings.max_memory_mb,
    )


def _readers() -> "Readers":
    from assistant.adapters.formats import READERS

    return READERS


def _open_store(path: Path, collection: str) -> VectorStore:
    from assistant.adapters.chroma import ChromaStore

    return ChromaStore(path, collection=collection)


def _keywords(texts: Sequence[str]) -> KeywordIndex:
    from assistant.adapters.bm25 import Bm25Index

    return Bm25Index(texts)
