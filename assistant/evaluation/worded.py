"""What a chat model wrote, what of it was dropped and why, and how often the embedded writer stepped in."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.dialogue.draft import EMBEDDED
from assistant.dialogue.worded import Attempt
from assistant.evaluation.figures import Share
from assistant.models.answer import Answer
from assistant.models.record import Record

_DETAIL = re.compile(
    r" \(.*|(?<=brings in) .*|^\S+ (?=counts)|'[^']*'|(?<=figure) \S+(?= is)|(?<=quote) .*(?= is)",
    re.DOTALL,
)


class Passed(Record):
    """A sentence of a chat model that was shown, to be judged by a person."""

    text: str
    basis: str
    evidence: tuple[str, ...]


def rows(
    answers: Sequence[Answer], attempts: Sequence[Attempt]
) -> list[tuple[str, dict[str, str]]]:
    """The figures, and a row for each reason; a sentence may be dropped for several."""
    dropped = [attempt for attempt in attempts if attempt.problems]
    asked = [a for a in answers if a.writer != EMBEDDED or any("in place of" in n for n in a.notes)]
    whole = [a for a in asked if a.writer == EMBEDDED]
    part = [a for a in asked if a.writer != EMBEDDED and any("in place of" in n for n in a.notes)]
    reasons = Counter(kind(problem) for attempt in dropped for problem in attempt.problems)
    return [
        ("questions", {"figure": str(len(answers))}),
        ("put to the model", {"figure": str(len(asked))}),
        ("answers written by the embedded writer alone", {"figure": _share(whole, asked)}),
        ("answers finished by the embedded writer", {"figure": _share(part, asked)}),
        ("sentences that the model wrote", {"figure": str(len(attempts))}),
        ("of them dropped", {"figure": _share(dropped, attempts)}),
        *((f"dropped: {reason}", {"figure": str(n)}) for reason, n in reasons.most_common()),
    ]


def kind(problem: str) -> str:
    """A problem without its particulars, so that like ones are counted together."""
    return " ".join(_DETAIL.sub("", problem).split())


def passed(attempts: Sequence[Attempt]) -> list[Passed]:
    """What was shown."""
    return [
        Passed(text=a.text, basis=a.basis, evidence=a.evidence) for a in attempts if not a.problems
    ]


def unsupported(labels: Sequence[str]) -> Share:
    """The share of labelled sentences that their evidence does not bear."""
    return Share.count(label == "unsupported" for label in labels)


def _share(some: Sequence[object], whole: Sequence[object]) -> str:
    return str(Share(hits=len(some), of=len(whole)))
