"""Install pinned packages with pip and say on one line how far it is.

usage: install.py LOCK...

pip alone is either silent for minutes or prints hundreds of lines. What it says goes to a log
inside the environment; of a failure, the one line that matters is shown.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from pathlib import Path

LOG = Path(sys.prefix) / "install.log"
ROOM = 3_000_000_000
"""Bytes that the packages take, with PyTorch's CPU build."""

Pins = set[tuple[str, str]]
"""Canonical name and version."""


def main(locks: Sequence[Path]) -> int:
    """Install what is not there yet; 0 when all of it is."""
    pins = set[tuple[str, str]]().union(*(pins_of(lock.read_text("utf-8")) for lock in locks))
    waiting = len(pins - installed())
    if not waiting:
        return 0
    free = shutil.disk_usage(sys.prefix).free
    if free < ROOM and not any(name == "torch" for name, _ in installed()):
        return _fail(f"the disk is full: {free / 1e9:.1f} GB free, about {ROOM / 1e9:.0f} needed")
    try:
        code = _run_pip(locks, pins, waiting)
    except KeyboardInterrupt:
        print("\nstopped; the next run goes on from here")
        return 130
    return _fail(reason(LOG.read_text("utf-8", errors="replace"))) if code else 0


def pins_of(lock: str) -> Pins:
    """Every `name==version` line."""
    return {(_canonical(n), v) for n, v in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}


def installed() -> Pins:
    """What this environment holds, without local marks such as `+cpu`."""
    folders = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    halves = (folder.stem.partition("-") for folder in folders)
    return {(_canonical(name), version.partition("+")[0]) for name, _, version in halves}


def reason(log: str) -> str:
    """Why pip failed, as one line a person can act on."""
    if "No space left on device" in log:
        return f"the disk is full: the packages take about {ROOM / 1e9:.0f} GB"
    if re.search(r"NewConnectionError|NameResolutionError|Temporary failure in name", log):
        return f"the package index cannot be reached: check the network, try again (log: {LOG})"
    errors = [line for line in log.splitlines() if line.startswith("ERROR:")]
    return f"{errors[-1] if errors else 'pip failed'} (log: {LOG})"


def _run_pip(locks: Sequence[Path], pins: Pins, waiting: int) -> int:
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-input", "--progress-bar", "off"]
    command += [part for lock in locks for part in ("--requirement", str(lock))]
    line = _Line()
    with LOG.open("w", encoding="utf-8") as log:
        pip = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            while pip.poll() is None:
                line.show(_progress(pins, waiting))
                time.sleep(0.5)
        except KeyboardInterrupt:
            pip.wait()  # it was interrupted too, and tidies up
            raise
    line.end(f"{waiting} packages installed" if pip.returncode == 0 else "")
    return pip.returncode


def _progress(pins: Pins, waiting: int) -> str:
    log = LOG.read_text("utf-8", errors="replace")
    if "Installing collected packages" in log:
        done = waiting - len(pins - installed())
        return f"installing package {min(done + 1, waiting)} of {waiting}"
    fetched = re.findall(r"^Collecting ([\w.-]+)", log, re.MULTILINE) or [""]
    return f"fetching package {min(len(fetched), waiting)} of {waiting} {fetched[-1]}"


class _Line:
    """One line that is rewritten on a terminal; elsewhere a line now and then."""

    EVERY = 15
    """Seconds between two lines where there is no terminal."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._last = -float(self.EVERY)

    def show(self, text: str) -> None:
        seconds = time.monotonic() - self._start
        if sys.stdout.isatty():
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{f'{text}  {seconds:.0f} s'[:width]:<{width}}", end="", flush=True)
        elif seconds - self._last >= self.EVERY:
            self._last = seconds
            print(f"{text}  {seconds:.0f} s", flush=True)

    def end(self, text: str) -> None:
        self._last = -float(self.EVERY)
        if text:
            self.show(text)
        if sys.stdout.isatty():
            print()


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _fail(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
