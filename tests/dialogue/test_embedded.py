"""What the embedded writer makes of its evidence, without an index."""

from dataclasses import replace

import pytest

from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Evidence, Line
from assistant.dialogue.embedded import EmbeddedWriter
from assistant.dialogue.setting import Setting
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.models.answer import Intent
from assistant.models.evidence import Citation
from assistant.models.framework import Sector

RANKED = (("selection.what", 3.0), ("selection.cost", 2.0), ("selection.why", 1.0))
INTENTS = dict.fromkeys(("outside", "false_premise", "advice", "experience", "summary"), 0.0)
KEYS = "The keys are with the caretaker, and we choose partners in March."


def understanding(
    asked: str, intent: Intent = "explanation", *, sector: Sector | None = None
) -> Understanding:
    return Understanding(
        asked=asked,
        standalone=asked,
        lang="en",
        intent=intent,
        intents=INTENTS,
        subjects={"selection": 0.9},
        setting=Setting(sector=sector),
        moves=(),
    )


def document(text: str) -> Citation:
    return Citation(
        id="d", kind="document", text=text, verbatim=False, section="minutes.txt", paragraph=1
    )


def written(corpus: Corpus, asked: Understanding, *documents: Citation) -> list[Line]:
    writer = EmbeddedWriter(corpus, Citer(corpus, None))
    items = writer.write(asked, Evidence(RANKED, documents))
    return [item for item in items if isinstance(item, Line)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            f"Minutes of June. {KEYS}",
            f"Your own documents speak of this too, in minutes.txt, page 1: “{KEYS}”",
            id="the sentence that shares most",
        ),
        pytest.param(
            "Nothing here bears on it at all.",
            "Your own documents touch on this too: see minutes.txt, page 1.",
            id="none shares a word",
        ),
        pytest.param(
            "We ' choose' \" partners in “March”.",
            "Your own documents touch on this too: see minutes.txt, page 1.",
            id="quotes within cannot be quoted",
        ),
    ],
)
def test_own_documents_speak_in_their_own_words(corpus: Corpus, text: str, told: str) -> None:
    lines = written(corpus, understanding("Why are partners chosen?"), document(text))

    assert [line.text for line in lines if line.basis == "document"] == [told]


@pytest.mark.parametrize("sector", ["municipal", "voluntary"])
def test_advice_is_for_the_askers_side(corpus: Corpus, sector: Sector) -> None:
    lines = written(corpus, understanding("What now?", "advice", sector=sector))

    (told,) = [line.text for line in lines if line.basis == "advice"]
    audiences = {a.text: a.audience for a in corpus.topics["selection"].advice}
    assert audiences[told] in (sector, None)


def test_a_sentence_that_says_it_follows_one_that_names_it(corpus: Corpus) -> None:
    afters = {f.after: f for t in corpus.topics.values() for f in t.findings if f.after}
    firsts = {t.findings[0].text for t in corpus.topics.values()}

    lines = written(corpus, understanding("Why?"))

    told = [line.text for line in lines]
    leaning = [
        at for at, text in enumerate(told) if text in afters and text.startswith(("It ", "They "))
    ]
    assert all(set(told[:at]) & firsts for at in leaning)


@pytest.mark.parametrize(
    ("sounds", "corrected"),
    [pytest.param(0.1, False, id="a plain question"), pytest.param(0.9, True, id="a mistake")],
)
def test_who_plainly_asks_is_not_corrected(corpus: Corpus, sounds: float, corrected: bool) -> None:
    premise = next(p for p in corpus.premises if p.topic == "selection")
    asked = replace(
        understanding("What is the selection strategy?", "definition"),
        subjects={"selection": 0.45, f"premise:{premise.id}": 0.25},
        intents={**INTENTS, "false_premise": sounds},
    )
    writer = EmbeddedWriter(corpus, Citer(corpus, None))

    first = next(writer.write(asked, Evidence(((f"premise:{premise.id}", 4.0), *RANKED))))

    assert isinstance(first, Line)
    assert (first.text == premise.text) == corrected
