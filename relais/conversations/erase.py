"""Erasing: a person with all that was said, here and in Rasa; old conversations by themselves."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from relais.conversations.alarm import DOUBT
from relais.conversations.models import Conversation, PendingErasure, Person
from relais.conversations.parts import Parts
from relais.conversations.people import get_conversation
from relais.understanding import UnderstandingError


def note_erasure(session: Session, conversation_id: str, now: datetime) -> None:
    """Have Rasa forget a conversation that is gone here: `forget_erased` tries until it has."""
    session.merge(PendingErasure(conversation_id=conversation_id, asked_at=now))


def erase_person(session: Session, person_id: str, now: datetime) -> None:
    """Erase a person and everything that hangs on them.

    What Rasa keeps under the conversation's id is noted to be forgotten too; `forget_erased`
    does it, and goes on trying until it is done.
    """
    conversations = session.scalars(
        select(Conversation.id).where(Conversation.person_id == person_id)
    )
    for conversation_id in conversations:
        note_erasure(session, conversation_id, now)
    session.execute(delete(Person).where(Person.id == person_id))


def end_web_conversation(session: Session, conversation_id: str, now: datetime) -> None:
    """The person ends it: everything is erased, unless a danger, or the doubt of one, still waits.

    Then the browser alone forgets it; it is erased like any old conversation once it was dealt
    with. Raises ConversationNotFoundError.
    """
    conversation = get_conversation(session, conversation_id)
    if conversation.danger is None and conversation.needs_person_reason != DOUBT:
        erase_person(session, conversation.person_id, now)
    else:
        conversation.web_token_fingerprint = None


def erase_old_conversations(session: Session, now: datetime, keep_days: int) -> int:
    """Erase conversations silent for `keep_days`; how many. A danger waiting for staff stays."""
    old = list(
        session.scalars(
            select(Conversation.id).where(
                Conversation.last_message_at < now - timedelta(days=keep_days),
                Conversation.danger.is_(None),
                Conversation.needs_person_at.is_(None),
            )
        )
    )
    for conversation_id in old:
        note_erasure(session, conversation_id, now)
        session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    return len(old)


def forget_erased(parts: Parts) -> int:
    """Have Rasa forget what was erased; how many it forgot. What it refuses stays to be tried."""
    with parts.database.reading() as session:
        waiting = list(session.scalars(select(PendingErasure.conversation_id)))
    forgotten = 0
    for conversation_id in waiting:
        try:
            parts.rasa.forget(conversation_id)
        except UnderstandingError:
            return forgotten
        with parts.database.transaction() as session:
            session.execute(
                delete(PendingErasure).where(PendingErasure.conversation_id == conversation_id)
            )
        forgotten += 1
    return forgotten
