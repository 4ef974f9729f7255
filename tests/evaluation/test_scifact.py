"""nDCG on a toy whose values can be worked out by hand."""

import math
from pathlib import Path

import pytest

from assistant.evaluation.scifact import Benchmark, load, ndcg

TOY = Benchmark(
    documents={"d1": "one", "d2": "two", "d3": "three"},
    queries={"q1": "first"},
    relevant={"q1": {"d1": 1, "d2": 1}},
)
IDEAL = 1 + 1 / math.log2(3)


@pytest.mark.parametrize(
    ("found", "score"),
    [
        pytest.param(["d1", "d2", "d3"], 1.0, id="perfect"),
        pytest.param(["d2", "d1"], 1.0, id="equals may swap"),
        pytest.param(["d3", "d1", "d2"], (1 / math.log2(3) + 0.5) / IDEAL, id="one too low"),
        pytest.param(["d1"], 1 / IDEAL, id="one missing"),
        pytest.param(["d3"], 0.0, id="nothing right"),
        pytest.param([], 0.0, id="nothing found"),
    ],
)
def test_ndcg(found: list[str], score: float) -> None:
    assert ndcg(TOY, lambda query, depth: found[:depth]) == pytest.approx(score)


def test_load_leaves_out_queries_without_a_judgement(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "title": "A", "text": "b"}\n')
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "q1", "text": "asked"}\n{"_id": "q2", "text": "unjudged"}\n'
    )
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")

    benchmark = load(tmp_path)

    assert benchmark == Benchmark(
        documents={"d1": "A b"}, queries={"q1": "asked"}, relevant={"q1": {"d1": 1}}
    )
