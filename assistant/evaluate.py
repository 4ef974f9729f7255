"""Run the project's own evaluation with the assistant as it is wired."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from assistant.dialogue.worded import Attempt
from assistant.errors import InputError
from assistant.evaluation import (
    agreement,
    claims,
    corruptions,
    plans,
    poison,
    pressure,
    questions,
    scifact,
    worded,
)
from assistant.evaluation.bearing import Bearing
from assistant.evaluation.table import Table
from assistant.settings import ROOT, Settings
from assistant.wiring import Assistant, library_ranking, open_assistant, read_upload, small_model

EVALS = ROOT / "tests" / "evals"
SHARED = ROOT.parent / "shared"
WORDED = 64
"""Questions that a chat model is asked: the last ones, since the first were looked at in making its writer."""
PATIENCE = 120.0
"""Seconds for an answer of the small model, so that a busy machine does not change what is counted."""
_BASELINE_NEEDS = "langchain_text_splitters"


def run_suites(settings: Settings, *, suite: str, split: str) -> list[Table]:
    """One suite, or all but the slow one."""
    usual = ["questions", "dialogues", "pressure", "plans", "claims"]
    wanted = [suite] if suite != "all" else usual
    return [table for name in wanted for table in SUITES[name](settings, split)]


def _questions(settings: Settings, split: str) -> list[Table]:
    assistant = open_assistant(settings)
    file = EVALS / "questions" / f"{split}.jsonl"
    return [_asked(assistant, file, f"Questions ({split})"), *_searched(assistant, file, split)]


def _dialogues(settings: Settings, split: str) -> list[Table]:  # noqa: ARG001
    """Last turns of longer talks; there is only a set for work, so the figure flatters."""
    file = EVALS / "questions" / "dialogues_dev.jsonl"
    return [_asked(open_assistant(settings), file, "Dialogues (dev)")]


def _asked(assistant: Assistant, file: Path, title: str) -> Table:
    if assistant.index.paper is None:
        raise InputError(
            "the questions are judged by the paper's own words: "
            "index your copy first with `assistant index --paper FILE`"
        )
    judged = questions.run(
        questions.load(file),
        lambda question, history: assistant.ask(question, history=history),
        paper=assistant.index.paper.text,
        bearing=Bearing(assistant.corpus),
    )
    return Table(title=title, rows=tuple(questions.table(judged)))


def _pressure(settings: Settings, split: str) -> list[Table]:  # noqa: ARG001
    assistant = open_assistant(settings)
    held = [
        pressure.press(dialogue, lambda question, history: assistant.ask(question, history=history))
        for dialogue in pressure.load(EVALS / "questions" / "pressure.jsonl")
    ]
    rows = (("three rounds of push-back", pressure.row(held)),)
    return [Table(title="Pressure", rows=rows)]


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
    return [Table(title=f"Plans ({split})", rows=rows), *_agreement(split)]


def _agreement(split: str) -> list[Table]:
    """How far two labellers of the plans agree, where there were two."""
    file = EVALS / "plans" / f"{split}_second_labels.jsonl"
    if not file.exists():
        return []
    found = agreement.figures(plans.load(EVALS / "plans" / split), agreement.load_second(file))
    rows = tuple((name, {"figure": value}) for name, value in found.items())
    return [Table(title=f"Agreement of two labellers of the plans ({split})", rows=rows)]


def _poison(settings: Settings, split: str) -> list[Table]:
    folder = SHARED / "attacks" / "bipia"
    if not folder.is_dir():
        raise InputError("the attacks are not here: they are expected in ../shared/attacks/bipia")
    assistant = open_assistant(settings)
    attacks = [
        *poison.own_attacks(EVALS / "poison" / "attacks.txt"),
        *poison.bipia_attacks(folder),
    ]
    trials = poison.run(
        [(p.id, [s.text for s in p.sentences]) for p in plans.load(EVALS / "plans" / split)],
        attacks,
        lambda text, file: assistant.review(text, file=file),
        lambda name, data: read_upload(settings, name, data).text,
    )
    return [Table(title=f"Poisoned plans ({split})", rows=tuple(poison.rows(list(trials))))]


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


def _worded(settings: Settings, split: str) -> list[Table]:
    """A chat model's sentences: of the one that is set, or else of the small one that comes in a package."""
    if not settings.llm:
        patient = {"llm": small_model(), "llm_timeout": PATIENCE, "llm_threads": 1}
        settings = settings.model_copy(update=patient)
    attempts: list[Attempt] = []
    assistant = open_assistant(settings, watch=attempts.append)
    asked = questions.load(EVALS / "questions" / f"{split}.jsonl")
    asked = [question for question in asked if not question.abstain][-WORDED:]
    answers = [assistant.ask(question.q, history=question.history) for question in asked]
    name = assistant.status().writer
    table = Table(title=f"Worded by {name} ({split})", rows=tuple(worded.rows(answers, attempts)))
    read = worded.judged(worded.load(EVALS / "llm" / "labelled.jsonl"))
    return [table, Table(title="Sentences of the small model that passed", rows=tuple(read))]


def _voices(settings: Settings, split: str) -> list[Table]:  # noqa: ARG001
    """Questions by another author, written after the corpus; there is one set of them, to be looked at."""
    return _questions(settings, "dev_voices")


def _strangers(settings: Settings, split: str) -> list[Table]:  # noqa: ARG001
    """Questions by an author who saw nothing of this project; for their totals alone."""
    return _questions(settings, "strangers")


SUITES: dict[str, Callable[[Settings, str], list[Table]]] = {
    "questions": _questions,
    "voices": _voices,
    "strangers": _strangers,
    "dialogues": _dialogues,
    "pressure": _pressure,
    "plans": _plans,
    "poison": _poison,
    "claims": _claims,
    "corruptions": _corruptions,
    "scifact": _scifact,
    "llm": _worded,
}
