from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from relais.reminders import (
    Reminder,
    ReminderNotFoundError,
    ReminderState,
    ReminderStateError,
    cancel,
    hold,
    release,
)
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests

Verb = Callable[[Session, str, datetime], None]
ALLOWED = {
    (ReminderState.PLANNED, hold): ReminderState.HELD,
    (ReminderState.PLANNED, cancel): ReminderState.CANCELLED,
    (ReminderState.HELD, release): ReminderState.PLANNED,
    (ReminderState.HELD, cancel): ReminderState.CANCELLED,
    (ReminderState.CANCELLED, release): ReminderState.PLANNED,
}


@pytest.mark.parametrize("verb", [hold, release, cancel], ids=lambda verb: verb.__name__)
@pytest.mark.parametrize("state", list(ReminderState))
def test_each_state_allows_what_makes_sense_in_it(
    running: RelaisForTests, clock: FixedClock, state: ReminderState, verb: Verb
) -> None:
    reminder = planned_reminder(running)
    with running.relais.database.transaction() as session:
        session.execute(update(Reminder).values(state=state))
    after = ALLOWED.get((state, verb))
    with running.relais.database.transaction() as session:
        if after is None:
            with pytest.raises(ReminderStateError, match=state):
                verb(session, reminder.id, clock.now())
        else:
            verb(session, reminder.id, clock.now())
        session.expire_all()
        assert session.get_one(Reminder, reminder.id).state == (after or state)


@pytest.mark.parametrize("verb", [hold, release, cancel], ids=lambda verb: verb.__name__)
def test_a_reminder_that_was_erased_is_not_found(
    session: Session, clock: FixedClock, verb: Verb
) -> None:
    with pytest.raises(ReminderNotFoundError):
        verb(session, "0" * 32, clock.now())
