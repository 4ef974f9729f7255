"""What is said about a stranger's text: a verdict a sentence, with reasons and passages."""

from typing import Literal, get_args

from assistant.models.evidence import Citation
from assistant.models.record import Record

Verdict = Literal["supported", "contradicted", "not_covered", "no_claim"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class CheckedSentence(Record):
    """One sentence of the text, judged."""

    text: str
    verdict: Verdict
    reasons: tuple[str, ...]
    """Each can be verified by a reader with the passage beside it."""
    citations: tuple[Citation, ...]


class CheckedText(Record):
    """The contract's `check --json`."""

    id: str
    sentences: tuple[CheckedSentence, ...]


class Mistake(Record):
    """Something wrong that people write, and what the paper has instead."""

    why: str
    says: tuple[str, ...]


class Claims(Record):
    """What people write about a few findings, or beside the research: what the check is trained on."""

    about: tuple[str, ...] = ()
    """Findings or quote cards, the nearest first."""
    right: tuple[str, ...] = ()
    wrong: tuple[Mistake, ...] = ()
    uncovered: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()
