"""Serving as a process: it listens at once, and Ctrl-C ends it cleanly."""

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.service.serving import until

SCRIPT = """
import sys, time
from pathlib import Path
from assistant.service.app import serve
from assistant.testing import CannedAssistant
from tests.service.serving import parts

def load():
    time.sleep(float(sys.argv[1]))
    return CannedAssistant(pause=0.2)

serve(parts(load, Path(sys.argv[2])), host="127.0.0.1", port=0, announce=lambda address: print(address, flush=True))
"""


@contextlib.contextmanager
def process(
    root: Path, home: Path, *, loading: float
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", SCRIPT, str(loading), str(home)]
    running = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    try:
        yield running, running.stdout.readline().strip()
    finally:
        running.kill()
        running.communicate()


def test_the_first_byte_comes_within_a_third_of_a_second_of_listening(
    root: Path, tmp_path: Path
) -> None:
    with process(root, tmp_path, loading=60) as (_, address):
        begun = time.perf_counter()
        page = httpx.get(address)
        assert time.perf_counter() - begun < 0.3
        assert page.status_code == 200


def test_ctrl_c_ends_it_cleanly_even_while_somebody_waits(root: Path, tmp_path: Path) -> None:
    with process(root, tmp_path, loading=60) as (running, address):
        until(lambda: "instance" in httpx.get(f"{address}/api/health").json())
        waiting = threading.Thread(target=_ask, args=(address,), daemon=True)
        waiting.start()
        time.sleep(0.5)

        running.send_signal(signal.SIGINT)

        assert running.wait(timeout=15) == 0
        assert running.stderr is not None
        assert running.stderr.read() == ""


def _ask(address: str) -> None:
    with contextlib.suppress(httpx.HTTPError):
        httpx.post(f"{address}/api/ask", json={"question": "What does it cost?"}, timeout=60)
