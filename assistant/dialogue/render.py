"""An answer as plain text with its sources, for a terminal or a file."""

from textwrap import fill

from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Citation

_WIDTH = 88


def to_text(answer: Answer) -> str:
    """Sentences with their marks, then the sources, then what one could ask next."""
    body = fill(" ".join(_marked(sentence) for sentence in answer.sentences), _WIDTH)
    parts = [body, *(_source(citation) for citation in answer.citations)]
    if answer.follow_ups:
        parts.append("You could go on with:\n" + "\n".join(f"  {ask}" for ask in answer.follow_ups))
    return "\n\n".join([*parts, *answer.notes])


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
