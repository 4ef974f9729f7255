"""A mistake in the corpus is told with its file and field, and all mistakes are told at once."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.lessons import Lessons

Break = Callable[[Path], None]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "corpus", tmp_path / "corpus"))


def replaced(file: str, old: str, new: str) -> Break:
    """The first `old` in a file becomes `new`."""

    def apply(corpus: Path) -> None:
        path = corpus / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return apply


def appended(file: str, text: str) -> Break:
    """A file has more lines."""

    def apply(corpus: Path) -> None:
        with (corpus / file).open("a", encoding="utf-8") as out:
            out.write(text)

    return apply


def removed(file: str) -> Break:
    """A file is gone."""
    return lambda corpus: (corpus / file).unlink()


def problems(corpus: Path) -> tuple[str, ...]:
    """What is wrong with a corpus, and with the lessons beside it; there must be something."""
    found: list[str] = []
    framework = Corpus.load(ROOT / "corpus").framework
    for load in (Corpus.load, partial(Lessons.load, framework=framework)):
        try:
            load(corpus)
        except CorpusError as error:
            found += error.problems
    assert found
    return tuple(found)


_STRATEGIES = "findings/strategies.yaml"
_SELECTION = "place: {section: selection, paragraph: 1}"


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        pytest.param(
            replaced("framework.yaml", "viewpoint: municipal", "viewpoint: citizens"),
            "framework.yaml: compelling.0.viewpoint: Input should be 'municipal', 'voluntary'",
            id="a value that is not in the set",
        ),
        pytest.param(
            replaced(_STRATEGIES, "basis: paper", "bases: paper"),
            "findings/strategies.yaml: selection: findings.0.bases: Extra inputs are not permitted",
            id="a field misspelt",
        ),
        pytest.param(
            replaced(_STRATEGIES, "basis: paper", "bases: paper"),
            "findings/strategies.yaml: selection: findings.0.basis: Field required",
            id="a field missing",
        ),
        pytest.param(
            replaced(_STRATEGIES, _SELECTION, "place: {section: selection, paragraph: 9}"),
            "findings/strategies.yaml: selection.what: the paper has no place 'selection:9'",
            id="a place that is not there",
        ),
        pytest.param(
            replaced(
                "facts.yaml", "section: methods, paragraph: 3", "section: methods, paragraph: 7"
            ),
            "facts.yaml: fact.interviews_total: the paper has no place 'methods:7'",
            id="a fact's place",
        ),
        pytest.param(
            replaced(_STRATEGIES, "codes: [selection]", "codes: [choice]"),
            "findings/strategies.yaml: selection: codes: unknown code 'choice'",
            id="a code that is not there",
        ),
        pytest.param(
            replaced(_STRATEGIES, "tied: selection.what", "tied: selection.wat"),
            "findings/strategies.yaml: selection: advice: unknown finding 'selection.wat'",
            id="advice tied to nothing",
        ),
        pytest.param(
            replaced(_STRATEGIES, "quote: q08", "quote: q18"),
            "unknown quote 'q18'",
            id="a card that is not there",
        ),
        pytest.param(
            replaced("asks/strategies.yaml", "selection:", "selektion:"),
            "asks/strategies.yaml: unknown topic 'selektion'",
            id="asks of an unknown topic",
        ),
        pytest.param(
            appended(
                "talks/facts.yaml",
                "\n- {before: Who is paid?, turn: And us?, about: fact.pay, wants: fact}\n",
            ),
            "talks: 'And us?': unknown subject 'fact.pay'",
            id="a talk about an unknown subject",
        ),
        pytest.param(
            replaced("asks/strategies.yaml", "definition:", "definitions:"),
            "asks/strategies.yaml: selection.definitions.[key]: Input should be 'definition'",
            id="an unknown intent",
        ),
        pytest.param(
            replaced("facts.yaml", "id: fact.interview_type", "id: fact.interviews_total"),
            "facts.yaml: id 'fact.interviews_total' is used 2 times",
            id="an id used twice",
        ),
        pytest.param(
            replaced(_STRATEGIES, "id: selection.why", "id: selection.what"),
            "findings: finding: id 'selection.what' is used 2 times",
            id="a finding's id used twice",
        ),
        pytest.param(
            appended("asks/strategies.yaml", "\nselection:\n  definition: [Once more?]\n"),
            "asks/strategies.yaml: not YAML ('selection' stands 2 times",
            id="a key written twice",
        ),
        pytest.param(
            replaced("quotes.yaml", "speaker:", "speaker"),
            "quotes.yaml: not YAML (",
            id="no YAML",
        ),
        pytest.param(
            lambda corpus: (corpus / "premises.yaml").write_bytes(b"- id: a\n  text: caf\xe9\n"),
            "premises.yaml:2: not UTF-8: save it in that encoding",
            id="another encoding",
        ),
        pytest.param(
            lambda corpus: (corpus / "outside.yaml").write_text("id: alone\n"),
            "outside.yaml: should be a list",
            id="no list",
        ),
        pytest.param(removed("facts.yaml"), "facts.yaml: the file is missing", id="a file missing"),
        pytest.param(
            lambda corpus: shutil.rmtree(corpus / "examples"),
            "examples/*.jsonl: the file is missing",
            id="a folder missing",
        ),
        pytest.param(
            removed(_STRATEGIES),
            "code 'selection' has no topic under findings/",
            id="a code without a topic",
        ),
        pytest.param(
            appended("examples/strategy.jsonl", '{"text": "A", "role": "hope", "codes": []}\n'),
            "role: Input should be 'compelling'",
            id="an example with an unknown role",
        ),
        pytest.param(
            appended("examples/strategy.jsonl", "{not json\n"), "not JSON (", id="no JSON"
        ),
        pytest.param(
            appended(
                "examples/strategy.jsonl", '{"text": "Abc", "role": "none", "codes": ["hope"]}\n'
            ),
            "examples: 'Abc': unknown code 'hope'",
            id="an example with an unknown code",
        ),
        pytest.param(
            replaced("rules.yaml", "signal: ", "signal: no_such_"),
            "unknown signal 'no_such_",
            id="a rule that waits for an unknown signal",
        ),
    ],
)
def test_a_mistake_is_told(copy: Path, harm: Break, problem: str) -> None:
    harm(copy)
    found = problems(copy)
    assert any(problem in line for line in found), "\n".join(found)


def test_all_mistakes_are_told_at_once(copy: Path) -> None:
    replaced("framework.yaml", "viewpoint: municipal", "viewpoint: citizens")(copy)
    replaced(_STRATEGIES, "basis: paper", "bases: paper")(copy)
    replaced("quotes.yaml", "speaker:", "speaker")(copy)
    removed("facts.yaml")(copy)
    appended("examples/none.jsonl", "{not json\n")(copy)

    found = problems(copy)

    files = {line.partition(":")[0] for line in found}
    assert files == {
        "framework.yaml",
        _STRATEGIES,
        "quotes.yaml",
        "facts.yaml",
        "examples/none.jsonl",
    }


def test_the_message_counts_and_lists(copy: Path) -> None:
    removed("facts.yaml")(copy)
    removed("outside.yaml")(copy)
    with pytest.raises(CorpusError, match=r"2 problem\(s\) in the corpus:\n  - facts\.yaml: "):
        Corpus.load(copy)


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    found = problems(tmp_path)
    assert all(line.endswith("the file is missing") for line in found)
    assert len(found) > 8


def test_the_digest_is_of_every_byte(copy: Path) -> None:
    before = Corpus.load(copy).digest
    assert Corpus.load(copy).digest == before
    appended("rules.yaml", "# a remark\n")(copy)
    assert Corpus.load(copy).digest != before


def test_two_files_about_one_topic_add_up(copy: Path) -> None:
    before = Corpus.load(copy).asks["selection"]["definition"]
    (copy / "asks" / "zz_more.yaml").write_text("selection:\n  definition: [What on earth?]\n")
    assert Corpus.load(copy).asks["selection"]["definition"] == (*before, "What on earth?")
