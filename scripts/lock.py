"""Pin what `pyproject.toml` asks for, and all that it brings, into the two locks.

Made in a new environment on Linux with PyTorch's CPU build and the oldest Python that is supported.
`requirements.lock` runs the assistant; `requirements-dev.lock` is what tests and checks add.
"""

import re
import subprocess
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = re.compile(r"(pip|wheel|triton|cuda-.*|nvidia-.*)==")
"""pip is in every environment; the rest is for graphics cards, or builds packages."""


def main() -> None:
    """Write both locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        runtime = _installed(python, project["dependencies"])
        _write("requirements.lock", runtime)
        extra = project["optional-dependencies"]["dev"]
        both = _installed(python, [*extra, "--constraint", str(ROOT / "requirements.lock")])
        _write("requirements-dev.lock", sorted(set(both) - set(runtime)))


def _installed(python: Path, wanted: Sequence[str]) -> list[str]:
    """Install and list everything that is there then, as `name==version`."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *wanted], check=True)
    frozen = subprocess.run([*pip, "freeze", "--all"], check=True, capture_output=True, text=True)
    pins = sorted(_plain(line) for line in frozen.stdout.splitlines())
    return [pin for pin in pins if not LEFT_OUT.match(pin)]


def _plain(pin: str) -> str:
    """The canonical name, and the version without a local mark such as `+cpu`."""
    name, _, version = pin.partition("==")
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version.partition('+')[0]}"


def _write(name: str, pins: Sequence[str]) -> None:
    (ROOT / name).write_text("".join(f"{pin}\n" for pin in pins), "utf-8")
    print(f"{name}: {len(pins)} packages")


if __name__ == "__main__":
    main()
