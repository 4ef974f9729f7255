"""Building aside and swapping in: what is reused, what serves, what is cleared away."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant.errors import IndexMissingError
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.documents import Chunk
from assistant.knowledge.paper import Paper
from assistant.retrieval.build import Arrays, Learn, Sources, build, current, manifest_of
from assistant.retrieval.index import Index
from assistant.retrieval.views import views
from tests.retrieval.stand_ins import (
    DigestEmbedder,
    MemoryStores,
    UntrainedHeads,
    learn_nothing,
    small,
)

Build = Callable[..., Path]
PAPER = Paper(text="Words of the paper.", paragraphs={"introduction:1": (0, 19)}, quotes={})
OTHER_PAPER = Paper(text="Other words of it.", paragraphs={"introduction:1": (0, 18)}, quotes={})
CHUNK = Chunk(id="minutes#1", file="minutes.txt", page=1, text="The keys are with the caretaker.")


@pytest.fixture(scope="module")
def cut(corpus: Corpus) -> Corpus:
    return small(corpus)


@pytest.fixture
def embedder() -> DigestEmbedder:
    return DigestEmbedder()


@pytest.fixture
def stores() -> MemoryStores:
    return MemoryStores()


@pytest.fixture
def make(tmp_path: Path, embedder: DigestEmbedder, stores: MemoryStores) -> Build:
    """Builds under one root, with the slow parts stood in for."""

    def made(
        sources: Sources, *, learn: Learn = learn_nothing, by: DigestEmbedder = embedder
    ) -> Path:
        return build(
            sources,
            tmp_path,
            embedder=by,
            trainer=UntrainedHeads(),
            learn=learn,
            open_store=stores,
        )

    return made


def test_a_build_becomes_the_current_one_and_says_what_it_is_made_from(
    make: Build, cut: Corpus, tmp_path: Path, embedder: DigestEmbedder
) -> None:
    sources = Sources(cut, PAPER, [CHUNK])

    built = make(sources)

    assert current(tmp_path) == built
    assert manifest_of(built) == sources.manifest(embedder.name)


def test_nothing_serves_before_the_first_build(tmp_path: Path, stores: MemoryStores) -> None:
    assert current(tmp_path) is None
    with pytest.raises(IndexMissingError, match="run `assistant index`"):
        Index.open(tmp_path, open_store=stores, keywords=lambda _: NoWords())


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        pytest.param(lambda c: (Sources(c, PAPER, [CHUNK]), "m@1"), False, id="nothing"),
        pytest.param(
            lambda c: (Sources(small(c, digest="two"), PAPER, [CHUNK]), "m@1"), True, id="corpus"
        ),
        pytest.param(lambda c: (Sources(c, OTHER_PAPER, [CHUNK]), "m@1"), True, id="paper"),
        pytest.param(lambda c: (Sources(c, None, [CHUNK]), "m@1"), True, id="no paper"),
        pytest.param(lambda c: (Sources(c, PAPER), "m@1"), True, id="no library"),
        pytest.param(
            lambda c: (
                Sources(c, PAPER, [CHUNK.model_copy(update={"text": "The keys are lost."})]),
                "m@1",
            ),
            True,
            id="library",
        ),
        pytest.param(lambda c: (Sources(c, PAPER, [CHUNK]), "m@2"), True, id="model"),
    ],
)
def test_what_makes_a_build_stale(
    cut: Corpus, change: Callable[[Corpus], tuple[Sources, str]], stale: bool
) -> None:
    before = Sources(cut, PAPER, [CHUNK]).manifest("m@1")
    sources, model = change(cut)

    assert (sources.manifest(model) != before) == stale


def test_a_text_is_embedded_once_however_often_it_stands(
    make: Build, cut: Corpus, embedder: DigestEmbedder
) -> None:
    make(Sources(cut, None))

    assert len(embedder.embedded) == len(set(embedder.embedded))
    assert {view.text for view in views(cut, None)} <= set(embedder.embedded)


def test_only_what_is_new_is_embedded_again(
    make: Build, cut: Corpus, embedder: DigestEmbedder
) -> None:
    make(Sources(cut, None))
    embedder.embedded.clear()

    make(Sources(cut, PAPER, [CHUNK]))

    assert sorted(embedder.embedded) == [CHUNK.text, "Words of the paper."]


def test_vectors_of_another_model_are_not_reused(make: Build, cut: Corpus) -> None:
    make(Sources(cut, None))
    other = DigestEmbedder("digest@2")

    make(Sources(cut, None), by=other)

    assert {view.text for view in views(cut, None)} <= set(other.embedded)


@pytest.mark.parametrize(
    ("change", "learnt"),
    [
        pytest.param(lambda c: Sources(c, PAPER, [CHUNK]), 1, id="a paper and documents: kept"),
        pytest.param(lambda c: Sources(small(c, digest="two"), None), 2, id="the corpus: anew"),
    ],
)
def test_what_is_learnt_is_kept_while_the_corpus_is(
    make: Build, cut: Corpus, change: Callable[[Corpus], Sources], learnt: int
) -> None:
    calls: list[str] = []

    def learn(corpus: Corpus) -> Mapping[str, Arrays]:
        calls.append(corpus.digest)
        return learn_nothing(corpus)

    make(Sources(cut, None), learn=learn)
    built = make(change(cut), learn=learn)

    assert len(calls) == learnt
    assert (built / "learned-count.npz").exists()
    assert len(list(built.glob("head-*.npz"))) == 4


def test_killed_in_the_middle_the_old_build_still_serves(
    make: Build, cut: Corpus, tmp_path: Path, stores: MemoryStores
) -> None:
    before = make(Sources(cut, None))

    def killed(corpus: Corpus) -> Mapping[str, Arrays]:
        raise KeyboardInterrupt(f"{len(corpus.cards)} card")

    with pytest.raises(KeyboardInterrupt, match="1 card"):
        make(Sources(small(cut, digest="two"), PAPER), learn=killed)

    assert current(tmp_path) == before
    index = Index.open(tmp_path, open_store=stores, keywords=lambda _: NoWords())
    assert index.paper is None
    assert len(index.views) == len(views(cut, None))


def test_the_build_that_served_is_cleared_away(make: Build, cut: Corpus, tmp_path: Path) -> None:
    before = make(Sources(cut, None))

    after = make(Sources(cut, PAPER))

    assert not before.exists()
    assert [path.name for path in tmp_path.glob("build-*")] == [after.name]


@pytest.mark.parametrize(
    ("hours", "stays"),
    [
        pytest.param(0, True, id="young: another process may be at work"),
        pytest.param(25, False, id="old: given up"),
    ],
)
def test_a_build_that_is_not_ours(
    make: Build, cut: Corpus, tmp_path: Path, hours: int, stays: bool
) -> None:
    foreign = tmp_path / "build-foreign"
    foreign.mkdir()
    then = time.time() - hours * 3600
    os.utime(foreign, (then, then))

    make(Sources(cut, None))

    assert foreign.exists() == stays


def test_an_index_opens_with_all_that_was_built(
    make: Build, cut: Corpus, tmp_path: Path, stores: MemoryStores
) -> None:
    make(Sources(cut, PAPER, [CHUNK]))

    index = Index.open(tmp_path, open_store=stores, keywords=lambda _: NoWords())

    assert list(index.views.values()) == views(cut, PAPER)
    assert index.paper == PAPER
    assert index.chunks == {CHUNK.id: CHUNK}
    assert index.library is not None
    assert index.heads.keys() == {"subject", "intent", "move", "lean"}
    assert index.learned["count"]["findings"].tolist() == [len(cut.findings)]
    assert not set(index.library.ids) & set(index.known.ids)


def test_progress_ends_where_it_said_it_would(
    cut: Corpus, tmp_path: Path, embedder: DigestEmbedder, stores: MemoryStores
) -> None:
    told: list[tuple[str, int, int]] = []

    build(
        Sources(cut, None),
        tmp_path,
        embedder=embedder,
        trainer=UntrainedHeads(),
        learn=learn_nothing,
        open_store=stores,
        progress=lambda what, done, whole: told.append((what, done, whole)),
    )

    last = {what: (done, whole) for what, done, whole in told}
    assert last == {"embedding": (len(embedder.embedded),) * 2, "training": (1, 1)}


class NoWords:
    """A keyword index that finds nothing."""

    def best(self, query: str, *, limit: int) -> list[tuple[int, float]]:
        """Nothing."""
        return []
