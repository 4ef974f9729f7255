"""Adding to the index while the app runs, with everything real."""

import shutil
from pathlib import Path

import pytest

from assistant.errors import DocumentError, InputError, PaperError
from assistant.settings import Settings
from assistant.stock import Stock

MINUTES = b"The keys to the harbour kitchen are with the caretaker, who lends them on Thursdays.\n"


def unwatched(what: str, done: int, whole: int) -> None:
    """Nobody looks."""


def test_a_document_is_added_found_and_removed(home_with_index: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(home_with_index, tmp_path / "home"))
    stock = Stock(Settings(home=home))

    assistant = stock.with_document("minutes.txt", MINUTES, progress=unwatched)

    assert stock.documents() == ["minutes.txt"]
    hits = assistant.search("Who has the keys to the harbour kitchen?")
    assert any("caretaker" in hit.text for hit in hits if hit.kind == "document")

    assistant = stock.without_document("minutes.txt", progress=unwatched)
    assert stock.documents() == []
    assert assistant.status().documents == 0


def test_what_is_not_the_paper_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"novel\.txt"):
        Stock(Settings(home=tmp_path)).check_paper("novel.txt", b"It was a dark night.")


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"photo\.png"):
        Stock(Settings(home=tmp_path)).check_document("photo.png", b"\x89PNG\r\n")


def test_a_folder_of_the_readers_own_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="change them there"):
        Stock(Settings(home=tmp_path, library=tmp_path)).check_document("a.txt", b"A.")
