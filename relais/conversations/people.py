"""Finding a person and their conversation, or making them on first contact."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations.errors import ConversationNotFoundError
from relais.conversations.models import Channel, Conversation, Person
from relais.messaging import PhoneNumber
from relais.vault import Vault


def person_by_phone(session: Session, vault: Vault, phone: PhoneNumber, now: datetime) -> Person:
    """The person with this number, made when there is none yet."""
    fingerprint = vault.fingerprint(phone.e164)
    person = session.scalar(select(Person).where(Person.phone_fingerprint == fingerprint))
    if person is None:
        person = Person(
            created_at=now,
            phone_sealed=vault.encrypt(phone.e164),
            phone_fingerprint=fingerprint,
        )
        session.add(person)
        session.flush()
    return person


def conversation_of(
    session: Session, person: Person, channel: Channel, now: datetime
) -> Conversation:
    """The person's conversation on a channel, made when there is none yet."""
    conversation = session.scalar(
        select(Conversation).where(
            Conversation.person_id == person.id, Conversation.channel == channel
        )
    )
    if conversation is None:
        conversation = Conversation(
            person_id=person.id,
            channel=channel,
            created_at=now,
            last_message_at=now,
            language=person.language,
            offered=[],
        )
        session.add(conversation)
        session.flush()
    return conversation


def start_web_conversation(session: Session, token_fingerprint: str, now: datetime) -> Conversation:
    """A conversation with somebody new, known only by a token their browser keeps."""
    person = Person(created_at=now)
    session.add(person)
    session.flush()
    conversation = conversation_of(session, person, Channel.WEB, now)
    conversation.web_token_fingerprint = token_fingerprint
    return conversation


def web_conversation(session: Session, token_fingerprint: str) -> Conversation | None:
    """The conversation whose browser holds this token."""
    return session.scalar(
        select(Conversation).where(Conversation.web_token_fingerprint == token_fingerprint)
    )


def get_conversation(session: Session, conversation_id: str) -> Conversation:
    """The conversation. Raises ConversationNotFoundError."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise ConversationNotFoundError(conversation_id)
    return conversation


def remember_language(session: Session, conversation: Conversation, language: str) -> None:
    """Keep the language of a conversation, and of its person for what is sent later."""
    conversation.language = language
    person = session.get_one(Person, conversation.person_id)
    person.language = language


def lock_conversation(session: Session, conversation_id: str) -> None:
    """Until the end of the transaction nobody else adds to the conversation.

    Messages are numbered when they are added and read when they are committed: without the lock a
    reader that has seen number 8 could miss number 7. SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            select(Conversation.id).where(Conversation.id == conversation_id).with_for_update()
        )
