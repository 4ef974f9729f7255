"""The files of the pages keep the rules that make them safe."""

import re
from pathlib import Path

import pytest

from assistant.ui.assets import PAGE

SCRIPTS = sorted(PAGE.glob("*.js"))
MARKUP = sorted(PAGE.glob("*.html"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_turns_text_into_markup(script: Path) -> None:
    source = script.read_text("utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\(", source
    )


@pytest.mark.parametrize("page", MARKUP, ids=lambda path: path.name)
def test_no_template_has_a_place_for_data(page: Path) -> None:
    """Gradio would run it: see `assistant/ui/layout.py`."""
    source = page.read_text("utf-8")
    if page.name == "waiting.html":
        return
    assert not re.search(r"\{\{|\$\{|`|\\", source)


@pytest.mark.parametrize("file", [*SCRIPTS, *MARKUP, PAGE / "page.css"], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    source = file.read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\s\"')]+", source))
    assert addresses <= {"http://www.w3.org/2000/svg"}
