"""The command line: exit codes, one line on stderr, JSON that keeps the contract."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.cli import main
from assistant.retrieval.build import current
from assistant.settings import Settings

HEAVY = ("torch", "transformers", "sentence_transformers", "chromadb", "gradio", "matplotlib")
PLAN = (
    "The association and the municipality open a café for older people. "
    "We hope for real friendships that no employee can offer.\n"
)


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command in this process, with a home of its own unless one is given."""

    def ran(*arguments: str | Path, home: Path = tmp_path / "home", stdin: str = "") -> Ran:
        monkeypatch.setenv("ASSISTANT_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["assistant", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, told.out, told.err)

    return ran


@pytest.mark.parametrize(
    "command", ["", "index", "search", "ask", "review", "check", "serve", "eval"]
)
def test_help_loads_nothing_heavy(root: Path, command: str) -> None:
    script = (
        "import sys\nfrom assistant.cli import main\n"
        f"try: main()\nfinally: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, *command.split(), "--help"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"ASSISTANT_HOME": "nowhere"},
    )

    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask"], id="neither question nor batch"),
        pytest.param(["ask", "Why?", "--batch", "x.jsonl"], id="both"),
        pytest.param(["ask", "Why?", "--loud"], id="unknown option"),
        pytest.param(["shout"], id="unknown command"),
        pytest.param(["search", "why", "-k", "0"], id="too few results"),
        pytest.param(["search", "why", "-k", "many"], id="not a number"),
        pytest.param(["review"], id="neither plan nor batch"),
        pytest.param(["review", "plan.txt", "--export", "plan.xlsx"], id="unknown export"),
        pytest.param(["review", "plan.txt", "--contest", "flag-x"], id="contest without a reason"),
        pytest.param(["review", "--batch", ".", "--against", "plan.txt"], id="batch and against"),
        pytest.param(["check"], id="neither text nor batch"),
        pytest.param(["eval", "--suite", "nothing"], id="unknown suite"),
        pytest.param(["eval", "--split", "train"], id="unknown split"),
        pytest.param(["serve", "--port", "99999"], id="no such port"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_line(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)

    assert ran.code == 2
    assert _one_line(ran)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["ask", "--batch", "missing.jsonl"], "there is no file", id="no batch"),
        pytest.param(["ask", "--batch", "bad.jsonl"], "bad.jsonl:2: not a question", id="bad line"),
        pytest.param(["ask", "--batch", "lacking.jsonl"], "lacking.jsonl:1", id="a field lacks"),
        pytest.param(["ask", "--batch", "binary.jsonl"], "binary.jsonl", id="a batch of bytes"),
        pytest.param(["search", " "], "the query is empty", id="empty query"),
        pytest.param(["review", "missing.txt"], "missing.txt", id="no plan"),
        pytest.param(["review", "empty.txt"], "empty.txt", id="empty plan"),
        pytest.param(["review", "-"], "standard input", id="empty standard input"),
        pytest.param(["review", "folder"], "folder", id="a folder as plan"),
        pytest.param(["review", "--batch", "missing"], "there is no folder", id="no folder"),
        pytest.param(["index", "--paper", "missing.txt"], "there is no file", id="no paper"),
        pytest.param(["index", "--paper", "other.txt"], "is not the whole paper", id="other text"),
        pytest.param(["index", "--paper", "empty.txt"], "holds no text", id="empty paper"),
        pytest.param(["index", "--paper", "binary.pdf"], "binary.pdf", id="no PDF at all"),
        pytest.param(["index", "--library", "missing"], "there is no folder", id="no library"),
    ],
)
def test_what_cannot_be_done_is_exit_code_1_and_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("empty.txt").write_text("")
    Path("other.txt").write_text("A recipe for carrots. " * 50)
    Path("binary.pdf").write_bytes(bytes(range(256)))
    Path("binary.jsonl").write_bytes(bytes(range(256)))
    Path("bad.jsonl").write_text('{"id": "a", "q": "Why?"}\n{"id": \n')
    Path("lacking.jsonl").write_text('{"id": "a"}\n')

    ran = run(*arguments)

    assert ran.code == 1
    assert _one_line(ran)
    assert why in ran.err


def test_index_that_is_up_to_date_says_so(run: Run, home_with_index: Path) -> None:
    ran = run("index", home=home_with_index)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The index was up to date.")
    assert "assistant index --paper FILE" in ran.out


def test_index_keeps_the_old_one_where_the_paper_is_wrong(
    run: Run, home_with_index: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A recipe for carrots. " * 50)
    before = current(Settings(home=home_with_index).index)

    ran = run("index", "--paper", other, home=home_with_index)

    assert ran.code == 1
    assert current(Settings(home=home_with_index).index) == before


def test_index_keeps_the_paper_and_the_library(run: Run, home_with_paper: Path) -> None:
    ran = run("index", home=home_with_paper)

    assert ran.code == 0
    assert ran.out.startswith("The index was up to date.")
    assert "cited verbatim" in ran.out


def test_search_as_json(run: Run, home_with_index: Path) -> None:
    ran = run("search", "selection strategy", "-k", "3", "--json", home=home_with_index)

    hits = json.loads(ran.out)
    assert ran.code == 0
    assert [hit.keys() for hit in hits] == [
        {"id", "kind", "text", "section", "paragraph", "codes", "score"}
    ] * 3


def test_ask_for_a_person_shows_its_sources(run: Run, home_with_index: Path) -> None:
    ran = run("ask", "What is service separation?", home=home_with_index)

    assert (ran.code, ran.err) == (0, "")
    assert "[c1]" in ran.out.split("\n\n")[0]
    assert "(in our words)" in ran.out


def test_ask_of_an_empty_question(run: Run, home_with_index: Path) -> None:
    ran = run("ask", " ", home=home_with_index)

    assert ran.code == 1
    assert ran.err == "assistant: the question is empty: write what you would like to know\n"


def test_a_batch_of_questions_keeps_ids_and_order(
    run: Run, home_with_index: Path, tmp_path: Path
) -> None:
    file = tmp_path / "questions.jsonl"
    asked = [
        {"id": "z", "q": "What is selection?", "history": [], "lang": "en"},
        {"id": 7, "q": "And why?", "history": ["What is\u2028selection?"]},
        {"id": "a", "q": "What is selection?", "voice": "student"},
    ]
    lines = (json.dumps(line, ensure_ascii=False) for line in asked)
    file.write_text("\ufeff" + "\n\n".join(lines), "utf-8")

    ran = run("ask", "--batch", file, home=home_with_index)

    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert [answer["id"] for answer in answers] == ["z", "7", "a"]
    assert answers[0]["answer"] == answers[2]["answer"]
    assert "selection" in answers[1]["codes"]


def test_a_batch_of_plans_tells_what_could_not_be_read(
    run: Run, home_with_index: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "b.txt").write_text(PLAN)
    (folder / "a.md").write_text(PLAN)
    (folder / "c.pdf").write_bytes(b"no PDF")
    (folder / ".hidden").write_text(PLAN)

    ran = run("review", "--batch", folder, home=home_with_index)

    reviews = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert [review["file"] for review in reviews] == ["a.md", "b.txt", "c.pdf"]
    assert "c.pdf" in reviews[2]["error"]
    assert reviews[0]["claims"] == reviews[1]["claims"] != []


def test_a_plan_from_standard_input(run: Run, home_with_index: Path) -> None:
    ran = run("review", "-", "--json", home=home_with_index, stdin=PLAN)

    review = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert review["overall"] == "over_optimistic"
    assert {claim["text"] for claim in review["claims"]} == {
        sentence.strip() for sentence in PLAN.replace(". ", ".|").split("|")
    }


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("review.md", b"# Review of plan.txt", id="Markdown"),
        pytest.param("review.docx", b"PK", id="Word"),
        pytest.param("review.pdf", b"%PDF-", id="PDF"),
        pytest.param("review.json", b'{\n  "file": "plan.txt"', id="JSON"),
    ],
)
def test_an_export_is_written_and_told(
    run: Run, home_with_index: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    plan, export = tmp_path / "plan.txt", tmp_path / name
    plan.write_text(PLAN)

    ran = run("review", plan, "--export", export, home=home_with_index)

    assert (ran.code, ran.err) == (0, "")
    assert str(export) in ran.out
    assert export.read_bytes().startswith(begins)
    assert export.with_suffix(".png").exists() == (export.suffix == ".md")


def test_a_plan_against_its_earlier_version_with_a_contested_flag(
    run: Run, home_with_index: Path, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(PLAN)
    new.write_text(PLAN + "Staff fear that volunteers will favour the guests they know.\n")

    ran = run(
        "review",
        new,
        "--against",
        old,
        "--contest",
        "flag-rule_transgression=No rule applies here",
        "--json",
        home=home_with_index,
    )

    review = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert review["comparison"]["against"] == "old.txt"
    assert [change["how"] for change in review["comparison"]["changes"]] == ["added"]
    outcomes = {turn["code"]: turn["outcome"] for turn in review["comparison"]["flags"]}
    assert outcomes["particularism"] == "closed"
    contested = {flag["id"]: flag["contested"] for flag in review["flags"]}
    assert contested["flag-rule_transgression"] == "No rule applies here"


def _one_line(ran: Ran) -> bool:
    lines = ran.err.splitlines()
    return len(lines) == 1 and lines[0].startswith("assistant: ") and "Traceback" not in ran.out
