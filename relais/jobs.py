"""The jobs: answering, delivering, and the sweep that finds what a lost bell left."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from huey import Huey, PriorityRedisHuey, SqliteHuey

from relais import conversations, messaging
from relais.bell import BellError
from relais.clock import Clock
from relais.db import Database
from relais.heartbeat import JOBS, beat
from relais.settings import Settings
from relais.understanding import load_language_models

log = logging.getLogger(__name__)

WORKERS = 4
URGENT, ORDINARY = 10, 0
SWEEP_SECONDS = 2.0
SWEEP_LIMIT = 50
# What the bell was rung for this long ago and still waits was not heard.
GRACE = timedelta(seconds=3)


def build_queue(settings: Settings) -> Huey:
    """The queue: Redis when RELAIS_QUEUE_URL is set, else SQLite in the data folder."""
    if settings.queue_url:
        return PriorityRedisHuey("relais", url=settings.queue_url, results=False, blocking=True)
    path = settings.data_dir / "queue.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("relais", filename=str(path), results=False, fsync=False)


class Work(Protocol):
    """What the tasks do; `Worker` is the real one."""

    def answer(self, conversation_id: str) -> None: ...
    def deliver(self, delivery_id: str) -> None: ...


class HueyBell:
    """Rings by queueing a task; in the jobs' process the same tasks are given their work."""

    def __init__(self, queue: Huey) -> None:
        self.queue = queue
        self._work: Work | None = None
        self._answer = queue.task(name="answer")(self._do_answer)
        self._deliver = queue.task(name="deliver", priority=URGENT)(self._do_deliver)

    def attach(self, work: Work) -> None:
        """From now on this process carries the tasks out."""
        self._work = work

    def conversation_waits(self, conversation_id: str) -> None:
        """Queue the answering of a conversation. Raises BellError."""
        self._ring(self._answer, conversation_id)

    def delivery_waits(self, delivery_id: str) -> None:
        """Queue a delivery, before any answering. Raises BellError."""
        self._ring(self._deliver, delivery_id)

    def _ring(self, task: Callable[[str], Any], row_id: str) -> None:
        try:
            task(row_id)
        except Exception as error:  # the queue may be any store: whatever it raises, it is broken
            raise BellError(type(error).__name__) from error

    def _do_answer(self, conversation_id: str) -> None:
        if self._work is not None:
            self._work.answer(conversation_id)

    def _do_deliver(self, delivery_id: str) -> None:
        if self._work is not None:
            self._work.deliver(delivery_id)


class JobParts(conversations.Parts, Protocol):
    """What the jobs need from the composition root."""

    @property
    def sender(self) -> messaging.SmsSender: ...


class Worker:
    """Does the work of one row."""

    def __init__(self, parts: JobParts) -> None:
        self._parts = parts

    def answer(self, conversation_id: str) -> None:
        """Answer a conversation; an error is logged and left to the sweep."""
        conversations.answer(self._parts, conversation_id)

    def deliver(self, delivery_id: str) -> None:
        """Deliver a text and note what the provider said of the number."""
        parts = self._parts
        outcome = messaging.deliver(
            parts.database, parts.vault, parts.sender, parts.clock, delivery_id
        )
        if outcome is not None and outcome.reason is not None:
            with parts.database.transaction() as session:
                conversations.note_outcome(session, outcome, parts.clock.now())


Chore = Callable[[], None]


class Sweep(threading.Thread):
    """Every few seconds: a heartbeat, then the rows that wait although nobody rang for them.

    It does not go through the queue: with a queue that is down, everything is only slower.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        work: Work,
        chores: list[tuple[timedelta, Chore]],
    ) -> None:
        super().__init__(name="sweep", daemon=True)
        self._database, self._clock, self._work = database, clock, work
        self._chores = [(every, chore) for every, chore in chores]
        self._due: dict[int, datetime] = {}
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End after the present round."""
        self._stopped.set()

    def run(self) -> None:
        """Rounds until stopped; an error costs one round, never the thread."""
        while True:
            try:
                self.round()
            except Exception:
                log.exception("a round of the sweep failed")
            if self._stopped.wait(SWEEP_SECONDS):
                return

    def round(self) -> None:
        """One round."""
        now = self._clock.now()
        with self._database.transaction() as session:
            beat(session, JOBS, now)
        with self._database.reading() as session:
            deliveries = messaging.due_deliveries(session, now - GRACE, SWEEP_LIMIT)
            waiting = conversations.waiting_conversations(session, now - GRACE, now, SWEEP_LIMIT)
        for delivery_id in deliveries:
            self._guarded(self._work.deliver, delivery_id)
        for conversation_id in waiting:
            self._guarded(self._work.answer, conversation_id)
        self._do_chores(now)

    def _guarded(self, work: Callable[[str], None], row_id: str) -> None:
        try:
            work(row_id)
        except Exception:
            log.exception("row %s failed; it waits for the next round", row_id)

    def _do_chores(self, now: datetime) -> None:
        for index, (every, chore) in enumerate(self._chores):
            if now < self._due.get(index, now):
                continue
            self._due[index] = now + every
            try:
                chore()
            except Exception:
                log.exception("chore %s failed; it will be tried again", index)


def run_jobs(bell: HueyBell, work: Work, sweep: Sweep) -> None:
    """Work until SIGINT or SIGTERM. Short delays: on SQLite the queue can only be polled."""
    bell.attach(work)
    sweep.start()
    load_language_models()  # so that the first person does not wait
    consumer = bell.queue.create_consumer(
        workers=WORKERS,
        periodic=False,
        initial_delay=0.004,
        backoff=1.1,
        max_delay=0.05,
        graceful_signal="TERM",
    )
    consumer.run()
    sweep.stop()
