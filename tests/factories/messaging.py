"""Texts in the outbox, with the person, the conversation and the message they belong to."""

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
from relais.messaging import Delivery, enqueue
from relais.vault import Vault

NUMBER = "+33639980001"
BODY = "Votre rendez-vous est note."


def make_conversation(session: Session, now: datetime) -> Conversation:
    person = Person(created_at=now)
    session.add(person)
    session.flush()
    conversation = Conversation(
        person_id=person.id, channel=Channel.SMS, created_at=now, last_message_at=now
    )
    session.add(conversation)
    session.flush()
    return conversation


def make_delivery(
    session: Session,
    vault: Vault,
    now: datetime,
    *,
    conversation: Conversation | None = None,
    to: str = NUMBER,
    body: str = BODY,
    **more: Any,
) -> Delivery:
    """A text waiting in the outbox; `more` goes to `enqueue`."""
    conversation = conversation or make_conversation(session, now)
    message = Message(
        conversation_id=conversation.id,
        author=Author.ASSISTANT,
        state=MessageState.SAID,
        created_at=now,
        body_sealed=vault.encrypt(body),
        redacted="",
    )
    session.add(message)
    session.flush()
    return enqueue(
        session,
        vault,
        message_id=message.id,
        person_id=conversation.person_id,
        to=to,
        body=body,
        now=now,
        **more,
    )
