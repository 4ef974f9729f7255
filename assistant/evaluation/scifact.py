"""Prove the fusion on a public benchmark that nobody here wrote: SciFact in BEIR's layout."""

import csv
import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import mean

from assistant.models.record import Record

Ranking = Callable[[str, int], Sequence[str]]
"""Query and depth -> document ids, best first."""
DEPTH = 10


class Benchmark(Record):
    """Documents, test queries and which document answers which query."""

    documents: Mapping[str, str]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def load(folder: Path) -> Benchmark:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`."""
    # Unlike `splitlines`, reading from a file breaks lines at line feeds alone.
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    with (folder / "queries.jsonl").open(encoding="utf-8") as file:
        asked = [json.loads(line) for line in file]
    relevant: dict[str, dict[str, int]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return Benchmark(
        documents={row["_id"]: f"{row['title']} {row['text']}" for row in rows},
        queries={row["_id"]: row["text"] for row in asked if row["_id"] in relevant},
        relevant=relevant,
    )


def ndcg(benchmark: Benchmark, rank: Ranking) -> float:
    """Mean nDCG@10 over the test queries."""
    return mean(
        _gain([benchmark.relevant[name].get(found, 0) for found in rank(query, DEPTH)])
        / _gain(sorted(benchmark.relevant[name].values(), reverse=True)[:DEPTH])
        for name, query in benchmark.queries.items()
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(position + 2) for position, grade in enumerate(grades))
