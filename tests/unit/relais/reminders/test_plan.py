from datetime import date, timedelta

import pytest
from sqlalchemy import select

from relais.conversations import Person, erase_person
from relais.reminders import Reminder, ReminderState, cancel, hold, plan_reminders
from relais.rights import Right
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder, right_ending_in, today
from tests.fakes.relais import RelaisForTests


def _reminders(running: RelaisForTests) -> list[Reminder]:
    with running.relais.database.reading() as session:
        return list(session.scalars(select(Reminder).order_by(Reminder.ends_on)))


def _change_person(running: RelaisForTests, person_id: str, **fields: object) -> None:
    with running.relais.database.transaction() as session:
        person = session.get_one(Person, person_id)
        for field, value in fields.items():
            setattr(person, field, value)


def _change_right(running: RelaisForTests, right_id: str, **fields: object) -> None:
    with running.relais.database.transaction() as session:
        right = session.get_one(Right, right_id)
        for field, value in fields.items():
            setattr(right, field, value)


def test_a_reminder_is_planned_for_its_day(running: RelaisForTests) -> None:
    right = right_ending_in(running, 70)
    assert plan_reminders(running.relais) == 1
    reminder = _reminders(running)[0]
    assert (reminder.right_id, reminder.person_id) == (right.id, right.person_id)
    assert (reminder.ends_on, reminder.state) == (right.ends_on, ReminderState.PLANNED)
    assert reminder.due_on == today(running) + timedelta(days=10)


def test_the_association_files_later(running: RelaisForTests) -> None:
    reminder = planned_reminder(running, 70, filed_by_association=True)
    assert reminder.due_on == today(running) + timedelta(days=40)


@pytest.mark.parametrize(("days", "planned"), [(75, 1), (76, 0), (0, 1), (-1, 0)])
def test_planning_looks_75_days_ahead_and_never_back(
    running: RelaisForTests, days: int, planned: int
) -> None:
    right_ending_in(running, days)
    assert plan_reminders(running.relais) == planned


def test_a_day_that_is_past_becomes_today(running: RelaisForTests) -> None:
    assert planned_reminder(running, 3).due_on == today(running)


def test_planning_twice_plans_once(running: RelaisForTests) -> None:
    right_ending_in(running, 50)
    assert [plan_reminders(running.relais) for _ in range(2)] == [1, 0]
    assert len(_reminders(running)) == 1


def test_the_day_is_that_of_the_place_people_live_in(
    running: RelaisForTests, clock: FixedClock
) -> None:
    right_ending_in(running, 76)
    clock.move(timedelta(hours=14))  # 23:00 in UTC, after midnight in France
    assert plan_reminders(running.relais) == 1


@pytest.mark.parametrize(
    "person",
    [
        {"consented_at": None},
        {"unreachable": "landline"},
        {"phone_sealed": None},
        {"reminders_stopped_at": True},
        {"opted_out_at": True},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_nothing_is_planned_for_somebody_who_may_not_be_written_to(
    running: RelaisForTests, clock: FixedClock, person: dict[str, object]
) -> None:
    person = {name: clock.now() if value is True else value for name, value in person.items()}
    right_ending_in(running, 50, **person)
    assert plan_reminders(running.relais) == 0


def test_another_end_date_takes_the_old_reminder_back(running: RelaisForTests) -> None:
    old = planned_reminder(running, 50)
    _change_right(running, old.right_id, ends_on=old.ends_on + timedelta(days=10))
    assert plan_reminders(running.relais) == 1
    states = {reminder.ends_on: reminder.state for reminder in _reminders(running)}
    assert states == {
        old.ends_on: ReminderState.WITHDRAWN,
        old.ends_on + timedelta(days=10): ReminderState.PLANNED,
    }


def test_a_held_reminder_of_another_end_date_is_taken_back_too(
    running: RelaisForTests, clock: FixedClock
) -> None:
    old = planned_reminder(running, 50)
    with running.relais.database.transaction() as session:
        hold(session, old.id, clock.now())
    _change_right(running, old.right_id, ends_on=date(2028, 1, 1))
    assert plan_reminders(running.relais) == 0
    assert _reminders(running)[0].state == ReminderState.WITHDRAWN


def test_a_mistyped_end_date_put_right_is_planned_again(running: RelaisForTests) -> None:
    reminder = planned_reminder(running, 50)
    _change_right(running, reminder.right_id, ends_on=date(2028, 1, 1))
    plan_reminders(running.relais)
    _change_right(running, reminder.right_id, ends_on=reminder.ends_on)
    assert plan_reminders(running.relais) == 1
    assert [again.state for again in _reminders(running)] == [ReminderState.PLANNED]


def test_what_a_mediator_cancelled_stays_cancelled(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, 50)
    with running.relais.database.transaction() as session:
        cancel(session, reminder.id, clock.now())
    assert plan_reminders(running.relais) == 0
    assert _reminders(running)[0].state == ReminderState.CANCELLED


def test_who_stops_is_taken_off_the_plan_and_put_back_on_after_start(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, 50)
    _change_person(running, reminder.person_id, opted_out_at=clock.now())
    assert plan_reminders(running.relais) == 0
    assert _reminders(running)[0].state == ReminderState.WITHDRAWN
    _change_person(running, reminder.person_id, opted_out_at=None)
    assert plan_reminders(running.relais) == 1
    assert _reminders(running)[0].state == ReminderState.PLANNED


def test_a_held_reminder_stays_held_when_its_person_stops(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, 50)
    with running.relais.database.transaction() as session:
        hold(session, reminder.id, clock.now())
    _change_person(running, reminder.person_id, opted_out_at=clock.now())
    plan_reminders(running.relais)
    assert _reminders(running)[0].state == ReminderState.HELD


def test_the_day_follows_who_files(running: RelaisForTests) -> None:
    reminder = planned_reminder(running, 50)
    assert reminder.due_on == today(running)
    _change_right(running, reminder.right_id, filed_by_association=True)
    plan_reminders(running.relais)
    assert _reminders(running)[0].due_on == today(running) + timedelta(days=20)


def test_a_day_that_comes_does_not_move(running: RelaisForTests, clock: FixedClock) -> None:
    reminder = planned_reminder(running, 50)
    clock.move(timedelta(days=2))
    plan_reminders(running.relais)
    assert _reminders(running)[0].due_on == reminder.due_on


def test_erasing_a_person_erases_their_reminders(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, 50)
    with running.relais.database.transaction() as session:
        erase_person(session, reminder.person_id, clock.now())
    assert _reminders(running) == []


def test_many_rights_are_planned_in_several_transactions(running: RelaisForTests) -> None:
    for _ in range(103):
        right_ending_in(running, 50)
    assert plan_reminders(running.relais) == 103
