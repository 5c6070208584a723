from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from relais.bell import BellError
from relais.clock import Clock
from relais.db import Database
from relais.heartbeat import JOBS, is_alive
from relais.jobs import HueyBell, Sweep, Worker
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.conversations import AMINA, receive_text
from tests.fakes.relais import RelaisForTests, build_relais


class Notes:
    """Work that only notes what it was asked; fails on demand."""

    def __init__(self) -> None:
        self.answered: list[str] = []
        self.delivered: list[str] = []
        self.fails = False

    def answer(self, conversation_id: str) -> None:
        self.answered.append(conversation_id)
        if self.fails:
            raise RuntimeError

    def deliver(self, delivery_id: str) -> None:
        self.delivered.append(delivery_id)


class BrokenQueue:
    """A queue whose store is gone."""

    def task(self, **_: object):  # type: ignore[no-untyped-def]
        def ring(_row_id: str) -> None:
            raise ConnectionError

        return lambda _function: ring


@pytest.fixture
def running(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    return build_relais(database, clock, keys, texts)


def _sweep(running: RelaisForTests, work: object, *chores: object) -> Sweep:
    relais = running.relais
    each = [(timedelta(minutes=5), chore) for chore in chores]
    return Sweep(relais.database, relais.clock, work, each)  # type: ignore[arg-type]


def test_a_broken_queue_is_a_broken_bell() -> None:
    with pytest.raises(BellError):
        HueyBell(BrokenQueue()).conversation_waits("x")


def test_the_sweep_gives_a_sign_of_life(running: RelaisForTests, session: Session) -> None:
    _sweep(running, Notes()).round()

    assert is_alive(session, JOBS, running.relais.clock.now())


def test_the_sweep_answers_what_a_lost_bell_left(
    running: RelaisForTests, clock: FixedClock
) -> None:
    running.bell.broken = True
    received = receive_text(running, AMINA, "bonjour")
    work = Notes()
    sweep = _sweep(running, work)

    sweep.round()
    assert work.answered == []  # the bell may still be heard

    clock.move(timedelta(seconds=10))
    sweep.round()
    assert work.answered == [received.conversation_id]


def test_with_the_queue_dead_the_sweep_alone_answers_and_delivers(
    running: RelaisForTests, clock: FixedClock
) -> None:
    running.bell.broken = True
    receive_text(running, AMINA, "bonjour")
    sweep = _sweep(running, Worker(running.relais))

    for _ in range(2):
        clock.move(timedelta(seconds=10))
        sweep.round()

    from sqlalchemy import select

    from relais.messaging import Delivery, DeliveryState

    with running.relais.database.reading() as session:
        assert session.scalars(select(Delivery.state)).all() == [DeliveryState.SENT]


def test_a_row_that_fails_does_not_stop_the_sweep(
    running: RelaisForTests, clock: FixedClock
) -> None:
    running.bell.broken = True
    receive_text(running, AMINA, "bonjour")
    clock.move(timedelta(seconds=10))
    work, done = Notes(), []
    work.fails = True

    _sweep(running, work, lambda: done.append(1)).round()

    assert done == [1]


def test_chores_run_at_their_own_pace(running: RelaisForTests, clock: FixedClock) -> None:
    done: list[Clock] = []
    sweep = _sweep(running, Notes(), lambda: done.append(clock))

    sweep.round()
    sweep.round()
    assert len(done) == 1
    clock.move(timedelta(minutes=5))
    sweep.round()
    assert len(done) == 2
