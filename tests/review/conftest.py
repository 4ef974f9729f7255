"""The corpus, the coder with what it has learned, and a reviewer that cites without an index."""

from collections.abc import Callable

import pytest

from assistant.adapters.embedder import packaged_minilm
from assistant.adapters.tuned import TunedReader
from assistant.knowledge.corpus import Corpus
from assistant.models.evidence import Citation
from assistant.models.framework import Area, Framework
from assistant.models.review import Claim, Flag, Role, SentenceKind
from assistant.models.rules import Rules
from assistant.review.reading import Reading
from assistant.review.reviewer import Reviewer
from assistant.review.weigh import flags
from assistant.review.words import WordSets

Read = Callable[..., Reading]


def cite(finding: str) -> Citation:
    """A citation that only tells which finding was asked for."""
    return Citation(
        id=finding, kind="finding", text=finding, verbatim=False, section="", paragraph=1
    )


def claim(
    role: Role = "none",
    *codes: str,
    text: str = "A sentence.",
    kind: SentenceKind | None = None,
    confidence: float = 0.9,
) -> Claim:
    """A coded sentence."""
    usual: SentenceKind = "neutral" if role == "none" else "plain"
    return Claim(
        start=0,
        end=len(text),
        text=text,
        codes=codes,
        role=role,
        confidence=confidence,
        kind=kind or usual,
    )


def flags_on(reading: Reading, rules: Rules) -> tuple[Flag, ...]:
    """What the rules raise on a reading."""
    return flags(reading, reading.evidence(rules.faces), rules, cite)


@pytest.fixture(scope="session")
def framework(corpus: Corpus) -> Framework:
    return corpus.framework


@pytest.fixture(scope="session")
def rules(corpus: Corpus) -> Rules:
    return corpus.rules


@pytest.fixture(scope="session")
def read(framework: Framework, rules: Rules) -> Read:
    """A reading of given claims, with the signals of their words."""
    words = WordSets(rules.signals)

    def reading(*claims: Claim, area: Area = "other") -> Reading:
        signals = tuple(words.used(item.text) for item in claims)
        return Reading(framework=framework, claims=claims, signals=signals, area=area)

    return reading


@pytest.fixture(scope="session")
def reader() -> TunedReader:
    """What plans are read with."""
    return TunedReader(packaged_minilm(), "plans")


@pytest.fixture(scope="session")
def reviewer(corpus: Corpus, reader: TunedReader) -> Reviewer:
    return Reviewer(corpus, reader, cite=cite)
