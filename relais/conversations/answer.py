"""Answering a conversation: each waiting message in order, by one worker at a time."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from relais.bell import BellError
from relais.conversations import leases
from relais.conversations.alarm import raise_alarm
from relais.conversations.clarified import Clarified, clarified_by, keep_for_labelling
from relais.conversations.decide import Decision, decide_on_doubt, decide_without_rasa
from relais.conversations.discretion import discreetly
from relais.conversations.doubt import is_doubted, other_choices, still_offered
from relais.conversations.erase import note_erasure
from relais.conversations.follow_up import follow_up_payload
from relais.conversations.hold import call_person
from relais.conversations.language import notice_language, with_language_told
from relais.conversations.models import Author, Channel, Conversation, Message, MessageState, Person
from relais.conversations.parts import Parts
from relais.conversations.say import Speech, say
from relais.conversations.second_net import (
    LOW_CONFIDENCE,
    danger_heard,
    with_safety_reply,
)
from relais.conversations.together import together
from relais.messaging import sent_lately
from relais.replies import (
    DEFAULT_LANGUAGE,
    Rendered,
    RenderError,
    Say,
    is_spoken,
    match_choice,
    render,
)
from relais.safety import Alert
from relais.understanding import (
    RasaUnavailable,
    UnderstandingError,
    Understood,
    questions_in,
)

log = logging.getLogger(__name__)

ATTEMPTS_BEFORE_A_PERSON = 6
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
NOTHING_MORE_AFTER_A_DOUBT = {FALLBACK, "greet", "out_of_scope", "affirm", "deny"}


@dataclass(frozen=True)
class Question:
    """What has to be answered, read in one transaction and used after it."""

    message_id: int
    body: str
    redacted: str
    payload: str | None  # of the choice it picks, or of what it goes on to ask
    is_danger: bool
    is_doubt: bool  # the person was asked whether it is one
    language: str  # to be answered in
    channel: str
    decision: Decision | None  # what needs no understanding
    written_in: str | None = None  # as guessed
    clarified: Clarified | None = None  # the message before it, by a choice


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
    payload = match_choice(body, other_choices(conversation))
    clarified = payload and clarified_by(session, conversation, message, payload)
    if payload is None:
        notice_language(session, conversation, message, body)
        payload = follow_up_payload(session, conversation_id, body, parts.clock.now())
    return Question(
        message_id=message.id,
        body=body,
        redacted=message.redacted,
        payload=payload,
        is_danger=message.danger is not None,
        is_doubt=message.danger is None and is_doubted(session, message.id),
        language=_language_of(conversation),
        channel=conversation.channel,
        decision=decide_on_doubt(conversation, person, message, body)
        or decide_without_rasa(
            conversation,
            person,
            body,
            sent_lately(session, person.id, parts.clock.now() - CAP_PERIOD),
            parts.settings.daily_message_cap,
        ),
        written_in=message.language,
        clarified=clarified or None,
    )


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
    asked = questions_in(parts.rasa, question.redacted, question.written_in)
    if len(asked) > 1 and (done := _nothing_more(question)):
        asked = [one for one in asked if one.intent not in done] or asked[:1]
    return together(
        [
            parts.rasa.ask(conversation_id, one.text, question.language, question.channel)
            for one in asked
        ]
    )


def _nothing_more(question: Question) -> set[str]:
    """Meanings that need no answer beside the safety reply, or the question asked in doubt."""
    if question.is_danger:
        return NOTHING_MORE
    return NOTHING_MORE_AFTER_A_DOUBT if question.is_doubt else set()


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
    call_person(conversation, "not_understood", now)
    if conversation.held_by_id is not None:
        return
    apology = _render(parts, conversation, [Say("system.unavailable")])
    speech = Speech(apology.text, Author.ASSISTANT, reply_keys=apology.keys)
    say(session, parts.vault, conversation, speech, now)


def _reply(
    parts: Parts,
    conversation_id: str,
    token: str,
    question: Question,
    understood: Understood | None,
) -> Question | None:
    """Commit the answer together with its outbox rows; the next question, if there is one."""
    delivery_ids: list[str | None] = []
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
        alert = _missed_danger(question, understood)
        state, says = _what_to_say(conversation, question, understood)
        message.state, message.answered_at = state, parts.clock.now()
        if question.decision is not None:
            question.decision.apply(session, conversation, parts.clock.now())
        elif question.clarified is not None:
            keep_for_labelling(session, question.clarified, parts.clock.now())
        if alert is not None:
            says = with_safety_reply(alert, says)
        if says:
            delivery_ids.append(_speak(parts, session, conversation, says, alert))
        if alert is not None:
            delivery_ids.append(raise_alarm(parts, session, conversation, message, alert))
        following = _next_question(parts, session, conversation_id)
        if following is None:
            leases.release_lease(conversation)
    _ring(parts, [delivery_id for delivery_id in delivery_ids if delivery_id])
    return following


def _missed_danger(question: Question, understood: Understood | None) -> Alert | None:
    """The danger that only Rasa recognised; no second question about one message."""
    if question.is_danger:
        return None
    alert = danger_heard(question.payload, understood)
    return None if alert is not None and alert.is_doubt and question.is_doubt else alert


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
    if understood is None or understood.intent in _nothing_more(question):
        return MessageState.ANSWERED, []
    says = [Say.parse(item) for item in understood.says]
    return MessageState.ANSWERED, says or [Say("clarify.offer_person")]


def _speak(
    parts: Parts,
    session: Session,
    conversation: Conversation,
    says: list[Say],
    alert: Alert | None,
) -> str | None:
    now = parts.clock.now()
    says = with_language_told(session, conversation, says)
    if session.get_one(Person, conversation.person_id).discreet:
        says = discreetly(parts.texts, says)
    open_answers = [] if alert else still_offered(session, conversation, now)
    try:
        rendered = _render(parts, conversation, says, len(open_answers))
    except RenderError as error:
        log.error("reply %s cannot be rendered: %s", [say.key for say in says], error.code)
        call_person(conversation, "not_rendered", now)
        rendered = _render(parts, conversation, [Say("system.unavailable")])
    speech = Speech(
        rendered.text,
        Author.ASSISTANT,
        reply_keys=rendered.keys,
        choices=open_answers + [choice.as_json() for choice in rendered.choices],
        urgent=alert is not None,
        past_opt_out=True,  # the answer of the turn in which somebody opts out still goes
    )
    return say(session, parts.vault, conversation, speech, now).delivery_id


def _render(
    parts: Parts, conversation: Conversation, says: list[Say], open_answers: int = 0
) -> Rendered:
    return render(
        parts.texts,
        says,
        language=conversation.language,
        channel="sms" if conversation.channel is Channel.SMS else "web",
        zone=parts.settings.zone,
        spare_accents=parts.settings.sms_spare_accents,
        first_number=open_answers + 1,
    )


def _ring(parts: Parts, delivery_ids: list[str]) -> None:
    try:
        for delivery_id in delivery_ids:
            parts.bell.delivery_waits(delivery_id)
    except BellError:
        log.warning("the bell is broken: deliveries %s wait for the sweep", delivery_ids)
