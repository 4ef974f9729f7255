"""Verdicts are counted against labels; a passage is right when it holds an anchor."""

from assistant.evaluation.claims import Labelled, LabelledText, run, table
from assistant.models.check import CheckedSentence, CheckedText
from assistant.models.evidence import Citation

CITED = Citation(
    id="c1",
    kind="passage",
    text="The municipality adopts a selection  strategy.",
    verbatim=True,
    section="Selection",
    paragraph=1,
)


def test_verdicts_and_passages_are_counted() -> None:
    said = ("It selects.", "It sings.")
    text = LabelledText(
        id="t",
        voice="a clerk",
        sentences=(
            Labelled(text=said[0], verdict="supported", anchors=("a selection strategy",)),
            Labelled(text=said[1], verdict="not_covered"),
        ),
    )

    def check(_: str, name: str) -> CheckedText:
        judged = (
            CheckedSentence(text=s, verdict="supported", reasons=(), citations=(CITED,))
            for s in said
        )
        return CheckedText(id=name, sentences=tuple(judged))

    rows = dict(table(run([text], check)))

    assert rows["supported"]["precision"].startswith("0.500 (1/2")
    assert rows["supported"]["right passage"].startswith("1.000 (1/1")
    assert rows["not_covered"]["recall"].startswith("0.000 (0/1")
