"""Sending the reminders that are due: each at most once, never after the right has ended."""

import logging
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from relais.bell import BellError
from relais.conversations import Author, Channel, Parts, Person, Said, Speech, conversation_of, say
from relais.errors import RelaisError
from relais.messaging import sent_lately
from relais.reminders.eligible import may_be_reminded
from relais.reminders.models import Reminder, ReminderState
from relais.reminders.plan import OPEN
from relais.reminders.quiet_hours import is_quiet
from relais.reminders.wording import write_reminder
from relais.rights import Right

log = logging.getLogger(__name__)

# A round: the sweep that runs it also gives the sign of life the webhooks look for.
SEND_LIMIT = 100
CAP_PERIOD = timedelta(hours=24)


def send_due(parts: Parts) -> int:
    """Hand at most SEND_LIMIT due reminders to the outbox; how many.

    None in quiet hours. Reminders whose right has ended are closed instead, at any hour.
    """
    _expire(parts)
    sent = 0
    for reminder_id in _due(parts):
        if is_quiet(parts.settings, parts.clock.now()):
            break
        sent += _send(parts, reminder_id)
    if sent:
        log.info("%s reminders handed to the outbox", sent)
    return sent


def _today(parts: Parts) -> date:
    return parts.clock.now().astimezone(parts.settings.zone).date()


def _expire(parts: Parts) -> None:
    too_late = (Reminder.state.in_(OPEN), Reminder.ends_on < _today(parts))
    with parts.database.reading() as session:
        if session.scalar(select(Reminder.id).where(*too_late).limit(1)) is None:
            return
    with parts.database.transaction() as session:
        session.execute(
            update(Reminder)
            .where(*too_late)
            .values(state=ReminderState.EXPIRED, updated_at=parts.clock.now())
        )


def _due(parts: Parts) -> list[str]:
    with parts.database.reading() as session:
        return list(
            session.scalars(
                select(Reminder.id)
                .where(Reminder.state == ReminderState.PLANNED, Reminder.due_on <= _today(parts))
                .order_by(Reminder.ends_on, Reminder.id)
                .limit(SEND_LIMIT)
            )
        )


def _send(parts: Parts, reminder_id: str) -> bool:
    try:
        with parts.database.transaction() as session:
            said = _say(parts, session, reminder_id)
    except (RelaisError, IntegrityError) as error:
        # One reminder that fails must not keep the others from leaving; it stays planned.
        log.error("reminder %s not sent: %s", reminder_id, getattr(error, "code", "conflict"))
        return False
    if said is None or said.delivery_id is None:
        return False
    try:
        parts.bell.delivery_waits(said.delivery_id)
    except BellError:
        log.warning("the bell is broken: delivery %s waits for the sweep", said.delivery_id)
    return True


def _say(parts: Parts, session: Session, reminder_id: str) -> Said | None:
    """Claim the reminder and say it, in one transaction: both happen, or neither does."""
    now = parts.clock.now()
    reminder = _claim(session, reminder_id, _today(parts), now)
    if reminder is None:
        return None
    right = session.get_one(Right, reminder.right_id)
    person = session.scalar(
        select(Person).where(Person.id == reminder.person_id, may_be_reminded())
    )
    if person is None or right.ends_on != reminder.ends_on:
        reminder.state, reminder.sent_at = ReminderState.WITHDRAWN, None
        return None
    cap = parts.settings.daily_message_cap
    if sent_lately(session, person.id, now - CAP_PERIOD) >= cap:
        reminder.state, reminder.sent_at = ReminderState.PLANNED, None
        return None
    conversation = conversation_of(session, person, Channel.SMS, now)
    conversation.language = conversation.language or person.language
    speech = _speech(parts, right, person)
    said = say(session, parts.vault, conversation, speech, now)
    reminder.message_id = said.message.id
    return said


def _speech(parts: Parts, right: Right, person: Person) -> Speech:
    rendered = write_reminder(
        parts, right.cover, right.ends_on, person.language, discreet=person.discreet
    )
    return Speech(
        rendered.text,
        Author.ASSISTANT,
        reply_keys=rendered.keys,
        choices=[choice.as_json() for choice in rendered.choices],
    )


def _claim(session: Session, reminder_id: str, today: date, now: datetime) -> Reminder | None:
    # One statement: of two senders at the same row, the second finds it no longer planned.
    return session.scalar(
        update(Reminder)
        .where(
            Reminder.id == reminder_id,
            Reminder.state == ReminderState.PLANNED,
            Reminder.due_on <= today,
            Reminder.ends_on >= today,
        )
        .values(state=ReminderState.SENT, sent_at=now, updated_at=now)
        .returning(Reminder)
    )
