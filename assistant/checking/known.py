"""Every statement whose truth the corpus knows, in a fixed order."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.sentences import fold, sentences
from assistant.models.check import Verdict


@dataclass(frozen=True)
class Known:
    """A statement and its verdict."""

    text: str
    verdict: Verdict
    about: tuple[str, ...] = ()
    """Findings or cards, nearest first."""
    why: str = ""
    """What the paper has instead of something wrong."""
    origin: str = ""
    """Statements of one origin say the same and are left out together in training."""


def statements(corpus: Corpus) -> list[Known]:
    """Findings, cards, corrections of wrong beliefs, and what people write, right and wrong."""
    return [
        *_written(corpus),
        *_findings(corpus),
        *_voices(corpus),
        *_beliefs(corpus),
    ]


def _written(corpus: Corpus) -> Iterator[Known]:
    for number, claims in enumerate(corpus.claims):
        yield from (Known(text, "supported", claims.about) for text in claims.right)
        for mistake in claims.wrong:
            yield Known(mistake.why, "supported", claims.about)
            yield from (Known(t, "contradicted", claims.about, mistake.why) for t in mistake.says)
        yield from (Known(text, "not_covered", origin=f"{number}") for text in claims.uncovered)
        yield from (Known(text, "no_claim", origin=f"{number}") for text in claims.unclaimed)


def _findings(corpus: Corpus) -> Iterator[Known]:
    for finding in corpus.findings.values():
        if finding.basis == "paper" and "our advice" not in finding.text:
            for text in filter(None, (finding.text, finding.after)):
                yield Known(text, "supported", (finding.id,), origin=finding.id)


def _voices(corpus: Corpus) -> Iterator[Known]:
    for card in corpus.cards.values():
        for sentence in sentences(card.paraphrase):
            yield Known(fold(sentence.text), "supported", (card.id,), origin=card.id)


def _beliefs(corpus: Corpus) -> Iterator[Known]:
    for premise in corpus.premises:
        near = (corpus.topics[premise.topic].findings[0].id,)
        said = premise.wrong[0].upper() + premise.wrong[1:] + "."
        yield Known(said, "contradicted", near, premise.text)
        for sentence in sentences(premise.text):
            yield Known(fold(sentence.text), "supported", near, origin=premise.id)
