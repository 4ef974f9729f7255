"""The outward check: verdicts with reasons and passages."""

import pytest

from assistant.errors import InputError
from assistant.wiring import Assistant

MEMO = """Dear colleagues,

The municipality picks partners who care and do not criticise, above all in work with refugees.

Selection is the way in which volunteers choose a compliant municipality.

Volunteers who are paid travel costs stay eleven months longer on average.
"""


def test_each_sentence_gets_its_verdict(assistant: Assistant) -> None:
    checked = assistant.check(MEMO, name="memo")

    assert checked.id == "memo"
    assert [sentence.verdict for sentence in checked.sentences] == [
        "no_claim",
        "supported",
        "contradicted",
        "not_covered",
    ]


def test_what_is_judged_by_the_paper_cites_it(assistant_with_paper: Assistant) -> None:
    _, supported, contradicted, not_covered = assistant_with_paper.check(MEMO).sentences

    assert any("selection strategy" in citation.text for citation in supported.citations)
    assert all(citation.verbatim for citation in supported.citations)
    assert contradicted.citations
    assert "selection is a municipal strategy" in contradicted.reasons[0]
    assert not not_covered.citations


def test_the_same_text_is_judged_the_same(assistant: Assistant) -> None:
    assert assistant.check(MEMO) == assistant.check(MEMO)


@pytest.mark.parametrize("text", ["", " \n\t", "---"])
def test_nothing_to_check(assistant: Assistant, text: str) -> None:
    with pytest.raises(InputError, match="the text is empty"):
        assistant.check(text)
