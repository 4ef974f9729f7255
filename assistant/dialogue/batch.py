"""Questions, or texts to check, from a file of JSON lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import InputError


class BatchQuestion(BaseModel):
    """One line: what is asked, after which earlier turns."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    q: str
    history: tuple[str, ...] = ()
    lang: str | None = None


class BatchText(BaseModel):
    """One line: a text to check."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str


_Line = TypeVar("_Line", bound=BaseModel)


def read_questions(file: Path) -> Iterator[BatchQuestion]:
    """Every question in order.

    Raises:
        InputError: naming the first line that is not a question.
    """
    return _read(file, BatchQuestion, "a question")


def read_texts(file: Path) -> Iterator[BatchText]:
    """Every text to check, in order.

    Raises:
        InputError: naming the first line that is not one.
    """
    return _read(file, BatchText, "a text to check")


def _read(file: Path, shape: type[_Line], what: str) -> Iterator[_Line]:
    if not file.is_file():
        raise InputError(f"there is no file {str(file)!r}: give a file with JSON lines")
    for number, line in enumerate(_text(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield shape.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            reason = (
                error.msg if isinstance(error, json.JSONDecodeError) else error.errors()[0]["msg"]
            )
            raise InputError(f"{file.name}:{number}: not {what} ({reason})") from error


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{file.name!r} is no text in UTF-8: give a file with JSON lines"
        ) from error
