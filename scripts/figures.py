"""Measure on the test sets, keep the figures for the pages, and put them into the README.

usage: figures.py [SUITE...]      all suites that a test set is kept for, if none is named; minutes to half an hour

The tables of a suite that is not measured now stay as they are.
"""

import json
import re
import sys
from collections.abc import Sequence

from pydantic import TypeAdapter

from assistant.evaluate import SUITES, run_suites
from assistant.evaluation.table import Table
from assistant.settings import ROOT, Settings

KEPT = ROOT / "docs" / "figures.json"
README = ROOT / "README.md"
_TABLES = TypeAdapter(list[Table])
SHOWN = re.compile(r"(<!-- figures: (?P<about>[^>]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(wanted: Sequence[str]) -> int:
    """Measure, keep, show."""
    tables = {table.title: table for table in _kept()}
    for suite in wanted or SUITES:
        measured = run_suites(Settings(), suite=suite, split="test")
        tables |= {table.title: table for table in measured}
        _keep(list(tables.values()))
        print(*(table.to_markdown() for table in measured), sep="\n\n", end="\n\n", flush=True)
    return 0


def _kept() -> list[Table]:
    return _TABLES.validate_json(KEPT.read_bytes()) if KEPT.exists() else []


def _keep(tables: Sequence[Table]) -> None:
    """Where the pages look, and between the marks of the README that name the beginning of a title."""

    def shown(match: re.Match[str]) -> str:
        about = [t.to_markdown() for t in tables if t.title.startswith(match["about"])]
        return match[1] + "\n" + "\n\n".join(about) + "\n\n" + match[3]

    dumped = [table.model_dump() for table in tables]
    KEPT.write_text(json.dumps(dumped, ensure_ascii=False, indent=1) + "\n", "utf-8")
    README.write_text(SHOWN.sub(shown, README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
