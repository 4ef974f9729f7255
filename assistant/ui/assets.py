"""The files of the pages: markup, scripts and style, read from beside the code."""

from pathlib import Path

PAGE = Path(__file__).resolve().parent / "page"
"""Everything in here is served to the browser as it is."""


def read(name: str) -> str:
    """The text of one file of the pages."""
    return (PAGE / name).read_text("utf-8")
