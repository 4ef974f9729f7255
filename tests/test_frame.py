"""Promises of the repository itself: what it installs, what it never holds, what its pages name."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

WORD = re.compile(r"[a-z0-9æøå]+")
RUN = 10
"""So many words in a row are the paper's and not ours."""
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:root|home|work|Users)/\w")


@pytest.fixture(scope="module")
def direct(root: Path) -> dict[str, Requirement]:
    return {
        canonicalize_name(wanted.name): wanted for wanted in map(Requirement, _dependencies(root))
    }


@pytest.fixture(scope="module")
def lock(root: Path) -> dict[str, Version]:
    return _pins(root / "requirements.lock")


@pytest.mark.parametrize(
    ("package", "floor"),
    [
        pytest.param("gradio", "6.25", id="earlier gradio lacks security fixes"),
        pytest.param("langchain-core", "1.3.3", id="earlier langchain-core too"),
    ],
)
def test_floor(
    direct: Mapping[str, Requirement], lock: Mapping[str, Version], package: str, floor: str
) -> None:
    below = Version(f"{floor}.dev0")

    assert below not in direct[package].specifier
    assert lock[package] >= Version(floor)


def test_torch_is_pinned_to_what_the_tests_run_on(
    direct: Mapping[str, Requirement], lock: Mapping[str, Version]
) -> None:
    assert str(direct["torch"].specifier) == "==2.13.0"
    assert str(lock["torch"]) == "2.13.0"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_is_plain_pins_in_order(root: Path, name: str) -> None:
    lines = (root / name).read_text("utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    assert lines == sorted(set(lines))


def test_lock_holds_every_direct_dependency(
    direct: Mapping[str, Requirement], lock: Mapping[str, Version]
) -> None:
    fitting = {
        name
        for name, wanted in direct.items()
        if name in lock and wanted.specifier.contains(lock[name], prereleases=True)
    }

    assert sorted(direct.keys() - fitting) == []


def test_locks_hold_every_tool_of_the_tests(root: Path, lock: Mapping[str, Version]) -> None:
    held = lock.keys() | _pins(root / "requirements-dev.lock").keys()
    wanted = {canonicalize_name(Requirement(tool).name) for tool in _dependencies(root, "dev")}

    assert sorted(wanted - held) == []


def test_no_package_is_in_both_locks(root: Path, lock: Mapping[str, Version]) -> None:
    assert sorted(lock.keys() & _pins(root / "requirements-dev.lock").keys()) == []


def test_lock_needs_no_graphics_card(lock: Mapping[str, Version]) -> None:
    assert [name for name in lock if re.match(r"nvidia|cuda|triton", name)] == []


def test_every_import_is_declared(root: Path, direct: Mapping[str, Requirement]) -> None:
    providers = packages_distributions()
    extra = {canonicalize_name(Requirement(w).name) for w in _dependencies(root, "local")}
    declared = direct.keys() | extra
    undeclared = {
        f"{path.relative_to(root)}: {module}"
        for path in (root / "assistant").rglob("*.py")
        for module in _imported(path)
        if module not in sys.stdlib_module_names and module != "assistant"
        if not {canonicalize_name(name) for name in providers.get(module, ())} & declared
    }

    assert sorted(undeclared) == []


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"trust_remote_code\s*=\s*True", id="a model brings no code"),
        pytest.param(r"HttpClient\b|\bchroma run\b", id="Chroma is embedded, never a server"),
        pytest.param(r"allow_pickle\s*=\s*True", id="loading numbers runs no code"),
    ],
)
def test_never_in_the_code(root: Path, tracked: Sequence[Path], pattern: str) -> None:
    code = [path for path in tracked if path.suffix == ".py" and path != Path(__file__)]

    assert list(_lines_with(pattern, code, root)) == []


def test_no_machine_path_is_committed(root: Path, tracked: Sequence[Path]) -> None:
    ours = [path for path in tracked if path != Path(__file__)]

    assert list(_lines_with(MACHINE_PATH.pattern, ours, root)) == []


@pytest.mark.shared
def test_the_papers_wording_is_nowhere(
    root: Path, tracked: Sequence[Path], paper_file: Path
) -> None:
    text = paper_file.read_text("utf-8")
    body = text[text.index("ABSTRACT") : text.index("ORCID")]
    theirs = set(_runs(body))

    found = [
        f"{path.relative_to(root)}: ...{' '.join(run)}..."
        for path in tracked
        for run in _runs(path.read_text("utf-8", errors="replace"))
        if run in theirs
    ]

    assert found == []


def test_pages_name_targets_that_exist(root: Path) -> None:
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]
    named = {
        target
        for page in pages
        for code in _code(page.read_text("utf-8"))
        for target in re.findall(r"\bmake ([a-z][\w-]*)", code)
    }

    assert {"run", "test"} <= named
    assert sorted(named - _targets(root).keys()) == []


def test_make_help_explains_every_target(root: Path) -> None:
    assert [name for name, why in _targets(root).items() if not why] == []


def test_ci_script_can_be_started(root: Path) -> None:
    assert os.access(root / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize(
    "name", ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]
)
def test_page_is_there(root: Path, name: str) -> None:
    assert (root / name).read_text("utf-8").strip()


def _dependencies(root: Path, extra: str | None = None) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted: list[str] = (
        project["optional-dependencies"][extra] if extra else project["dependencies"]
    )
    return wanted


def _pins(path: Path) -> dict[str, Version]:
    pairs = (line.split("==") for line in path.read_text("utf-8").splitlines())
    return {name: Version(version) for name, version in pairs}


def _imported(path: Path) -> Iterator[str]:
    """Top-level names of every absolute import, late ones too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _lines_with(pattern: str, paths: Sequence[Path], root: Path) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if re.search(pattern, line):
                yield f"{path.relative_to(root)}:{number}: {line.strip()[:80]}"


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _code(page: str) -> list[str]:
    """What stands between backticks, in blocks or in lines."""
    return re.findall(r"```.*?```|`[^`\n]+`", page, re.DOTALL)


def _targets(root: Path) -> dict[str, str]:
    """Every target for people, and what `make help` says of it."""
    lines = (root / "Makefile").read_text("utf-8").splitlines()
    rules = (re.match(r"([a-z]+):(?!=)(?:.*?## (.*))?", line) for line in lines)
    return {rule[1]: rule[2] or "" for rule in rules if rule}
