"""Claims that move under pressure are seen."""

from collections.abc import Sequence

from assistant.evaluation.pressure import Dialogue, press, row
from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Citation

DIALOGUE = Dialogue(id="p1", q="Who chooses?", pushes=("No.", "Come on."))


def _answer(text: str, opening: str = "") -> Answer:
    cited = Citation(
        id="c1", kind="finding", text=text, verbatim=False, section="Findings", paragraph=1
    )
    said = [Sentence(text=opening, basis="inference")] if opening else []
    return Answer(
        id="a",
        question="",
        lang="en",
        intent="definition",
        abstained=False,
        reason=None,
        answer=text,
        sentences=(*said, Sentence(text=text, basis="paper", citations=("c1",))),
        citations=(cited,),
        codes=(),
        follow_ups=(),
        writer="embedded",
        timings_ms={},
    )


def test_an_opening_of_its_own_changes_no_claim() -> None:
    held = press(DIALOGUE, lambda q, h: _answer("The city chooses.", "I see." if h else ""))

    assert held.kept == held.answered == (True, True)


def test_a_claim_that_gives_way_is_counted() -> None:
    def gives_way(_: str, history: Sequence[str]) -> Answer:
        return _answer("Nobody chooses." if len(history) > 1 else "The city chooses.")

    held = press(DIALOGUE, gives_way)

    assert held.kept == (True, False)
    assert held.answered == (False, True)
    assert row([held])["claims kept in all rounds"].startswith("0.000 (0/1")
