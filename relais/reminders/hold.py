"""What a mediator decides about one reminder: not yet, never, or after all."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from relais.reminders.errors import ReminderNotFoundError, ReminderStateError
from relais.reminders.models import Reminder, ReminderState

HOLDABLE = (ReminderState.PLANNED,)
RELEASABLE = (ReminderState.HELD, ReminderState.CANCELLED)
CANCELLABLE = (ReminderState.PLANNED, ReminderState.HELD)


def hold(session: Session, reminder_id: str, now: datetime) -> None:
    """Keep a planned reminder from leaving. Raises ReminderNotFoundError or ReminderStateError."""
    _move(session, reminder_id, HOLDABLE, ReminderState.HELD, now)


def release(session: Session, reminder_id: str, now: datetime) -> None:
    """Plan a held or cancelled reminder again: it leaves on its day, or at once when that is past.

    Raises ReminderNotFoundError or ReminderStateError.
    """
    _move(session, reminder_id, RELEASABLE, ReminderState.PLANNED, now)


def cancel(session: Session, reminder_id: str, now: datetime) -> None:
    """Give up a reminder that was not sent. Raises ReminderNotFoundError or ReminderStateError."""
    _move(session, reminder_id, CANCELLABLE, ReminderState.CANCELLED, now)


def _move(
    session: Session,
    reminder_id: str,
    origins: Collection[ReminderState],
    state: ReminderState,
    now: datetime,
) -> None:
    # One statement: the sender may be claiming the same row at this very moment.
    moved = session.scalar(
        update(Reminder)
        .where(Reminder.id == reminder_id, Reminder.state.in_(origins))
        .values(state=state, updated_at=now)
        .returning(Reminder.id)
    )
    if moved is not None:
        return
    reminder = session.get(Reminder, reminder_id)
    if reminder is None:
        raise ReminderNotFoundError
    raise ReminderStateError(reminder.state)
