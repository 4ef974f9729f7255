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


class Statement(Record):
    """A sentence about the research, with the verdict that a careful reader of the paper gives."""

    text: str
    verdict: Verdict
    about: tuple[str, ...] = ()
    """Codes of the framework or places of the paper, as its author noted them."""
    why: str = ""


class Memo(Record):
    """Sentences that stand together in somebody's text, or one alone; they teach the check."""

    voice: str = ""
    sentences: tuple[Statement, ...]


class Mistake(Record):
    """Something wrong that people write, and what the paper has instead."""

    why: str
    says: tuple[str, ...]


class Claims(Record):
    """What people write about a few findings, rightly and wrongly, or beside the research."""

    about: tuple[str, ...] = ()
    """Findings or quote cards, the nearest first."""
    right: tuple[str, ...] = ()
    wrong: tuple[Mistake, ...] = ()
    uncovered: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()
