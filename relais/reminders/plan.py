"""Planning: each end of a right gets one reminder, early enough for a mediator to see it coming."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from relais.conversations import Parts, Person
from relais.db import new_id
from relais.reminders.eligible import may_be_reminded
from relais.reminders.models import Reminder, ReminderState
from relais.rights import Right, reminder_day

log = logging.getLogger(__name__)

LOOK_AHEAD = timedelta(days=75)
BATCH = 100  # rights a transaction: on SQLite nobody else writes meanwhile
OPEN = (ReminderState.PLANNED, ReminderState.HELD)


def plan_reminders(parts: Parts) -> int:
    """Plan what has come within LOOK_AHEAD; how many reminders are new, or planned again.

    Open reminders follow their right and their person first. Running it twice, or two of it at
    once, plans nothing twice.
    """
    now = parts.clock.now()
    today = now.astimezone(parts.settings.zone).date()
    _follow(parts, today, now)
    with parts.database.reading() as session:
        waiting = session.scalars(_rights_to_plan(today)).all()
    planned = 0
    for start in range(0, len(waiting), BATCH):
        with parts.database.transaction() as session:
            planned += _plan(session, waiting[start : start + BATCH], today, now)
    if planned:
        log.info("%s reminders planned", planned)
    return planned


def withdraw_planned(session: Session, person_id: str, now: datetime) -> None:
    """Take back what waits for a person; it is planned again should they want reminders again."""
    session.execute(
        update(Reminder)
        .where(Reminder.person_id == person_id, Reminder.state == ReminderState.PLANNED)
        .values(state=ReminderState.WITHDRAWN, updated_at=now)
    )


def _rights_to_plan(today: date) -> Select[str]:
    """Ids of rights that end soon, of people who may be reminded, without a reminder of that end.

    A reminder that was withdrawn counts as none: its reason is gone.
    """
    return (
        select(Right.id)
        .join(Person, Person.id == Right.person_id)
        .outerjoin(Reminder, and_(Reminder.right_id == Right.id, Reminder.ends_on == Right.ends_on))
        .where(
            may_be_reminded(),
            Right.ends_on.between(today, today + LOOK_AHEAD),
            or_(Reminder.id.is_(None), Reminder.state == ReminderState.WITHDRAWN),
        )
        .order_by(Right.id)
    )


def _plan(session: Session, right_ids: Sequence[str], today: date, now: datetime) -> int:
    rights = session.scalars(
        select(Right)
        .join(Person, Person.id == Right.person_id)
        .where(Right.id.in_(right_ids), Right.id.in_(_rights_to_plan(today).order_by(None)))
        .order_by(Right.id)
        # Who is being erased meanwhile is waited for.
        .with_for_update(read=True, key_share=True, of=Person)
    ).all()
    if not rights:
        return 0
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql if is_postgresql else sqlite).insert(Reminder)
    planned = session.scalars(
        insert.values([_values(right, today, now) for right in rights])
        .on_conflict_do_update(
            index_elements=[Reminder.right_id, Reminder.ends_on],
            set_={
                "state": insert.excluded.state,
                "due_on": insert.excluded.due_on,
                "updated_at": insert.excluded.updated_at,
            },
            # What another planner has just made stays as it is.
            where=Reminder.state == ReminderState.WITHDRAWN,
        )
        .returning(Reminder.id)
    )
    return len(planned.all())


def _values(right: Right, today: date, now: datetime) -> dict[str, object]:
    return {
        "id": new_id(),
        "right_id": right.id,
        "person_id": right.person_id,
        "ends_on": right.ends_on,
        "due_on": _due_on(right, today),
        "state": ReminderState.PLANNED,
        "created_at": now,
        "updated_at": now,
    }


def _due_on(right: Right, today: date) -> date:
    return max(reminder_day(right), today)


def _follow(parts: Parts, today: date, now: datetime) -> None:
    """Bring open reminders in line with what was recorded since they were planned."""
    with parts.database.reading() as session:
        changes = _changes(session, today)
    if not changes:
        return
    with parts.database.transaction() as session:
        for reminder_id, values in changes.items():
            session.execute(
                update(Reminder)
                .where(Reminder.id == reminder_id, Reminder.state.in_(OPEN))
                .values(**values, updated_at=now)
            )


def _changes(session: Session, today: date) -> dict[str, dict[str, object]]:
    """What to change, by id of the reminder."""
    rows = session.execute(
        select(Reminder, Right, may_be_reminded().label("wanted"))
        .join(Right, Right.id == Reminder.right_id)
        .join(Person, Person.id == Reminder.person_id)
        .where(Reminder.state.in_(OPEN))
        .order_by(Reminder.id)
    )
    changes: dict[str, dict[str, object]] = {}
    for reminder, right, wanted in rows:
        due_on = _due_on(right, today)
        is_unwanted = reminder.state == ReminderState.PLANNED and not wanted
        if is_unwanted or right.ends_on != reminder.ends_on:
            changes[reminder.id] = {"state": ReminderState.WITHDRAWN}
        elif due_on != max(reminder.due_on, today):
            changes[reminder.id] = {"due_on": due_on}
    return changes
