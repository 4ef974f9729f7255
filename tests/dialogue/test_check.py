"""No sentence leaves unchecked."""

import pytest

from assistant.dialogue.check import Checker
from assistant.dialogue.draft import Line
from assistant.knowledge.corpus import Corpus
from assistant.models.evidence import Basis, Citation

OURS = Citation(
    id="methods:1",
    kind="finding",
    text="Thirty-two people were interviewed, and 9 of them twice.",
    verbatim=False,
    section="Methods",
    paragraph=1,
)
THEIRS = OURS.model_copy(
    update={"text": "They said: it’s like being told  what to do, never equals.", "verbatim": True}
)


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> Checker:
    return Checker(corpus.framework)


def line(text: str, *citations: Citation, basis: Basis = "paper") -> Line:
    return Line(text, basis, citations)


@pytest.mark.parametrize(
    "honest",
    [
        pytest.param(line("People were interviewed.", OURS), id="no figure"),
        pytest.param(line("32 people were interviewed.", OURS), id="a figure spelled there"),
        pytest.param(line("9 people were asked twice.", OURS), id="a figure that stands there"),
        pytest.param(line("Meet every 2 weeks.", basis="advice"), id="advice needs no evidence"),
        pytest.param(line("So trust is fragile.", basis="inference"), id="an inference too"),
        pytest.param(
            line("One said: “being told what to do, never equals”.", THEIRS), id="a quote kept"
        ),
        pytest.param(
            line('One said: "It\'s like being told what to do".', THEIRS),
            id="another apostrophe and case",
        ),
        pytest.param(line("The strategy is called “selection”.", THEIRS), id="a term in quotes"),
        pytest.param(
            line("The municipality uses the selection strategy.", OURS), id="its own strategy"
        ),
        pytest.param(
            line("Volunteers use symbolic compensation.", OURS), id="the volunteers' own strategy"
        ),
    ],
)
def test_honest_sentences_pass(checker: Checker, honest: Line) -> None:
    assert checker.problems(honest, known=[]) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        pytest.param(line("People were interviewed."), "cites nothing", id="unfounded"),
        pytest.param(
            line("See your minutes.", basis="document"), "cites nothing", id="no document either"
        ),
        pytest.param(
            line("47 people were interviewed.", OURS), "the figure 47", id="another figure"
        ),
        pytest.param(
            line("It grew by 3.2 percent.", OURS), "the figure 3.2", id="a figure with a point"
        ),
        pytest.param(
            line("One said: “being told what to do, always equals”.", THEIRS),
            "is not in the passage",
            id="a quote altered",
        ),
        pytest.param(
            line("Volunteers use the selection strategy.", OURS),
            "is a municipal strategy",
            id="their strategy given to volunteers",
        ),
        pytest.param(
            line("The municipality uses the symbolic compensation strategy.", OURS),
            "is a voluntary strategy",
            id="the volunteers' strategy given to the municipality",
        ),
    ],
)
def test_what_is_wrong_is_named(checker: Checker, wrong: Line, problem: str) -> None:
    (found,) = checker.problems(wrong, known=[])

    assert problem in found


def test_a_figure_may_stand_in_what_is_known_beside_the_citation(checker: Checker) -> None:
    assert checker.problems(line("47 people.", OURS), known=["47 people."]) == []
