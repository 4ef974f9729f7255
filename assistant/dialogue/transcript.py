"""A conversation with its sources, to be taken along: as Markdown, or as a report for Word and PDF."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.models.answer import Answer, Sentence
from assistant.models.conversation import Answered, Failed, Turn
from assistant.models.evidence import Basis, Citation
from assistant.models.report import Block, Heading, Items, Report, Text

_MARKED: dict[Basis, str] = {
    "paper": "",
    "inference": " *(inferred)*",
    "advice": " *(advice)*",
    "document": " *(your document)*",
}
_FOOT = (
    "Written by an AI system that knows one study: Frederiksen and Grubb (2021), Public Management Review, "
    "doi:10.1080/14719037.2021.1978759. Unmarked sentences are what the paper states."
)


def to_markdown(title: str, turns: Sequence[Turn]) -> str:
    """Questions as headings, sentences with their marks and basis, the sources of each answer under it."""
    blocks = [f"# {_line(title)}", *(block for turn in turns for block in _turn(turn))]
    return "\n\n".join([*blocks, "---", _FOOT]) + "\n"


def write_up(title: str, turns: Sequence[Turn]) -> Report:
    """The same as a report, block by block."""
    blocks = [block for turn in turns for block in _blocks(turn)]
    return Report(title=_line(title), blocks=(*blocks, Text(text=_FOOT)))


def _blocks(turn: Turn) -> Iterator[Block]:
    yield Heading(level=1, text=_line(turn.question))
    match turn:
        case Answered():
            yield from _said(turn.answer.sentences)
            yield from (Text(text=note) for note in turn.answer.notes)
            if turn.answer.citations:
                yield Items(
                    items=tuple(
                        Text(text=_source(citation).removeprefix("- "))
                        for citation in turn.answer.citations
                    )
                )
        case Failed():
            yield Text(text=f"Not answered: {turn.problem}")
        case _:
            yield from _said(turn.sentences)
            yield Text(text="(Stopped here.)")


def _said(sentences: Sequence[Sentence]) -> Iterator[Block]:
    for point, group in groupby(sentences, key=_is_point):
        said = [_sentence(sentence).replace("*", "") for sentence in group]
        if point:
            yield Items(items=tuple(Text(text=text) for text in said))
        else:
            yield Text(text=" ".join(said))


def _turn(turn: Turn) -> Iterator[str]:
    yield f"## {_line(turn.question)}"
    match turn:
        case Answered():
            yield from _paragraphs(turn.answer.sentences)
            yield from turn.answer.notes
            yield from _sources(turn.answer)
        case Failed():
            yield f"*Not answered: {turn.problem}*"
        case _:
            yield from _paragraphs(turn.sentences)
            yield "*Stopped here.*"


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[str]:
    for point, group in groupby(sentences, key=_is_point):
        said = map(_sentence, group)
        yield "\n".join(f"- {text}" for text in said) if point else " ".join(said)


def _is_point(sentence: Sentence) -> bool:
    """Whether it stands on a line of its own; a row of a table is said in full, with its marks."""
    return sentence.shape != "run" and not sentence.heads


def _sentence(sentence: Sentence) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    basis = "" if sentence.heads else _MARKED[sentence.basis]
    return f"{_line(sentence.text)}{marks}{basis}"


def _sources(answer: Answer) -> Iterator[str]:
    if answer.citations:
        yield "\n".join(_source(citation) for citation in answer.citations)


def _source(citation: Citation) -> str:
    where = f"- [{citation.id}] {citation.section}, ¶ {citation.paragraph}"
    who = f", {citation.speaker}" if citation.speaker else ""
    kind = "verbatim" if citation.verbatim else "in our words"
    return f"{where}{who} ({kind}): {_line(citation.text)}"


def _line(text: str) -> str:
    return " ".join(text.split())
