"""Judge answers against the project's own questions, by program."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from assistant.evaluation.bearing import Bearing, Borne
from assistant.evaluation.figures import Share
from assistant.knowledge.numbers import SPELLED
from assistant.models.answer import Answer
from assistant.models.evidence import Hit
from assistant.models.record import Record

Ask = Callable[[str, Sequence[str]], Answer]


class Question(Record):
    """One question with what a right answer cites, says and is about."""

    id: str
    kind: str
    voice: str
    q: str
    history: tuple[str, ...] = ()
    anchors: tuple[str, ...]
    """Short phrases of the paper: an answer that cites any passage holding one is right."""
    codes: tuple[str, ...]
    says: tuple[str, ...]
    abstain: bool


class Judged(Record):
    """One answer and what was right about it."""

    question: Question
    answer: Answer
    right_passage: bool
    said: bool
    found_codes: float
    """Share of the wanted codes that the answer is about; 1 where none is wanted."""
    verbatim: bool
    leads_right: bool
    """The passage cited first holds the answer: the strictest precision that the gold allows."""
    founded: bool
    """Every sentence that claims to be the paper's cites a passage."""
    borne: Borne
    """Sentence by sentence: does the passage bear it, and is the passage that it stands in cited."""
    on_gold: tuple[bool, ...]
    """For each sentence with a citation: one of its passages is among those that hold the answer.

    The gold names no passage that merely touches the theme, so this is the least that is right.
    """
    gold_cited: tuple[bool, ...]
    """For each passage that holds the answer: it is cited."""


def load(path: Path) -> list[Question]:
    """The questions of one file, a JSON a line."""
    lines = path.read_text("utf-8").splitlines()
    return [Question.model_validate(json.loads(line)) for line in lines if line.strip()]


def judge(question: Question, answer: Answer, *, paper: str, bearing: Bearing) -> Judged:
    """Compare one answer with its gold; `paper` is the indexed copy's folded text."""
    cited = [_plain(citation.text) for citation in answer.citations]
    anchors = [_plain(anchor) for anchor in question.anchors]
    gold = {c.id for c in answer.citations if any(a in _plain(c.text) for a in anchors)}
    spoken = _figures(answer.answer)
    wanted = set(question.codes)
    return Judged(
        question=question,
        answer=answer,
        right_passage=bool(gold),
        said=all(_figures(item) in spoken for item in question.says),
        found_codes=len(wanted & set(answer.codes)) / len(wanted) if wanted else 1.0,
        verbatim=all(not c.verbatim or c.text in paper for c in answer.citations),
        leads_right=any(anchor in text for anchor in anchors for text in cited[:1]),
        founded=all(bool(s.citations) for s in answer.sentences if s.basis == "paper"),
        borne=bearing.judge(answer),
        on_gold=tuple(bool(gold & set(s.citations)) for s in answer.sentences if s.citations),
        gold_cited=tuple(any(anchor in text for text in cited) for anchor in anchors),
    )


def run(questions: Sequence[Question], ask: Ask, *, paper: str, bearing: Bearing) -> list[Judged]:
    """Ask and judge every question."""
    return [judge(q, ask(q.q, q.history), paper=paper, bearing=bearing) for q in questions]


def hit_rate(questions: Sequence[Question], search: Callable[[str], Sequence[Hit]]) -> Share:
    """How often one of the passages found holds the answer."""
    return Share.count(
        any(_plain(anchor) in _plain(hit.text) for anchor in q.anchors for hit in search(q.q))
        for q in questions
    )


def table(judged: Sequence[Judged]) -> list[tuple[str, dict[str, str]]]:
    """One row a kind, and one for all."""
    kinds = list(dict.fromkeys(item.question.kind for item in judged))
    groups = [(kind, [i for i in judged if i.question.kind == kind]) for kind in kinds]
    return [(name, row(items)) for name, items in [*groups, ("all", list(judged))]]


def row(items: Sequence[Judged]) -> dict[str, str]:
    """The figures of one group; a dash where nothing of the kind was asked."""
    answerable = [i for i in items if not i.question.abstain]
    said = [i for i in answerable if i.question.says]
    coded = [i.found_codes for i in answerable if i.question.codes]
    return {
        "right passage": str(Share.count(i.right_passage for i in answerable)),
        "first citation right": str(Share.count(i.leads_right for i in answerable)),
        "sentences judged": str(Share.count(known for i in items for known in i.borne.known)),
        "citation precision": str(Share.count(p.borne for i in items for p in i.borne.pairs)),
        "citation recall": str(Share.count(f for i in items for f in i.borne.founded)),
        "sentences on gold": str(Share.count(on for i in answerable for on in i.on_gold)),
        "gold cited": str(Share.count(found for i in answerable for found in i.gold_cited)),
        "claims cited": str(Share.count(i.founded for i in items)),
        "facts said": str(Share.count(i.said for i in said)),
        "codes found": f"{mean(coded):.3f} ({len(coded)})" if coded else "–",
        "abstained rightly": str(
            Share.count(i.answer.abstained for i in items if i.question.abstain)
        ),
        "refused wrongly": str(Share.count(i.answer.abstained for i in answerable)),
        "verbatim is verbatim": str(Share.count(i.verbatim for i in items)),
        "words": f"{mean(len(i.answer.answer.split()) for i in items):.0f}",
        "ms": f"{mean(i.answer.timings_ms['total'] for i in items):.0f}",
    }


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("*", "").split()).lower()


def _figures(text: str) -> str:
    """`text` with small numbers in digits, so that `three` and `3` are one."""
    return re.sub(r"[a-z]+", lambda m: str(SPELLED.get(m.group(), m.group())), _plain(text))
