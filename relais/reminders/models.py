"""Reminders that a right is about to end, from plan to reply."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relais.db import Base, OpaqueId, named, new_id


class ReminderState(StrEnum):
    """Where a reminder is. Only `planned` ones are ever sent."""

    PLANNED = "planned"
    HELD = "held"  # a mediator said: not yet
    CANCELLED = "cancelled"  # a mediator said: never
    WITHDRAWN = "withdrawn"  # by itself: another end date, or the person may not be written to
    SENT = "sent"  # handed to the outbox
    EXPIRED = "expired"  # could not be sent before the right ended
    DONE = "done"  # the person answered: done
    HELP = "help"  # the person answered: I need help
    STOPPED = "stopped"  # the person answered: no more reminders


class Reminder(Base):
    """One text about one end date of one right: the constraint makes a second one impossible."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("right_id", "ends_on"),)

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    right_id: Mapped[str] = mapped_column(ForeignKey("rights.id", ondelete="CASCADE"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    ends_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[ReminderState] = mapped_column(named(ReminderState), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
