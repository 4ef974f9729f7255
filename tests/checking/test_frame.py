"""What the framework says against a sentence, with a reason that can be looked up."""

import pytest

from assistant.checking.frame import Frame
from assistant.knowledge.corpus import Corpus


@pytest.fixture(scope="module")
def frame(corpus: Corpus) -> Frame:
    return Frame(corpus.framework)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            "Volunteers use the individualization strategy.",
            "individualization is a municipal strategy",
            id="theirs to volunteers",
        ),
        pytest.param(
            "City hall often relies on symbolic compensation.",
            "symbolic compensation is a voluntary strategy",
            id="volunteers' to the municipality",
        ),
        pytest.param(
            "Selection is found mainly in elderly care.",
            "selection is more prominent in immigration",
            id="wrong field",
        ),
        pytest.param(
            "Decoupling is typical of small local organisations.",
            "decoupling takes a large organisation",
            id="wrong size",
        ),
    ],
)
def test_clashes_are_named(frame: Frame, text: str, reason: str) -> None:
    assert [reason in clash.reason for clash in frame.clashes(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The municipality uses selection.", id="its own"),
        pytest.param("Volunteers never use selection.", id="denied"),
        pytest.param("Volunteers respond to selection by staying silent.", id="met, not used"),
    ],
)
def test_what_agrees_is_left_alone(frame: Frame, text: str) -> None:
    assert frame.clashes(text) == []
