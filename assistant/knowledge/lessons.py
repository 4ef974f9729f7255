"""Load what the readers of plans and of claims are taught with; only `scripts/tune.py` needs it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from assistant.errors import CorpusError
from assistant.knowledge.files import FileReader
from assistant.models.check import Memo
from assistant.models.framework import Framework
from assistant.models.record import Record
from assistant.models.review import Example, LabelledPlan, Piece

_Shape = TypeVar("_Shape")


class Lessons(Record):
    """Labelled sentences, alone and in their texts."""

    examples: tuple[Example, ...]
    """Plan sentences that stand alone."""
    plans: Mapping[str, tuple[LabelledPlan, ...]]
    """By the name of their file, which is one author's."""
    pieces: Mapping[str, tuple[Piece, ...]]
    """Some sentences in a row out of plans that are not written whole, likewise by author."""
    memos: Mapping[str, tuple[Memo, ...]]
    """The same of texts about the research."""
    digest: str
    """Of every byte, so that what was taught knows what with."""

    @classmethod
    def load(cls, root: Path, framework: Framework) -> "Lessons":
        """Read the lessons of the corpus under `root`.

        Raises:
            CorpusError: listing each mistake with its file.
        """
        reader = FileReader(root)
        lessons = cls(
            examples=tuple(reader.lines("examples/*.jsonl", Example)),
            plans=_by_file(reader, root, "plans", LabelledPlan),
            pieces=_by_file(reader, root, "pieces", Piece),
            memos=_by_file(reader, root, "memos", Memo),
            digest=reader.digest(),
        )
        problems = [*reader.problems, *_unknown(lessons, framework)]
        if problems:
            raise CorpusError(problems)
        return lessons


def _by_file(
    reader: FileReader, root: Path, folder: str, shape: type[_Shape]
) -> Mapping[str, tuple[_Shape, ...]]:
    files = sorted((root / folder).glob("*.jsonl"))
    return {file.stem: tuple(reader.lines(f"{folder}/{file.name}", shape)) for file in files}


def _unknown(lessons: Lessons, framework: Framework) -> Iterator[str]:
    """Codes that the framework does not have."""
    plans = ((plan.id, plan.sentences) for found in lessons.plans.values() for plan in found)
    pieces = ((piece.id, piece.sentences) for found in lessons.pieces.values() for piece in found)
    labelled = [("examples", lessons.examples), *plans, *pieces]
    for where, sentences in labelled:
        for sentence in sentences:
            for code in sentence.codes:
                if code not in framework.entries:
                    yield f"{where}: {sentence.text[:40]!r}: unknown code {code!r}"
