"""What a chat model wrote, what of it was dropped and why, and how often the embedded writer stepped in."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from assistant.dialogue.draft import EMBEDDED
from assistant.dialogue.worded import Attempt
from assistant.evaluation.figures import Share
from assistant.models.answer import Answer
from assistant.models.record import Record

_DETAIL = re.compile(
    r" \(.*|(?<=brings in)(?! a name) .*|(?<=leaves out) .*|(?<=puts in) .*|(?<=exchanges) .*|"
    r"^\S+ (?=counts)|'[^']*'|(?<=figure) \S+(?= is)|(?<=quote) .*(?= is)",
    re.DOTALL,
)


_STOOD_IN = re.compile(r"in place of|left out that")


class Passed(Record):
    """A sentence of a chat model that was shown, to be judged by a reader."""

    text: str
    basis: str
    evidence: tuple[str, ...]

    @property
    def copied(self) -> bool:
        """Whether it stands in its evidence as it is."""
        return any(_bare(self.text) in _bare(evidence) for evidence in self.evidence)


class Labelled(Passed):
    """What a reader said of it."""

    question: str
    label: Literal["supported", "unsupported"]


def rows(
    answers: Sequence[Answer], attempts: Sequence[Attempt]
) -> list[tuple[str, dict[str, str]]]:
    """The figures, and a row for each reason; a sentence may be dropped for several."""
    dropped = [attempt for attempt in attempts if attempt.problems]
    shown = passed(attempts)
    asked = [a for a in answers if a.writer != EMBEDDED or any("in place of" in n for n in a.notes)]
    whole = [a for a in asked if a.writer == EMBEDDED]
    # Where a sentence was left out, the embedded writer's stands.
    part = [a for a in asked if a.writer != EMBEDDED and any(_STOOD_IN.search(n) for n in a.notes)]
    reasons = Counter(kind(problem) for attempt in dropped for problem in attempt.problems)
    return [
        ("questions", {"figure": str(len(answers))}),
        ("put to the model", {"figure": str(len(asked))}),
        ("answers written by the embedded writer alone", {"figure": _share(whole, asked)}),
        ("answers finished by the embedded writer", {"figure": _share(part, asked)}),
        ("sentences that the model wrote", {"figure": str(len(attempts))}),
        ("of them dropped", {"figure": _share(dropped, attempts)}),
        ("of them passed", {"figure": _share(shown, attempts)}),
        ("passed and word for word as in the evidence", {"figure": _copied(shown)}),
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


def load(file: Path) -> list[Labelled]:
    """Every labelled sentence."""
    lines = file.read_text("utf-8").splitlines()
    return [Labelled.model_validate(json.loads(line)) for line in lines]


def judged(labelled: Sequence[Labelled]) -> list[tuple[str, dict[str, str]]]:
    """What a reader found in sentences that had passed, those that are no copies also by themselves."""
    own = [item for item in labelled if not item.copied]
    return [
        ("labelled by hand", {"figure": str(len(labelled))}),
        ("of them word for word as in the evidence", {"figure": _copied(labelled)}),
        ("shown and unsupported", {"figure": _unsupported(labelled)}),
        ("shown and unsupported, without the copies", {"figure": _unsupported(own)}),
    ]


def _unsupported(labelled: Sequence[Labelled]) -> str:
    return str(Share.count(item.label == "unsupported" for item in labelled))


def _copied(shown: Sequence[Passed]) -> str:
    return str(Share.count(item.copied for item in shown))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _share(some: Sequence[object], whole: Sequence[object]) -> str:
    return str(Share(hits=len(some), of=len(whole)))
