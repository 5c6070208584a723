"""`relais serve`: starts every part as a child process, waits, and stops them all together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from relais.errors import RelaisError

STOP_SECONDS = 10.0
POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1


class StartError(RelaisError):
    """Something stands in the way of starting; the detail says what and what to do."""

    code = "start"


@dataclass(frozen=True)
class Part:
    """A child process: its name in messages, its command, its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None = None  # what it prints, when it prints much; else our own output


class Supervisor:
    """Runs the parts; when one dies, or a signal comes, all stop."""

    def __init__(self, parts: Sequence[Part], folder: Path) -> None:
        self._parts = parts
        self._folder = folder
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._signal: int | None = None

    def run(self, is_ready: Callable[[], bool], on_ready: Callable[[], None], wait: float) -> int:
        """Start, wait until ready (at most `wait` seconds), stay until the end; the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        try:
            for part in self._parts:
                self._children[part.name] = self._start(part)
            if self._wait_until_ready(is_ready, wait):
                on_ready()
                self._stay()
        finally:
            code = self._end()
        return code

    @contextmanager
    def running(self, is_ready: Callable[[], bool], wait: float) -> Iterator[None]:
        """The parts run for as long as the block does. Raises StartError when they do not start."""
        try:
            for part in self._parts:
                self._children[part.name] = self._start(part)
            if not self._wait_until_ready(is_ready, wait):
                raise StartError(f"{self._dead()} stopped while starting")
            yield
        finally:
            self._stop_all()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._signal = number

    def _start(self, part: Part) -> subprocess.Popen[bytes]:
        with part.log.open("wb") if part.log else nullcontext() as output:
            # Its own session: a Ctrl-C in the terminal reaches us alone, we stop them in order.
            return subprocess.Popen(  # noqa: S603 - our own programs
                list(part.command),
                cwd=self._folder,
                env=dict(part.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def _wait_until_ready(self, is_ready: Callable[[], bool], wait: float) -> bool:
        deadline = time.monotonic() + wait
        while self._signal is None and self._dead() is None:
            if is_ready():
                return True
            if time.monotonic() > deadline:
                raise StartError(f"not ready after {wait:.0f} s")
            time.sleep(POLL_SECONDS)
        return False

    def _stay(self) -> None:
        while self._signal is None and self._dead() is None:
            time.sleep(POLL_SECONDS)

    def _dead(self) -> str | None:
        for name, child in self._children.items():
            if child.poll() is not None:
                return name
        return None

    def _end(self) -> int:
        dead = self._dead() if self._signal is None else None
        if dead is not None:
            code = self._children[dead].returncode
            log = next((part.log for part in self._parts if part.name == dead), None)
            where = f", see {log}" if log else ""
            print(  # noqa: T201
                f"relais: {dead} stopped (exit code {code}{where}); stopping", file=sys.stderr
            )
        self._stop_all()
        return 1 if dead is not None else 0

    def _stop_all(self) -> None:
        running = [child for child in self._children.values() if child.poll() is None]
        for child in running:
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in running:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(child, signal.SIGKILL)
                child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _die_with_parent() -> None:
    # When the supervisor itself is killed outright, nobody is left to stop its children.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def require_free_port(port: int, setting: str) -> None:
    """Raise StartError when something listens on a loopback port already."""
    if not is_free(port):
        raise StartError(f"port {port} is in use: stop what uses it, or set {setting}")


def is_free(port: int) -> bool:
    """Whether nothing listens on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port that nothing uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
