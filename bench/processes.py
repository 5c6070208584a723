"""Starting what is measured, on loopback, in a folder of its own, and what it costs in memory."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 240.0
PARTS = {name: name for name in ("rasa", "actions", "jobs", "web")} | {
    "bot.lean_rasa": "rasa",
    "serve": "supervisor",
}


@contextlib.contextmanager
def running(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process and its children, stopped together at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(os.environ) | dict(environment),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_answers(url: str, process: subprocess.Popen[bytes]) -> float:
    """Seconds until `url` answers 200. Raises TimeoutError after START_SECONDS."""
    started = time.perf_counter()
    while time.perf_counter() - started < START_SECONDS:
        if process.poll() is not None:
            raise RuntimeError(f"stopped with exit code {process.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:
            if answer.status == 200:
                return time.perf_counter() - started
        time.sleep(0.05)
    raise TimeoutError(url)


def resident_megabytes(pid: int) -> dict[str, float]:
    """Proportional memory (PSS) in MB of a process and its descendants, by command."""
    found: dict[str, float] = {}
    for child in [pid, *_descendants(pid)]:
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{child}/smaps_rollup").read_text()
            words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
            name = next((PARTS[word] for word in words if word in PARTS), "?")
            kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line)
            found[name] = found.get(name, 0.0) + kilobytes / 1024
    return found


def _descendants(pid: int) -> list[int]:
    children: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                child = int(path.parent.name)
                children += [child, *_descendants(child)]
    return children
