"""Corruptions are made the same every time, change the sentence, and are counted by kind."""

from pathlib import Path

from assistant.evaluation.corruptions import Case, in_split, load, spoiled, table, untouched
from assistant.knowledge.corpus import Corpus


def test_every_corruption_changes_the_sentence_or_its_citation(corpus: Corpus) -> None:
    cases = spoiled(corpus.findings, {}, split="dev")

    assert cases == spoiled(corpus.findings, {}, split="dev")
    assert all(c.text != corpus.findings[c.source].text or c.cites != c.source for c in cases)
    assert {c.kind for c in cases} >= {
        "sector swapped",
        "negated",
        "scope widened",
        "citation moved",
    }


def test_dev_and_test_share_no_finding(corpus: Corpus) -> None:
    dev, test = (
        {c.source for c in untouched(corpus.findings, split=split)} for split in ("dev", "test")
    )

    assert dev
    assert test
    assert not dev & test


def test_the_table_counts_what_was_caught() -> None:
    bad, good = Case("negated", "x", "a", "a"), Case("untouched", "y", "b", "b")

    rows = dict(table([bad, bad], [good], lambda text, _: text == "x"))

    assert rows["negated"]["caught"].startswith("1.000 (2/2")
    assert rows["untouched"]["false alarms"].startswith("0.000 (0/1")


def test_paraphrases_are_of_findings_and_in_other_words(corpus: Corpus, root: Path) -> None:
    paraphrases = load(root / "tests/evals/claims/paraphrases.jsonl")

    assert len(paraphrases) >= 150
    assert all(p.text != corpus.findings[p.finding].text for p in paraphrases)
    assert any(in_split(p.finding, "test") for p in paraphrases)
