"""Receiving a message: screened for danger, stored exactly once, then the bell is rung."""

import logging
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from relais.bell import BellError
from relais.conversations.alarm import raise_alarm
from relais.conversations.discretion import discreet_key, discreetly, note_discretion
from relais.conversations.doubt import danger_confirmed, note_answer, question_of
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
from relais.messaging import PhoneNumber, asks_for_discretion, withdraw
from relais.replies import Rendered, RenderError, Say, answer_languages, for_sms, render
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
    stored = _store(parts, incoming, alert)
    if not stored.received.is_new:
        return stored.received
    return _ring(parts, stored)


def safety_text(
    parts: Parts,
    alert: Alert,
    body: str,
    known: str | None = None,
    *,
    is_discreet: bool | None = None,
) -> str:
    """The reply to a danger, in the language known or guessed; needs no database.

    In French and English when that one is not spoken. `is_discreet`: whether the person is known to
    want it so; the text alone decides when that is None.
    """
    languages = answer_languages(identify_language(body, known).code or known)
    is_wanted = asks_for_discretion(body) if is_discreet is None else is_discreet
    key = discreet_key(parts.texts, alert.said_key) if is_wanted else alert.said_key
    text = "\n".join(parts.texts.text(key, language) for language in languages)
    # Plain enough for a text message, whatever the channel: these few are short.
    return for_sms(text)


@dataclass(frozen=True)
class _Stored:
    """What became of a message, and what was said and enqueued in its transaction."""

    received: Received
    said: Said | None = None
    on_call_id: str | None = None  # of the delivery that tells the person on call


def _store(parts: Parts, incoming: IncomingMessage, alert: Alert | None) -> _Stored:
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
) -> _Stored:
    if known := _stored_before(session, incoming):
        return known
    now = parts.clock.now()
    conversation = _conversation(parts, session, incoming)
    lock_conversation(session, conversation.id)
    # Its twin may have been stored while the lock was waited for. Found by the unique constraint
    # instead, the two would wait for each other: the answer to the first changes its row as well.
    if known := _stored_before(session, incoming):
        return known
    is_discreet = note_discretion(session, conversation, incoming.body)
    message = Message(
        conversation_id=conversation.id,
        author=Author.PERSON,
        state=MessageState.RECEIVED,
        provider_id=incoming.provider_id,
        created_at=now,
        body_sealed=parts.vault.encrypt(incoming.body),
        redacted=redact(incoming.body),
    )
    session.add(message)
    conversation.last_message_at = now
    session.flush()
    alert = _gravest(session, conversation, incoming.body, alert)
    if alert is None:
        return _Stored(Received(conversation.id, message.id, is_new=True))
    return _alarm(parts, session, conversation, message, incoming, alert, is_discreet)


def _stored_before(session: Session, incoming: IncomingMessage) -> _Stored | None:
    known = session.execute(
        select(Message.id, Message.conversation_id).where(
            Message.provider_id == incoming.provider_id
        )
    ).first()
    return _Stored(Received(known.conversation_id, known.id, is_new=False)) if known else None


def _gravest(
    session: Session, conversation: Conversation, body: str, alert: Alert | None
) -> Alert | None:
    """What was recognised in the text, or said by it in answer to the question of a doubt."""
    if alert is not None and not alert.is_doubt:
        return alert
    confirmed = danger_confirmed(conversation, body)
    if confirmed is not None:
        note_answer(session, conversation.id, is_yes=True)
    return confirmed or alert


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
    is_discreet: bool,
) -> _Stored:
    """Raise the alarm and say the safety reply in the very transaction of the message."""
    now = parts.clock.now()
    on_call_id = raise_alarm(parts, session, conversation, message, alert)
    reply = _safety_reply(parts, conversation, incoming, alert, is_discreet)
    jobs_dead = incoming.channel == Channel.SMS and not is_alive(session, JOBS, now)
    said = say(
        session,
        parts.vault,
        conversation,
        Speech(
            reply.text,
            Author.ASSISTANT,
            reply_keys=reply.keys,
            choices=[choice.as_json() for choice in reply.choices],
            urgent=True,
            in_webhook=jobs_dead,
        ),
        now,
    )
    kind = "doubt of" if alert.is_doubt else "danger"
    log.warning("%s %s in conversation %s", kind, alert.danger, conversation.id)
    received = Received(conversation.id, message.id, True, alert, jobs_dead, reply.text)
    return _Stored(received, said, on_call_id)


def _safety_reply(
    parts: Parts,
    conversation: Conversation,
    incoming: IncomingMessage,
    alert: Alert,
    is_discreet: bool,
) -> Rendered:
    """The safety reply; in doubt the question with its two answers."""
    known = conversation.language
    text = safety_text(parts, alert, incoming.body, known, is_discreet=is_discreet)
    says = [question_of(alert) if alert.is_doubt else Say(alert.reply_key)]
    says = discreetly(parts.texts, says) if is_discreet else says
    if not alert.is_doubt:
        return Rendered(text, [], [says[0].key])
    try:
        return render(
            parts.texts,
            says,
            language=identify_language(incoming.body, known).code or known,
            channel="sms" if incoming.channel is Channel.SMS else "web",
            zone=parts.settings.zone,
        )
    except RenderError as error:
        log.error("the question of a doubt cannot be rendered: %s", error.code)
        return Rendered(text, [], [says[0].key])


def _ring(parts: Parts, stored: _Stored) -> Received:
    received, said = stored.received, stored.said
    try:
        if said is not None and said.delivery_id is not None:
            parts.bell.delivery_waits(said.delivery_id)
        parts.bell.conversation_waits(received.conversation_id)
        if stored.on_call_id is not None:
            parts.bell.delivery_waits(stored.on_call_id)
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
