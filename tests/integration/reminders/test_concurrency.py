"""Several processes plan and send at once: one reminder for one end of a right, one text."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from relais.conversations import Message
from relais.db import Database
from relais.messaging import Delivery
from relais.reminders import Reminder, ReminderState, plan_reminders, send_due
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.reminders import right_ending_in
from tests.fakes.relais import RelaisForTests, build_relais

WORKERS = 4
RIGHTS = 12


@pytest.fixture
def running(
    shared_database: Database, clock: FixedClock, keys: Keys, texts: Texts
) -> RelaisForTests:
    return build_relais(shared_database, clock, keys, texts)


def _at_once(work: Callable[[], int]) -> list[int]:
    """What each of WORKERS threads gets when all begin at the same moment."""
    barrier = Barrier(WORKERS, timeout=30)

    def begin() -> int:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [future.result() for future in [pool.submit(begin) for _ in range(WORKERS)]]


def _count(running: RelaisForTests, model: type) -> int:
    with running.relais.database.reading() as session:
        return session.scalars(select(func.count()).select_from(model)).one()


def test_planners_at_once_plan_each_right_once(running: RelaisForTests) -> None:
    for _ in range(RIGHTS):
        right_ending_in(running, 50)
    planned = _at_once(lambda: plan_reminders(running.relais))
    assert sum(planned) == RIGHTS
    assert _count(running, Reminder) == RIGHTS


def test_senders_at_once_send_each_reminder_once(running: RelaisForTests) -> None:
    for _ in range(RIGHTS):
        right_ending_in(running, 50)
    plan_reminders(running.relais)
    sent = _at_once(lambda: send_due(running.relais))
    assert sum(sent) == RIGHTS
    assert (_count(running, Message), _count(running, Delivery)) == (RIGHTS, RIGHTS)
    assert len(running.bell.deliveries) == len(set(running.bell.deliveries)) == RIGHTS
    with running.relais.database.reading() as session:
        assert set(session.scalars(select(Reminder.state))) == {ReminderState.SENT}


def test_planners_and_senders_at_once_leave_one_text_each(running: RelaisForTests) -> None:
    for _ in range(RIGHTS):
        right_ending_in(running, 50)

    def plan_and_send() -> int:
        plan_reminders(running.relais)
        return send_due(running.relais)

    assert sum(_at_once(plan_and_send)) == RIGHTS
    assert _count(running, Delivery) == RIGHTS
