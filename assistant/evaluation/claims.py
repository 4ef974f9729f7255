"""Judge the outward check against texts with a verdict a sentence."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.evaluation.figures import Share
from assistant.models.check import VERDICTS, CheckedSentence, CheckedText, Verdict
from assistant.models.record import Record

Check = Callable[[str, str], CheckedText]
Row = tuple[str, dict[str, str]]


class Labelled(Record):
    """One sentence and the verdict that it deserves."""

    text: str
    verdict: Verdict
    anchors: tuple[str, ...] = ()
    """Short phrases of the paper: a citation of any passage that holds one is right."""
    why: str = ""


class LabelledText(Record):
    """One text in one voice."""

    id: str
    voice: str
    sentences: tuple[Labelled, ...]


class Judged(Record):
    """One sentence with the verdict that it got."""

    labelled: Labelled
    got: Verdict | None
    """None where the text was cut into other sentences."""
    right_passage: bool


def load(file: Path) -> list[LabelledText]:
    """Every labelled text."""
    lines = file.read_text("utf-8").splitlines()
    return [LabelledText.model_validate(json.loads(line)) for line in lines if line.strip()]


def run(texts: Sequence[LabelledText], check: Check) -> list[Judged]:
    """Check every text whole, a sentence a line, and line up what comes back."""
    judged: list[Judged] = []
    for text in texts:
        # An empty line between sentences: how a text is cut is measured elsewhere.
        checked = check("\n\n".join(s.text for s in text.sentences), text.id)
        got = {" ".join(s.text.split()): s for s in checked.sentences}
        judged += [_judged(labelled, got) for labelled in text.sentences]
    return judged


def table(judged: Sequence[Judged]) -> list[Row]:
    """A row a verdict, then the mean over verdicts."""
    rows: list[Row] = []
    scores = []
    for verdict in VERDICTS:
        precision = Share.count(j.labelled.verdict == verdict for j in judged if j.got == verdict)
        recall = Share.count(j.got == verdict for j in judged if j.labelled.verdict == verdict)
        score = _f1(precision, recall)
        scores.append(score)
        passages = Share.count(
            j.right_passage for j in judged if j.labelled.verdict == verdict and j.labelled.anchors
        )
        figures = {"precision": str(precision), "recall": str(recall), "F1": f"{score:.3f}"}
        rows.append((verdict, figures | ({"right passage": str(passages)} if passages.of else {})))
    whole = Share.count(j.got == j.labelled.verdict for j in judged)
    passages = Share.count(
        j.right_passage for j in judged if j.labelled.anchors and j.got == j.labelled.verdict
    )
    mean = {"F1": f"{sum(scores) / len(scores):.3f}", "right passage": str(passages)}
    return [
        *rows,
        ("macro; passage where the verdict is right", mean),
        ("accuracy", {"recall": str(whole)}),
    ]


def _judged(labelled: Labelled, got: dict[str, CheckedSentence]) -> Judged:
    found = got.get(" ".join(labelled.text.split()))
    cited = [_plain(citation.text) for citation in found.citations] if found else []
    right = any(_plain(anchor) in text for anchor in labelled.anchors for text in cited)
    return Judged(labelled=labelled, got=found.verdict if found else None, right_passage=right)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").lower().split())


def _f1(precision: Share, recall: Share) -> float:
    if not precision.hits:
        return 0.0
    return 2 * precision.value * recall.value / (precision.value + recall.value)
