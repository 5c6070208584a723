"""Receiving a message: screened for danger, stored exactly once, then the bell is rung."""

import logging
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from relais.bell import BellError
from relais.conversations.errors import ConversationError
from relais.conversations.models import (
    Author,
    Channel,
    Conversation,
    Message,
    MessageState,
)
from relais.conversations.parts import Parts
from relais.conversations.people import (
    conversation_of,
    get_conversation,
    lock_conversation,
    person_by_phone,
)
from relais.conversations.redact import redact
from relais.conversations.say import Said, Speech, say
from relais.heartbeat import JOBS, is_alive
from relais.messaging import PhoneNumber, withdraw
from relais.replies import DEFAULT_LANGUAGE, for_sms, is_spoken
from relais.safety import Alert
from relais.understanding import identify_language

log = logging.getLogger(__name__)

STORE_ATTEMPTS = 3


@dataclass(frozen=True)
class IncomingMessage:
    """A message as a channel hands it in, its sender already verified."""

    channel: Channel
    body: str
    provider_id: str  # unique: the same one again is the same message again
    phone: PhoneNumber | None = None  # on SMS
    conversation_id: str | None = None  # on the web


@dataclass(frozen=True)
class Received:
    """What became of an incoming message."""

    conversation_id: str
    message_id: int
    is_new: bool
    alert: Alert | None = None
    needs_twiml: bool = False  # danger, and nobody else will deliver the reply
    safety_text: str | None = None


def receive(parts: Parts, incoming: IncomingMessage) -> Received:
    """Store the message once, answer a danger at once, and ring for the rest.

    Any database error passes through: the channel must then say that it failed, so that the
    provider tries again or falls back.
    """
    alert = parts.screen.screen(incoming.body)
    received, said = _store(parts, incoming, alert)
    if not received.is_new:
        return received
    return _ring(parts, received, said)


def safety_text(parts: Parts, alert: Alert, body: str, known: str | None = None) -> str:
    """The reply to a danger, in the language known or guessed; needs no database."""
    guess = identify_language(body, known).code or known
    language = guess if guess and is_spoken(guess) else DEFAULT_LANGUAGE
    # Plain enough for a text message, whatever the channel: these few are short.
    return for_sms(parts.texts.text(alert.reply_key, language))


def _store(
    parts: Parts, incoming: IncomingMessage, alert: Alert | None
) -> tuple[Received, Said | None]:
    for attempt in range(1, STORE_ATTEMPTS + 1):
        try:
            with parts.database.transaction() as session:
                return _store_once(parts, session, incoming, alert)
        except IntegrityError:
            # The same message, or the same new person, was being stored beside us: look again.
            if attempt == STORE_ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _store_once(
    parts: Parts, session: Session, incoming: IncomingMessage, alert: Alert | None
) -> tuple[Received, Said | None]:
    known = session.execute(
        select(Message.id, Message.conversation_id).where(
            Message.provider_id == incoming.provider_id
        )
    ).first()
    if known is not None:
        return Received(known.conversation_id, known.id, is_new=False), None
    now = parts.clock.now()
    conversation = _conversation(parts, session, incoming)
    lock_conversation(session, conversation.id)
    message = Message(
        conversation_id=conversation.id,
        author=Author.PERSON,
        state=MessageState.RECEIVED,
        provider_id=incoming.provider_id,
        created_at=now,
        body_sealed=parts.vault.encrypt(incoming.body),
        redacted=redact(incoming.body),
        danger=alert.danger if alert else None,
        danger_matched=alert.matched if alert else None,
    )
    session.add(message)
    conversation.last_message_at = now
    session.flush()
    if alert is None:
        return Received(conversation.id, message.id, is_new=True), None
    return _alarm(parts, session, conversation, message, incoming, alert)


def _conversation(parts: Parts, session: Session, incoming: IncomingMessage) -> Conversation:
    if incoming.conversation_id is not None:
        return get_conversation(session, incoming.conversation_id)
    if incoming.phone is None:
        raise ConversationError("a message needs a number or a conversation")
    now = parts.clock.now()
    person = person_by_phone(session, parts.vault, incoming.phone, now)
    return conversation_of(session, person, incoming.channel, now)


def _alarm(
    parts: Parts,
    session: Session,
    conversation: Conversation,
    message: Message,
    incoming: IncomingMessage,
    alert: Alert,
) -> tuple[Received, Said | None]:
    """Flag the conversation and say the safety reply in the very transaction of the message."""
    now = parts.clock.now()
    conversation.danger, conversation.danger_at = alert.danger, now
    conversation.needs_person_at, conversation.needs_person_reason = now, "danger"
    text = safety_text(parts, alert, incoming.body, conversation.language)
    jobs_dead = incoming.channel == Channel.SMS and not is_alive(session, JOBS, now)
    said = say(
        session,
        parts.vault,
        conversation,
        Speech(
            text,
            Author.ASSISTANT,
            reply_keys=[alert.reply_key],
            urgent=True,
            in_webhook=jobs_dead,
        ),
        now,
    )
    log.warning("danger %s in conversation %s", alert.danger, conversation.id)
    received = Received(conversation.id, message.id, True, alert, jobs_dead, text)
    return received, said


def _ring(parts: Parts, received: Received, said: Said | None) -> Received:
    try:
        if said is not None and said.delivery_id is not None:
            parts.bell.delivery_waits(said.delivery_id)
        parts.bell.conversation_waits(received.conversation_id)
    except BellError:
        log.warning("the bell is broken: conversation %s waits", received.conversation_id)
        if said is not None and said.delivery_id is not None:
            return _through_the_webhook(parts, received, said.delivery_id)
    return received


def _through_the_webhook(parts: Parts, received: Received, delivery_id: str) -> Received:
    """Take the safety reply back from the outbox, unless it is already on its way."""
    with parts.database.transaction() as session:
        withdrawn = withdraw(session, delivery_id, parts.clock.now())
    return Received(
        received.conversation_id,
        received.message_id,
        True,
        received.alert,
        needs_twiml=withdrawn,
        safety_text=received.safety_text,
    )
