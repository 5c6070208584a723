"""The real web server on a real port, answered by real jobs; only Rasa and Twilio are fakes."""

import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from relais.bootstrap import Relais
from relais.clock import SystemClock
from relais.db import connect
from relais.jobs import Sweep, Work, Worker
from relais.models import Base
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.e2e.service import wait_for
from tests.fakes.relais import FakeRasa, build_relais
from web.app import create_app
from web.server import Server

START_SECONDS = 20


class AnsweringBell:
    """Rings in a thread of this process, which does the work at once unless it is told to hold."""

    def __init__(self) -> None:
        self._rings: queue.Queue[tuple[str, str] | None] = queue.Queue()
        self._may_work = threading.Event()
        self._may_work.set()

    def conversation_waits(self, conversation_id: str) -> None:
        self._rings.put(("answer", conversation_id))

    def delivery_waits(self, delivery_id: str) -> None:
        self._rings.put(("deliver", delivery_id))

    def hold(self) -> None:
        """Nothing is answered until `go_on`."""
        self._may_work.clear()

    def go_on(self) -> None:
        self._may_work.set()

    def work(self, work: Work) -> None:
        """Until `stop`."""
        while ring := self._rings.get():
            self._may_work.wait()
            kind, row_id = ring
            if kind == "answer":
                work.answer(row_id)
            else:
                work.deliver(row_id)

    def stop(self) -> None:
        self.go_on()
        self._rings.put(None)


@dataclass(frozen=True)
class LiveServer:
    """A running Relais and what a test may turn on it."""

    url: str
    relais: Relais
    rasa: FakeRasa
    bell: AnsweringBell


@contextmanager
def run_server(folder: Path, keys: Keys, texts: Texts) -> Iterator[LiveServer]:
    """Serve on a free loopback port, with a database of its own, until the block ends."""
    database = connect(f"sqlite:///{folder / 'relais.db'}")
    Base.metadata.create_all(database.engine)
    clock, bell = SystemClock(), AnsweringBell()
    fakes = build_relais(database, FixedClock(clock.now()), keys, texts, data_dir=folder)
    relais = replace(fakes.relais, clock=clock, bell=bell)
    with _working(relais, bell), _serving(relais) as url:
        yield LiveServer(url, relais, fakes.rasa, bell)
    database.dispose()


@contextmanager
def _working(relais: Relais, bell: AnsweringBell) -> Iterator[None]:
    work = Worker(relais)
    worker = threading.Thread(target=bell.work, args=[work], daemon=True)
    sweep = Sweep(relais.database, relais.clock, _Idle(), [])
    worker.start()
    sweep.start()
    yield
    bell.stop()
    sweep.stop()
    worker.join()
    sweep.join()


class _Idle:
    """The sweep of a live server only shows that the jobs live: the bell is never lost here."""

    def answer(self, conversation_id: str) -> None: ...
    def deliver(self, delivery_id: str) -> None: ...


@contextmanager
def _serving(relais: Relais) -> Iterator[str]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = Server(create_app(relais))
    thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
    thread.start()
    assert wait_for(lambda: server.started, START_SECONDS), "the web server did not start"
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
