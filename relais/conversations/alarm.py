"""Raising the alarm: the conversation is flagged, and a person of the association is told."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.conversations.models import Conversation, DangerAlert, Message
from relais.conversations.parts import Parts
from relais.messaging import enqueue
from relais.safety import Alert

DANGER, DOUBT = "danger", "doubt"  # why the conversation waits for a person
ON_CALL_PERIOD = timedelta(minutes=10)
REFERENCE_LENGTH = 6
# Read by the association alone, hence in French alone.
_ON_CALL_TEXT = (
    "Relais : danger ({kind}). Une conversation attend dans la console, référence {reference}."
)
_KINDS = {
    "emergency": "urgence vitale",
    "violence": "violence",
    "suicidal_thoughts": "idées suicidaires",
}


def raise_alarm(
    parts: Parts, session: Session, conversation: Conversation, message: Message, alert: Alert
) -> str | None:
    """Flag a message and its conversation, and have the person on call texted.

    The id of the delivery to ring for, when there is one. A doubt is shown as such, quietly.
    """
    now = parts.clock.now()
    row = _keep(session, message, alert, now)
    if alert.is_doubt:
        if conversation.danger is None:
            conversation.needs_person_at, conversation.needs_person_reason = now, DOUBT
        return None
    message.danger, message.danger_matched = alert.danger, alert.matched
    conversation.danger, conversation.danger_at = alert.danger, now
    conversation.needs_person_at, conversation.needs_person_reason = now, DANGER
    return _text_on_call(parts, session, row, now)


def reference_of(conversation_id: str) -> str:
    """What a conversation is called in a text: too short to lead anywhere but to the console."""
    return conversation_id[:REFERENCE_LENGTH].upper()


def _keep(session: Session, message: Message, alert: Alert, now: datetime) -> DangerAlert:
    """The alert of the message; a doubt that has become a danger stays one row."""
    row = session.scalar(select(DangerAlert).where(DangerAlert.message_id == message.id))
    if row is None:
        row = DangerAlert(message_id=message.id, conversation_id=message.conversation_id)
        session.add(row)
    row.danger, row.matched, row.probability = alert.danger, alert.matched, alert.probability
    row.is_doubt, row.at = alert.is_doubt, now
    session.flush()
    return row


def _text_on_call(parts: Parts, session: Session, row: DangerAlert, now: datetime) -> str | None:
    """At most one text for a conversation in ON_CALL_PERIOD; never a word of the person in it."""
    number = parts.settings.on_call_number
    last = session.scalar(
        select(func.max(DangerAlert.on_call_at)).where(
            DangerAlert.conversation_id == row.conversation_id
        )
    )
    if number is None or (last is not None and last > now - ON_CALL_PERIOD):
        return None
    row.on_call_at = now
    body = _ON_CALL_TEXT.format(
        kind=_KINDS[row.danger], reference=reference_of(row.conversation_id)
    )
    delivery = enqueue(
        session,
        parts.vault,
        message_id=row.message_id,
        person_id=None,
        to=number.get_secret_value(),
        body=body,
        now=now,
        urgent=True,
    )
    return delivery.id
