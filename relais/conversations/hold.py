"""A person of the staff takes a conversation over, answers, and hands it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from relais.conversations.alarm import DANGER, DOUBT
from relais.conversations.errors import EmptyAnswerError, TextTooLongError
from relais.conversations.models import Author, Conversation
from relais.conversations.people import get_conversation
from relais.conversations.say import Said, Speech, say
from relais.vault import Vault

STAFF_TEXT_LIMIT = 1600  # characters: what Twilio takes in one request


def ask_for_person(session: Session, conversation_id: str, reason: str, now: datetime) -> None:
    """Flag the conversation: somebody of the association has to look at it."""
    call_person(get_conversation(session, conversation_id), reason, now)


def call_person(conversation: Conversation, reason: str, now: datetime) -> None:
    """Flag the conversation; a danger, or the doubt of one, stays the reason that is shown."""
    conversation.needs_person_at = now
    if conversation.needs_person_reason not in (DANGER, DOUBT):
        conversation.needs_person_reason = reason


def take_over(session: Session, conversation_id: str, staff_id: str, now: datetime) -> Conversation:
    """From now on the assistant is silent in this conversation."""
    conversation = get_conversation(session, conversation_id)
    conversation.held_by_id, conversation.held_at = staff_id, now
    return conversation


def hand_back(session: Session, conversation_id: str) -> Conversation:
    """The assistant answers again; what was flagged counts as dealt with."""
    conversation = get_conversation(session, conversation_id)
    conversation.held_by_id = conversation.held_at = None
    _settle(conversation)
    return conversation


def settle(session: Session, conversation_id: str) -> Conversation:
    """Somebody has looked: the conversation leaves the lists of what waits for a person."""
    conversation = get_conversation(session, conversation_id)
    _settle(conversation)
    return conversation


def _settle(conversation: Conversation) -> None:
    conversation.needs_person_at = conversation.needs_person_reason = None
    conversation.danger = conversation.danger_at = None
    conversation.low_confidence_at = None


def answer_as_staff(
    session: Session, vault: Vault, conversation_id: str, staff_id: str, text: str, now: datetime
) -> Said:
    """Send what a member of the staff wrote; doing so takes the conversation over."""
    text = text.strip()
    if not text:
        raise EmptyAnswerError
    if len(text) > STAFF_TEXT_LIMIT:
        raise TextTooLongError(f"{len(text)} > {STAFF_TEXT_LIMIT}")
    conversation = get_conversation(session, conversation_id)
    if conversation.held_by_id is None:
        take_over(session, conversation_id, staff_id, now)
    conversation.needs_person_at = conversation.needs_person_reason = None
    return say(session, vault, conversation, Speech(text, Author.STAFF, staff_id=staff_id), now)
