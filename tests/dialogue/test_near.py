"""A chat model's sentence stays with what it cites."""

import json
from pathlib import Path

import pytest

from assistant.adapters.embedder import LangChainEmbedder
from assistant.dialogue.near import Nearness

SEPARATION = (
    "Service separation uses standard formats that keep what volunteers do apart in time or place "
    "from the public service itself."
)
SELECTION = "The municipality chooses care-minded partners and keeps critical volunteers out."
COUNTS = (
    "The study rests on 32 interviews: 14 with volunteers, 13 with managers and 5 with employees."
)
QUESTION = "What do they do with volunteers?"


@pytest.fixture(scope="module")
def near(embedder: LangChainEmbedder) -> Nearness:
    return Nearness(embedder)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param(SEPARATION, SEPARATION, id="word for word"),
        pytest.param(
            "Standard formats keep volunteers' activities apart from the public service, in time or place.",
            SEPARATION,
            id="told anew",
        ),
        pytest.param(
            "14 volunteers, 13 managers and 5 employees gave interviews.", COUNTS, id="a count kept"
        ),
        pytest.param(
            "Partners who are care-minded are chosen by the municipality, and critical volunteers are kept out.",
            f"{SELECTION} It does so with partners.",
            id="the other way of saying it",
        ),
    ],
)
def test_what_stays_near_passes(near: Nearness, text: str, evidence: str) -> None:
    assert near.problems(text, [evidence], question=QUESTION) == []


@pytest.mark.parametrize(
    ("text", "evidence", "why"),
    [
        pytest.param(
            "Service separation improves delivery processes and standards.",
            SEPARATION,
            "brings in",
            id="new matter",
        ),
        pytest.param("Volunteers like cake.", SEPARATION, "far from", id="another matter"),
        pytest.param(SEPARATION.replace("keep", "do not keep"), SEPARATION, "denies", id="negated"),
        pytest.param(
            SELECTION.replace("The municipality", "Every municipality always"),
            SELECTION,
            "more than one study",
            id="widened",
        ),
        pytest.param(
            "Critical volunteers keep care-minded partners and the municipality out.",
            SELECTION,
            "turns round",
            id="turned round",
        ),
        pytest.param("14 employees were interviewed.", COUNTS, "14 counts", id="a count moved"),
        pytest.param("13 volunteers took part.", COUNTS, "13 counts", id="another count moved"),
        pytest.param(SEPARATION, "", "no evidence", id="no evidence"),
        pytest.param(
            "The Aalborg municipality chooses care-minded partners and keeps critical volunteers out.",
            SELECTION,
            "a name",
            id="a name brought in",
        ),
        pytest.param(
            SELECTION.replace("partners", "partners (A)"), SELECTION, "aside", id="an aside put in"
        ),
        pytest.param(
            "Fix the tasks first: volunteers keep the old, while newcomers and staff help freely.",
            "Fix the tasks first: staff keep the old, while newcomers and volunteers help freely.",
            "turns round",
            id="one side's deed given to the other",
        ),
        pytest.param(
            "Partners are chosen for care, while the volunteers who are critical pay for cakes.",
            SELECTION,
            "far from",
            id="one clause out of the air",
        ),
        pytest.param(
            "The town lets helpers in.",
            "The town may at times let its helpers in.",
            "surer",
            id="a reserve dropped",
        ),
        pytest.param(
            "Care-minded partners suit the municipality, and the critical eat bananas with volunteers.",
            SELECTION,
            "no likeness",
            id="a word that has nothing to do with it",
        ),
        pytest.param(
            SELECTION.replace("keeps critical volunteers out", "keeps volunteers out"),
            SELECTION,
            "leaves out critical",
            id="a word cut out of the middle",
        ),
    ],
)
def test_what_leaves_it_is_named(near: Nearness, text: str, evidence: str, why: str) -> None:
    found = near.problems(text, [evidence] if evidence else [], question=QUESTION)

    assert any(why in problem for problem in found), found


def test_what_a_small_model_wrote_is_told_apart_as_a_person_did(near: Nearness, root: Path) -> None:
    lines = (root / "tests/evals/llm/earlier.jsonl").read_text("utf-8").splitlines()
    labelled = [json.loads(line) for line in lines]

    passes = {
        item["text"]: not near.problems(item["text"], item["evidence"], question=item["question"])
        for item in labelled
    }

    assert [i["text"] for i in labelled if i["label"] == "unsupported" and passes[i["text"]]] == []
    kept = [passes[i["text"]] for i in labelled if i["label"] == "supported"]
    assert sum(kept) >= 0.8 * len(kept), [text for text, held in passes.items() if not held]
