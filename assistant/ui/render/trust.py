"""What the trust page shows beside its own words: measured figures, and how long things are kept."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.models.record import Record


class FiguresView(Record):
    """A table as `assistant eval --json` prints it."""

    title: str
    rows: tuple[tuple[str, Mapping[str, str]], ...]


class TrustView(Record):
    """Figures with their counts; none where they are not shipped."""

    tables: tuple[FiguresView, ...] = ()
    keep_days: int


_TABLES: TypeAdapter[tuple[FiguresView, ...]] = TypeAdapter(tuple[FiguresView, ...])


def trust(figures: Path, *, keep_days: int) -> TrustView:
    """`figures` is what `assistant eval --json` printed; a file that is missing or odd is as good as none."""
    try:
        tables = _TABLES.validate_python(json.loads(figures.read_text("utf-8")), strict=False)
    except (OSError, ValueError, ValidationError):
        tables = ()
    return TrustView(tables=tables, keep_days=keep_days)
