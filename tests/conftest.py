"""What every test may ask for, and when a test may be skipped.

A test that needs `../shared` or a browser is skipped with a reason where that is missing; with
`CI=true` it fails.
"""

import os
import shutil
import subprocess
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from assistant.adapters.embedder import LangChainEmbedder, packaged_minilm
from assistant.knowledge.corpus import Corpus
from assistant.settings import Settings
from assistant.wiring import Assistant, open_assistant, update_index

ROOT = Path(__file__).resolve().parent.parent
NEVER_SKIPPED_IN_CI = {"shared", "browser"}
OWN_DOCUMENTS = {
    "minutes.txt": (
        "Minutes of the steering group of the harbour café. The keys to the kitchen are with the caretaker, "
        "and the volunteers of the harbour café may borrow them on Thursdays.\n"
    ),
    "budget.md": "# Budget\n\nThe harbour café may spend 12,500 kroner a year on coffee and bread.\n",
}


def pytest_configure() -> None:
    """Keep tests from this user's settings and from the network."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        del os.environ[name]
    os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Whoever asks for the shared folder, the browser or a built index bears its mark."""
    for item in items:
        asked: Sequence[str] = getattr(item, "fixturenames", ())
        if "shared" in asked:
            item.add_marker(pytest.mark.shared)
        if "chromium" in asked:
            item.add_marker(pytest.mark.browser)
        if "home_with_index" in asked:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip of what CI must run is a failure."""
    report = yield
    marks = NEVER_SKIPPED_IN_CI & {mark.name for mark in item.iter_markers()}
    if report.skipped and marks and not hasattr(report, "wasxfail") and _in_ci():
        why = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{' and '.join(sorted(marks))} tests must run in CI: {why}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository that holds the paper, the benchmark and the attack files."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("there is no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def paper_file(shared: Path) -> Path:
    """The paper, as text."""
    (paper,) = (shared / "seeds").glob("*.txt")
    return paper


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """All that the assistant knows."""
    return Corpus.load(ROOT / "corpus")


@pytest.fixture(scope="session")
def embedder() -> LangChainEmbedder:
    """The packaged model, loaded once."""
    return packaged_minilm()


@pytest.fixture(scope="session")
def home_with_index(
    tmp_path_factory: pytest.TempPathFactory, corpus: Corpus, embedder: LangChainEmbedder
) -> Path:
    """A home with the index of the whole corpus, without the paper; it takes minutes, so all share it."""
    home = tmp_path_factory.mktemp("home")
    update_index(Settings(home=home), corpus, embedder)
    return home


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project's own documents."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in OWN_DOCUMENTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def home_with_paper(
    tmp_path_factory: pytest.TempPathFactory,
    home_with_index: Path,
    library: Path,
    paper_file: Path,
    corpus: Corpus,
    embedder: LangChainEmbedder,
) -> Path:
    """A copy of that home, indexed again with the paper and a library; known vectors are reused."""
    home = tmp_path_factory.mktemp("home-with-paper")
    shutil.copytree(home_with_index, home, dirs_exist_ok=True)
    update_index(Settings(home=home, paper=paper_file, library=library), corpus, embedder)
    return home


@pytest.fixture(scope="session")
def assistant(home_with_index: Path) -> Assistant:
    """Everything wired, over the corpus alone."""
    return open_assistant(Settings(home=home_with_index))


@pytest.fixture(scope="session")
def assistant_with_paper(home_with_paper: Path) -> Assistant:
    """Everything wired, over the corpus, the paper and a library."""
    return open_assistant(Settings(home=home_with_paper))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a chromium that playwright can drive."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no chromium: on Debian, `apt install chromium`")
    return found


@pytest.fixture(scope="session")
def tracked() -> tuple[Path, ...]:
    """Every text file that is, or would be, committed."""
    files = _listed_by_git() or _found_on_disk()
    return tuple(path for path in files if path.is_file() and b"\0" not in path.read_bytes())


def _listed_by_git() -> list[Path]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return []
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(ROOT / name for name in names.split("\0") if name)


def _found_on_disk() -> list[Path]:
    """A copy without git: all but caches, environments and state."""
    own = {".ci", ".pre-commit-config.yaml", ".gitignore"}
    return sorted(
        path
        for path in ROOT.rglob("*")
        if not any(
            part == "__pycache__" or (part.startswith(".") and part not in own)
            for part in path.relative_to(ROOT).parts
        )
    )


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"
