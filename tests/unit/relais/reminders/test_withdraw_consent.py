import pytest
from sqlalchemy.orm import Session

from relais.conversations import Person
from relais.reminders import (
    PersonNotFoundError,
    Reminder,
    ReminderState,
    plan_reminders,
    withdraw_consent,
)
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests


def test_without_consent_nothing_is_planned_any_more(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running)
    with running.relais.database.transaction() as session:
        withdraw_consent(session, reminder.person_id, clock.now())
    assert plan_reminders(running.relais) == 0
    with running.relais.database.reading() as session:
        assert session.get_one(Person, reminder.person_id).consented_at is None
        assert session.get_one(Reminder, reminder.id).state == ReminderState.WITHDRAWN


def test_the_consent_of_somebody_erased_is_not_found(session: Session, clock: FixedClock) -> None:
    with pytest.raises(PersonNotFoundError):
        withdraw_consent(session, "0" * 32, clock.now())
