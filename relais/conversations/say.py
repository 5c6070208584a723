"""Saying something to a person: kept as a message, and put in the outbox on SMS."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relais.conversations.models import (
    Author,
    Channel,
    Conversation,
    Message,
    MessageState,
    Person,
)
from relais.conversations.people import lock_conversation
from relais.conversations.redact import redact
from relais.messaging import enqueue
from relais.vault import Vault


@dataclass(frozen=True)
class Speech:
    """What is said, by whom, and how it must travel."""

    text: str
    author: Author
    reply_keys: Sequence[str] = ()
    choices: Sequence[dict[str, Any]] = ()  # number, label, payload: what a "2" will mean
    staff_id: str | None = None
    urgent: bool = False  # danger: goes before everything else, and past an opt-out
    past_opt_out: bool = False  # the answer of the very turn in which the person opted out
    due_at: datetime | None = None
    in_webhook: bool = False  # it travels in the webhook's own answer: nothing to deliver


@dataclass(frozen=True)
class Said:
    """The stored message and, on SMS, the delivery that waits for the bell."""

    message: Message
    delivery_id: str | None = field(default=None)


def say(
    session: Session, vault: Vault, conversation: Conversation, speech: Speech, now: datetime
) -> Said:
    """Store what is said and enqueue its delivery.

    Nothing is delivered to a person who opted out, unless it is urgent or confirms the opt-out;
    the message is kept all the same, so that staff see what the person did not get.
    """
    lock_conversation(session, conversation.id)
    message = Message(
        conversation_id=conversation.id,
        author=speech.author,
        staff_id=speech.staff_id,
        state=MessageState.SAID,
        created_at=now,
        body_sealed=vault.encrypt(speech.text),
        redacted=redact(speech.text),
        language=conversation.language,
        reply_keys=list(speech.reply_keys),
        choices=list(speech.choices),
    )
    session.add(message)
    session.flush()
    conversation.last_message_at = now
    conversation.offered = list(speech.choices)  # whoever spoke last: older numbers mean nothing
    return Said(message, _enqueue(session, vault, conversation, message, speech, now))


def _enqueue(
    session: Session,
    vault: Vault,
    conversation: Conversation,
    message: Message,
    speech: Speech,
    now: datetime,
) -> str | None:
    if conversation.channel != Channel.SMS or speech.in_webhook:
        return None
    person = session.get_one(Person, conversation.person_id)
    if person.phone_sealed is None:
        return None
    if person.opted_out_at and not (speech.urgent or speech.past_opt_out):
        return None
    delivery = enqueue(
        session,
        vault,
        message_id=message.id,
        person_id=person.id,
        to=vault.decrypt(person.phone_sealed),
        body=speech.text,
        now=now,
        urgent=speech.urgent,
        due_at=speech.due_at,
    )
    return delivery.id
