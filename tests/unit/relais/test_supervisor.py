"""Real child processes, small ones."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from relais.supervisor import Part, StartError, Supervisor, free_port, is_free, require_free_port

ROOT = Path(__file__).resolve().parents[3]
SLEEPER = "import time; time.sleep(60)"
# Runs two sleepers under a supervisor and says when they live.
PROGRAM = """
import sys, os
from pathlib import Path
from relais.supervisor import Part, Supervisor
sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
supervisor = Supervisor([Part("a", sleeper, os.environ), Part("b", sleeper, os.environ)], Path("."))
pids = lambda: print(*(child.pid for child in supervisor._children.values()), flush=True)
sys.exit(supervisor.run(lambda: True, pids, 5))
"""


def _part(name: str, code: str) -> Part:
    return Part(name, [sys.executable, "-c", code], os.environ)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait_until_gone(pids: list[int]) -> bool:
    waiting = threading.Event()
    for _ in range(100):
        if not any(_lives(pid) for pid in pids):
            return True
        waiting.wait(0.1)
    return False


def _started() -> tuple[subprocess.Popen[str], list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, [int(pid) for pid in process.stdout.readline().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_every_part_and_ends_well(number: signal.Signals) -> None:
    process, pids = _started()
    assert len(pids) == 2
    process.send_signal(number)

    assert process.wait(15) == 0
    assert _wait_until_gone(pids)


def test_no_part_outlives_a_supervisor_that_was_killed() -> None:
    process, pids = _started()
    process.kill()
    process.wait(15)

    assert _wait_until_gone(pids)


def test_when_one_part_dies_all_stop_and_it_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    supervisor = Supervisor([_part("good", SLEEPER), _part("bad", "raise SystemExit(3)")], ROOT)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert supervisor.run(lambda: False, lambda: None, 20) == 1
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert "bad stopped (exit code 3)" in capfd.readouterr().err


def test_a_part_with_a_log_prints_there(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    part = Part(
        "talker", [sys.executable, "-c", "print('hello', flush=True); " + SLEEPER], os.environ, log
    )
    with Supervisor([part], ROOT).running(lambda: "hello" in log.read_text(), 10):
        pass

    assert log.read_text() == "hello\n"


def test_a_part_that_never_gets_ready_is_an_error_and_is_stopped() -> None:
    supervisor = Supervisor([_part("slow", SLEEPER)], ROOT)
    with pytest.raises(StartError, match="not ready"), supervisor.running(lambda: False, 0.3):
        pytest.fail("never ready")


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"{port} is in use.*RELAIS_PORT"):
            require_free_port(port, "RELAIS_PORT")


def test_a_free_port_is_free() -> None:
    assert is_free(free_port())
