"""An answer as plain text: running sentences, points, small tables; with its sources for a terminal or a file."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from textwrap import fill

from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Citation

_WIDTH = 88


def to_text(answer: Answer) -> str:
    """Sentences with their marks, then the sources, then what one could ask next."""
    body = "\n".join(_blocks(answer.sentences, _marked, width=_WIDTH))
    parts = [body, *(_source(citation) for citation in answer.citations)]
    if answer.follow_ups:
        parts.append("You could go on with:\n" + "\n".join(f"  {ask}" for ask in answer.follow_ups))
    return "\n\n".join([*parts, *answer.notes])


def laid_out(sentences: Sequence[Sentence]) -> str:
    """The sentences as a person reads them: points on lines of their own, rows as a small table."""
    return "\n".join(_blocks(sentences, lambda sentence: sentence.text))


def _blocks(
    sentences: Sequence[Sentence], say: Callable[[Sentence], str], *, width: int = 0
) -> Iterator[str]:
    for kind, group in groupby(sentences, key=lambda sentence: sentence.shape):
        if kind == "item":
            yield from (f"- {say(sentence)}" for sentence in group)
        elif kind == "row":
            yield from (f"| {' | '.join(sentence.cells)} |" for sentence in group)
        else:
            text = " ".join(say(sentence) for sentence in group)
            yield fill(text, width) if width else text


def _marked(sentence: Sentence) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    basis = "" if sentence.basis == "paper" else f" ({sentence.basis})"
    return f"{sentence.text}{marks}{basis}"


def _source(citation: Citation) -> str:
    where = f"[{citation.id}] {citation.section}, ¶ {citation.paragraph}"
    who = f", {citation.speaker}" if citation.speaker else ""
    kind = "verbatim" if citation.verbatim else "in our words"
    text = fill(citation.text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"{where}{who} ({kind})\n{text}"
