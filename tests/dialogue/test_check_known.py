"""Every sentence of the corpus passes the check of the passage that it cites, and its figures can fail."""

import pytest

from assistant.dialogue.check import Checker
from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Line
from assistant.knowledge.corpus import Corpus


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> Checker:
    return Checker(corpus.framework, corpus)


def test_what_the_corpus_says_passes(corpus: Corpus, checker: Checker) -> None:
    cite = Citer(corpus, None)
    told = [f for f in corpus.findings.values() if f.basis == "paper"]

    objected = {
        f.id: problems
        for f in told
        if (problems := checker.problems(Line(f.text, "paper", (cite.finding(f.id),)), known=[]))
    }

    assert objected == {}


def test_a_figure_that_no_evidence_holds_is_caught(corpus: Corpus, checker: Checker) -> None:
    finding = corpus.findings["fact.managers_total"]
    said = finding.text.replace("13", "31")

    problems = checker.problems(
        Line(said, "paper", (Citer(corpus, None).finding(finding.id),)), known=[]
    )

    assert "the figure 31 is not in the evidence" in problems
