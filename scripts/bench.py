"""Time what people wait for against one embedding in the same process: ratios, not seconds."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from assistant.settings import ROOT, Settings
from assistant.wiring import Assistant, open_assistant

QUESTIONS = ROOT / "tests" / "evals" / "questions" / "dev.jsonl"
PLANS = ROOT / "tests" / "evals" / "plans" / "dev"
COUNT = 60
TURNS = 100
"""Turns of a long talk before the question; none of their texts has been embedded yet."""
SHORT, LONG = 500, 5_000
"""Lines of the plans whose times are compared."""


def main() -> int:
    """Print the ratios as a table."""
    assistant = open_assistant(Settings())
    assistant.warm_up()
    asked = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    asked = [item["q"] for item in asked if not item.get("history")][:COUNT]
    embedding, answering = _interleaved(assistant, asked)
    median = statistics.median(answering) / statistics.median(embedding)
    slowest = _p95(answering) / statistics.median(embedding)
    print("| measured against one query embedding | ratio |")
    print("| --- | --- |")
    print(f"| `ask`, median of {len(asked)} | {median:.2f} |")
    print(f"| `ask`, 95th percentile | {slowest:.2f} |")
    print(
        f"| `ask` after {TURNS} turns against the same without them | {_history(assistant, asked):.2f} |"
    )
    print(f"| `review` against embedding its sentences in one batch | {_review(assistant):.2f} |")
    print(f"| a sentence of {LONG:,} against one of {SHORT:,} | {_growth(assistant):.2f} |")
    return 0


def _growth(assistant: Assistant) -> float:
    """Processor time a sentence of a very long plan, against that of a shorter one; 1 is linear."""
    lines = [
        f"{sentence['text']} ({number}.)"
        for number, path in enumerate(sorted(PLANS.glob("*.json")))
        for sentence in json.loads(path.read_text("utf-8"))["sentences"]
    ]
    a_sentence = {}
    for size in (SHORT, LONG):
        text = "\n".join(f"{lines[at % len(lines)]} Item {at}." for at in range(size))
        began = time.process_time()
        read = len(assistant.review(text, file="long.txt").claims)
        a_sentence[size] = (time.process_time() - began) / read
    return a_sentence[LONG] / a_sentence[SHORT]


def _interleaved(assistant: Assistant, asked: list[str]) -> tuple[list[float], list[float]]:
    """Turn by turn, so that a machine whose speed drifts slows both; no text is embedded twice."""
    embedding, answering = [], []
    for number, question in enumerate(asked):
        embedding.append(_timed(partial(assistant.embedder.query, f"{question} ({number})")))
        answering.append(_timed(partial(assistant.ask, question)))
    return embedding, answering


def _history(assistant: Assistant, asked: list[str]) -> float:
    """The median of questions and of follow-ups after a long talk, against that after a short one, turn by turn."""
    short, long = [], []
    for number, question in enumerate(asked):
        talk = [f"{turn} ({number})" for turn in (asked * 2)[: TURNS - 1]]
        for follow_up in (f"{question} [{number}]", "And why is that?"):
            before = [f"{question} <{number}>"]
            short.append(_timed(partial(assistant.ask, follow_up, history=before)))
            before = [*talk, f"{question} {{{number}}}"]
            long.append(_timed(partial(assistant.ask, follow_up.replace("[", "("), history=before)))
    return statistics.median(long) / statistics.median(short)


def _review(assistant: Assistant) -> float:
    ratios = []
    for path in sorted(PLANS.glob("*.json"))[:12]:
        lines = [sentence["text"] for sentence in json.loads(path.read_text("utf-8"))["sentences"]]
        text = "\n".join(lines)
        embedding = _timed(partial(assistant.embedder.documents, lines))
        ratios.append(_timed(partial(assistant.review, text, file=path.name)) / embedding)
    return statistics.median(ratios)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values)) - 1]


if __name__ == "__main__":
    sys.exit(main())
