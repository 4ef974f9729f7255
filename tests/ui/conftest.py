"""The real corpus' names, for everything that is drawn."""

import pytest

from assistant.knowledge.corpus import Corpus
from assistant.settings import Settings
from assistant.ui.render.names import Names


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus.load(Settings().corpus)


@pytest.fixture(scope="session")
def names(corpus: Corpus) -> Names:
    return Names.of(corpus)
