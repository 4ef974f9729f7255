"""Prompts declare what fills them, and are filled strictly."""

from pathlib import Path

import pytest

from assistant.dialogue.prompts import Prompt
from assistant.dialogue.requests import Requests
from assistant.errors import PromptError


def written(folder: Path, text: str) -> Path:
    path = folder / "ask.md"
    path.write_text(text, "utf-8")
    return path


def test_every_prompt_of_ours_loads(root: Path) -> None:
    prompts = [Prompt.load(path) for path in sorted((root / "prompts").glob("*.md"))]

    assert {prompt.name: prompt.variables for prompt in prompts} == {
        "examples": set(),
        "question": {"earlier", "question"},
        "ready": set(),
        "rules": set(),
    }


def test_what_is_put_in_is_never_read_again(tmp_path: Path) -> None:
    prompt = Prompt.load(written(tmp_path, '<!-- variables: a, b -->\n{"x": 1} $a $b'))

    assert prompt.fill(a="$b $$ {a}", b="two") == '{"x": 1} $b $$ {a} two'


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param({"a": "1"}, "takes .'a', 'b'., but was given .'a'.", id="one missing"),
        pytest.param({"a": "1", "b": "2", "c": "3"}, "but was given", id="one too many"),
    ],
)
def test_filling_is_strict(tmp_path: Path, values: dict[str, str], why: str) -> None:
    prompt = Prompt.load(written(tmp_path, "<!-- variables: a, b -->\n$a $b"))

    with pytest.raises(PromptError, match=why):
        prompt.fill(**values)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("$a", "the first line must be", id="nothing declared"),
        pytest.param("<!-- variables: a -->\n$a $b", "it declares .'a'. and uses", id="one more"),
        pytest.param("<!-- variables: a, b -->\n$a", "it declares", id="one that is not there"),
    ],
)
def test_a_file_that_does_not_fit(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(PromptError, match=why):
        Prompt.load(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="there is no prompt"):
        Prompt.load(tmp_path / "ask.md")


def test_an_example_is_a_finding_and_its_retelling(tmp_path: Path) -> None:
    for name in ("rules", "ready", "examples"):
        (tmp_path / f"{name}.md").write_text("<!-- variables: -->\nOne line.", "utf-8")
    (tmp_path / "question.md").write_text("<!-- variables: a -->\n$a", "utf-8")

    with pytest.raises(PromptError, match=r"examples.md: each block holds"):
        Requests.load(tmp_path)
