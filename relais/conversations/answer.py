"""Answering a conversation: each waiting message in order, by one worker at a time."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from relais.bell import BellError
from relais.conversations import leases
from relais.conversations.decide import Decision, decide_without_rasa
from relais.conversations.erase import note_erasure
from relais.conversations.models import Author, Channel, Conversation, Message, MessageState, Person
from relais.conversations.parts import Parts
from relais.conversations.people import remember_language
from relais.conversations.say import Speech, say
from relais.messaging import sent_lately
from relais.replies import (
    DEFAULT_LANGUAGE,
    Rendered,
    RenderError,
    Say,
    is_spoken,
    match_choice,
    nearest_spoken,
    render,
)
from relais.understanding import (
    RasaUnavailable,
    UnderstandingError,
    Understood,
    identify_language,
)

log = logging.getLogger(__name__)

ATTEMPTS_BEFORE_A_PERSON = 6
LOW_CONFIDENCE = 0.5
CAP_PERIOD = timedelta(hours=24)
FALLBACK = "nlu_fallback"
# The answers to a reminder: noted, silently, also while a person holds the conversation. Any other
# number may be meant for that person.
COUNTS_WHILE_HELD = {"/renewal_done", "/renewal_help", "/stop_reminders"}
# After a danger the rest of the message is still answered, unless there is nothing more in it.
NOTHING_MORE = {
    FALLBACK,
    "emergency",
    "violence",
    "suicidal_thoughts",
    "greet",
    "out_of_scope",
    "affirm",
    "deny",
    "ask_symptoms",
    "ask_mental_health",
}


@dataclass(frozen=True)
class Question:
    """What has to be answered, read in one transaction and used after it."""

    message_id: int
    body: str
    redacted: str
    payload: str | None  # of the choice it picks
    is_danger: bool
    language: str
    channel: str
    decision: Decision | None  # what needs no understanding


def answer(parts: Parts, conversation_id: str) -> int:
    """Answer every waiting message of a conversation; how many were answered.

    Does nothing when another worker is at it. When Rasa does not answer, the message keeps
    waiting for the sweep; after ATTEMPTS_BEFORE_A_PERSON a person is called instead.
    """
    with parts.database.transaction() as session:
        token = leases.take_lease(session, conversation_id, parts.clock.now())
        question = _next_question(parts, session, conversation_id) if token else None
        if token and question is None:
            leases.release_lease(session.get_one(Conversation, conversation_id))
    answered = 0
    while token and question is not None:
        try:
            understood = _understand(parts, conversation_id, question)
        except UnderstandingError as error:
            _put_off(parts, conversation_id, token, question, error)
            return answered
        question = _reply(parts, conversation_id, token, question, understood)
        answered += 1
    return answered


def _next_question(parts: Parts, session: Session, conversation_id: str) -> Question | None:
    message = leases.next_unanswered(session, conversation_id)
    if message is None:
        return None
    conversation = session.get_one(Conversation, conversation_id)
    person = session.get_one(Person, conversation.person_id)
    body = parts.vault.decrypt(message.body_sealed)
    payload = match_choice(body, conversation.offered)
    if payload is None:
        _notice_language(session, conversation, message, body)
    return Question(
        message_id=message.id,
        body=body,
        redacted=message.redacted,
        payload=payload,
        is_danger=message.danger is not None,
        language=_language_of(conversation),
        channel=conversation.channel,
        decision=decide_without_rasa(
            conversation,
            person,
            body,
            sent_lately(session, person.id, parts.clock.now() - CAP_PERIOD),
            parts.settings.daily_message_cap,
        ),
    )


def _notice_language(
    session: Session, conversation: Conversation, message: Message, body: str
) -> None:
    guess = identify_language(body, conversation.language)
    message.language = guess.code
    if guess.code is None or not guess.is_sure:
        return
    if is_spoken(guess.code):
        if guess.code != conversation.language:
            remember_language(session, conversation, guess.code)
    elif conversation.language is None:
        remember_language(session, conversation, nearest_spoken(guess.code))


def _language_of(conversation: Conversation) -> str:
    known = conversation.language
    return known if known and is_spoken(known) else DEFAULT_LANGUAGE


def _understand(parts: Parts, conversation_id: str, question: Question) -> Understood | None:
    decision, counts = question.decision, question.payload in COUNTS_WHILE_HELD
    if decision is not None and not (decision.is_held and counts):
        return _parse_only(parts, question) if decision.still_understand else None
    if question.payload is not None:
        return parts.rasa.ask_payload(
            conversation_id, question.payload, question.language, question.channel
        )
    return parts.rasa.ask(conversation_id, question.redacted, question.language, question.channel)


def _parse_only(parts: Parts, question: Question) -> Understood | None:
    """What a message is about, for those who read it."""
    try:
        return parts.rasa.parse([question.redacted])[0]
    except UnderstandingError:
        return None


def _put_off(
    parts: Parts, conversation_id: str, token: str, question: Question, error: UnderstandingError
) -> None:
    log.warning("conversation %s not understood: %s", conversation_id, error.code)
    with parts.database.transaction() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None or not leases.holds_lease(conversation, token):
            return
        message = session.get_one(Message, question.message_id)
        leases.release_lease(conversation)
        message.attempts += 1
        if isinstance(error, RasaUnavailable) and message.attempts < ATTEMPTS_BEFORE_A_PERSON:
            # The lease of nobody: the sweep comes back once it has run out.
            conversation.lease_until = parts.clock.now() + leases.backoff(message.attempts)
            return
        _call_a_person(parts, session, conversation, message)


def _call_a_person(
    parts: Parts, session: Session, conversation: Conversation, message: Message
) -> None:
    now = parts.clock.now()
    message.state, message.answered_at = MessageState.ANSWERED, now
    conversation.needs_person_at, conversation.needs_person_reason = now, "not_understood"
    if conversation.held_by_id is not None:
        return
    text = parts.texts.text("system.unavailable", _language_of(conversation))
    speech = Speech(text, Author.ASSISTANT, reply_keys=["system.unavailable"])
    say(session, parts.vault, conversation, speech, now)


def _reply(
    parts: Parts,
    conversation_id: str,
    token: str,
    question: Question,
    understood: Understood | None,
) -> Question | None:
    """Commit the answer together with its outbox rows; the next question, if there is one."""
    delivery_id = None
    with parts.database.transaction() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None:
            # Erased while Rasa was thinking: what it has just kept must go as well.
            note_erasure(session, conversation_id, parts.clock.now())
            return None
        if not leases.holds_lease(conversation, token):
            return None
        message = session.get_one(Message, question.message_id)
        _note(message, conversation, understood, parts)
        state, says = _what_to_say(conversation, question, understood)
        message.state, message.answered_at = state, parts.clock.now()
        if question.decision is not None:
            question.decision.apply(session, conversation, parts.clock.now())
        if says:
            delivery_id = _speak(parts, session, conversation, says)
        following = _next_question(parts, session, conversation_id)
        if following is None:
            leases.release_lease(conversation)
    _ring(parts, delivery_id)
    return following


def _note(
    message: Message, conversation: Conversation, understood: Understood | None, parts: Parts
) -> None:
    if understood is None:
        return
    message.intent, message.confidence = understood.intent, understood.confidence
    message.ranking = [{"name": name, "confidence": score} for name, score in understood.ranking]
    if understood.intent == FALLBACK or understood.confidence < LOW_CONFIDENCE:
        conversation.low_confidence_at = parts.clock.now()


def _what_to_say(
    conversation: Conversation, question: Question, understood: Understood | None
) -> tuple[MessageState, list[Say]]:
    decision = question.decision
    if decision is not None and decision.says is not None:
        return MessageState.ANSWERED, list(decision.says)
    if (decision is not None and decision.silent) or conversation.held_by_id is not None:
        return MessageState.SHOWN, []
    if understood is None or (question.is_danger and understood.intent in NOTHING_MORE):
        return MessageState.ANSWERED, []
    says = [Say.parse(item) for item in understood.says]
    return MessageState.ANSWERED, says or [Say("clarify.offer_person")]


def _speak(
    parts: Parts,
    session: Session,
    conversation: Conversation,
    says: list[Say],
) -> str | None:
    now = parts.clock.now()
    try:
        rendered = _render(parts, conversation, says)
    except RenderError as error:
        log.error("reply %s cannot be rendered: %s", [say.key for say in says], error.code)
        conversation.needs_person_at, conversation.needs_person_reason = now, "not_rendered"
        rendered = _render(parts, conversation, [Say("system.unavailable")])
    speech = Speech(
        rendered.text,
        Author.ASSISTANT,
        reply_keys=rendered.keys,
        choices=[choice.as_json() for choice in rendered.choices],
        past_opt_out=True,  # the answer of the turn in which somebody opts out still goes
    )
    return say(session, parts.vault, conversation, speech, now).delivery_id


def _render(parts: Parts, conversation: Conversation, says: list[Say]) -> Rendered:
    return render(
        parts.texts,
        says,
        language=_language_of(conversation),
        channel="sms" if conversation.channel is Channel.SMS else "web",
        zone=parts.settings.zone,
        spare_accents=parts.settings.sms_spare_accents,
    )


def _ring(parts: Parts, delivery_id: str | None) -> None:
    if delivery_id is None:
        return
    try:
        parts.bell.delivery_waits(delivery_id)
    except BellError:
        log.warning("the bell is broken: delivery %s waits for the sweep", delivery_id)
