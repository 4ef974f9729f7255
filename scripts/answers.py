"""Print twenty answers of different kinds as they come, for `docs/answers.md`."""

import sys
from itertools import groupby

from assistant.models.answer import Answer, Sentence
from assistant.settings import ROOT, Settings
from assistant.wiring import open_assistant

TARGET = ROOT / "docs" / "answers.md"
ASKED: tuple[tuple[str, ...], ...] = (
    ("What are boundary objects, in plain words?",),
    (
        "We run a night café for homeless people with the city. The city wants to write our house rules. Should we?",
    ),
    (
        "I'm a nurse. Two of our visitors only ever look after the patients they like. What do I do?",
    ),
    ("They clap for us at Christmas and decide without us in January.",),
    ("What is the difference between demarcation and welcoming?",),
    ("Compare refugee work and elderly care.",),
    ("Which strategies does the municipality use?",),
    ("Which strategies does the municipality use?", "And the third one?"),
    ("What puts volunteers off about the municipality? List it.",),
    ("How many employees were interviewed, and how many managers?",),
    ("Something short about money not being the point, in somebody's own words.",),
    ("How many hours a week should a volunteer work?",),
    ("Why did the survey find volunteers happier than staff?",),
    (
        "Does working together make the sectors more equal?",
        "That's nonsense, our city treats us as equals.",
    ),
    ("Why do small organisations give up criticism?", "In one sentence, please."),
    ("What is symbolic compensation?", "How would I put that to my steering group?"),
    ("Give me five questions for both sides.",),
    ("I need a warm-up exercise for a workshop with staff and volunteers.",),
    ("Explain the study in two minutes.",),
    ("Our plan for a homework café lists nine benefits and no problem. What is missing?",),
)


def main() -> int:
    """Write the page anew."""
    assistant = open_assistant(Settings())
    parts = [_HEAD]
    for *before, question in ASKED:
        answer = assistant.ask(question, history=before)
        earlier = [f"*Earlier: {turn}*" for turn in before]
        parts += [f"## {question}", *earlier, *_blocks(answer)]
    TARGET.write_text("\n\n".join(parts) + "\n", "utf-8")
    print(f"{len(ASKED)} answers are in {TARGET.relative_to(ROOT)}.")
    return 0


_HEAD = (
    "# Twenty answers\n\n"
    "Printed by `make answers`, as the embedded writer gives them. In brackets the place in the paper; the word "
    "after a bar says whether a sentence is the paper's, inferred from it, or practice advice."
)


def _blocks(answer: Answer) -> list[str]:
    places = {
        c.id: c.speaker or f"{c.section.split(' › ')[-1]} ¶{c.paragraph}" for c in answer.citations
    }
    blocks = []
    for table, group in groupby(answer.sentences, key=lambda sentence: bool(sentence.cells)):
        lines = [_row(s, places) if table else _line(s, places) for s in group]
        if table:
            lines[1:1] = ["| --- | --- | --- | --- |"]
        blocks.append("\n".join(lines))
    return blocks


def _line(sentence: Sentence, places: dict[str, str]) -> str:
    mark = "- " if sentence.item else "> "
    return f"{mark}{sentence.text}{_marks(sentence, places)} | {sentence.basis}" + (
        "" if sentence.item else "  "
    )


def _row(sentence: Sentence, places: dict[str, str]) -> str:
    return f"| {' | '.join(sentence.cells)} |{_marks(sentence, places)} |"


def _marks(sentence: Sentence, places: dict[str, str]) -> str:
    return (
        f" [{'; '.join(dict.fromkeys(places[c] for c in sentence.citations))}]"
        if sentence.citations
        else ""
    )


if __name__ == "__main__":
    sys.exit(main())
