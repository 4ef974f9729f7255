"""Run the project's own evaluation with the assistant as it is wired."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from assistant.errors import InputError
from assistant.evaluation import claims, corruptions, plans, questions, scifact
from assistant.evaluation.table import Table
from assistant.settings import ROOT, Settings
from assistant.wiring import Assistant, library_ranking, open_assistant

EVALS = ROOT / "tests" / "evals"
SHARED = ROOT.parent / "shared"
_BASELINE_NEEDS = "langchain_text_splitters"


def run_suites(settings: Settings, *, suite: str, split: str) -> list[Table]:
    """One suite, or all but the slow one."""
    wanted = [suite] if suite != "all" else ["questions", "plans", "claims", "corruptions"]
    return [table for name in wanted for table in SUITES[name](settings, split)]


def _questions(settings: Settings, split: str) -> list[Table]:
    assistant = open_assistant(settings)
    if assistant.index.paper is None:
        raise InputError(
            "the questions are judged by the paper's own words: "
            "index your copy first with `assistant index --paper FILE`"
        )
    file = EVALS / "questions" / f"{split}.jsonl"
    judged = questions.run(
        questions.load(file),
        lambda question, history: assistant.ask(question, history=history),
        paper=assistant.index.paper.text,
    )
    table = Table(title=f"Questions ({split})", rows=tuple(questions.table(judged)))
    return [table, *_searched(assistant, file, split)]


def _searched(assistant: Assistant, file: Path, split: str) -> list[Table]:
    """Plain retrieval beside ours, on the same questions in the same run."""
    asked = [q for q in questions.load(file) if q.anchors and not q.history]
    ours = questions.hit_rate(asked, lambda query: assistant.search(query, limit=5))
    rows = [("ours", {"hit@5": str(ours)})]
    script = SHARED / "baselines" / "plain_rag.py"
    if script.exists() and importlib.util.find_spec(_BASELINE_NEEDS):
        assert assistant.index.paper is not None
        rows.append(("plain RAG", _baseline(script, assistant.index.paper.text, asked)))
    return [Table(title=f"Search beside the baseline ({split})", rows=tuple(rows))]


def _baseline(script: Path, paper: str, asked: list[questions.Question]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        copy, lines = Path(folder) / "paper.txt", Path(folder) / "questions.jsonl"
        copy.write_text(paper, "utf-8")
        lines.write_text(
            "".join(q.model_dump_json(include={"id", "q", "anchors"}) + "\n" for q in asked),
            "utf-8",
        )
        done = subprocess.run(  # noqa: S603
            [sys.executable, str(script), str(copy), str(lines)],
            capture_output=True,
            text=True,
            check=True,
        )
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    return {"hit@5": f"{figures['hit@5']:.3f} (of {figures['questions']})"}


def _plans(settings: Settings, split: str) -> list[Table]:
    assistant = open_assistant(settings)
    judged = plans.run(
        plans.load(EVALS / "plans" / split),
        lambda text, file: assistant.review(text, file=file),
    )
    rows = tuple((name, {"figure": value}) for name, value in plans.figures(judged).items())
    return [Table(title=f"Plans ({split})", rows=rows)]


def _claims(settings: Settings, split: str) -> list[Table]:
    assistant = open_assistant(settings)
    if assistant.index.paper is None:
        raise InputError(
            "passages are judged by the paper's own words: "
            "index your copy first with `assistant index --paper FILE`"
        )
    judged = claims.run(
        claims.load(EVALS / "claims" / f"{split}.jsonl"),
        lambda text, name: assistant.check(text, name=name),
    )
    return [Table(title=f"Claims about the research ({split})", rows=tuple(claims.table(judged)))]


def _corruptions(settings: Settings, split: str) -> list[Table]:
    assistant = open_assistant(settings)
    if assistant.index.paper is None:
        raise InputError(
            "quotes are altered in the paper's own words: "
            "index your copy first with `assistant index --paper FILE`"
        )
    words = {name: assistant.index.paper.quote(name) or "" for name in assistant.corpus.cards}
    quotes = {name: (card, words[name]) for name, card in assistant.corpus.cards.items()}
    findings = assistant.corpus.findings
    spoilt = corruptions.spoiled(findings, quotes, split=split)
    paraphrases = corruptions.load(EVALS / "claims" / "paraphrases.jsonl")
    whole = [
        *corruptions.untouched(findings, split=split),
        *corruptions.reworded(paraphrases, split=split),
    ]
    rows = corruptions.table(spoilt, whole, assistant.objects_to)
    return [Table(title=f"Corruptions of true sentences ({split})", rows=tuple(rows))]


def _scifact(settings: Settings, split: str) -> list[Table]:  # noqa: ARG001
    folder = SHARED / "bench" / "scifact"
    if not folder.is_dir():
        raise InputError("SciFact is not here: it is expected in ../shared/bench/scifact")
    benchmark = scifact.load(folder)
    with tempfile.TemporaryDirectory() as scratch:
        rank = library_ranking(settings, benchmark.documents, Path(scratch))
        score = scifact.ndcg(benchmark, rank)
    row = {"nDCG@10": f"{score:.3f}", "queries": str(len(benchmark.queries))}
    return [Table(title="SciFact, with the search of own documents", rows=(("fused", row),))]


SUITES: dict[str, Callable[[Settings, str], list[Table]]] = {
    "questions": _questions,
    "plans": _plans,
    "claims": _claims,
    "corruptions": _corruptions,
    "scifact": _scifact,
}
