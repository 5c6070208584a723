"""What the staff see: the list of conversations, and one conversation in full."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from relais.conversations.alarm import REFERENCE_LENGTH
from relais.conversations.models import Author, Conversation, Message, Person
from relais.conversations.people import get_conversation
from relais.vault import Vault

PAGE_SIZE = 30
_REFERENCE = re.compile(rf"[0-9a-fA-F]{{{REFERENCE_LENGTH}}}")  # see `alarm.reference_of`


@dataclass(frozen=True)
class ConversationFilter:
    """Which conversations to list; every field narrows further."""

    search: str = ""  # in the redacted text, or the reference of a conversation
    language: str = ""
    needs_person: bool = False
    low_confidence: bool = False
    danger: bool = False
    held: bool = False


@dataclass(frozen=True)
class ConversationLine:
    """One line of the list."""

    conversation: Conversation
    last_text: str  # redacted
    last_intent: str | None
    last_confidence: float | None


@dataclass(frozen=True)
class ConversationPage:
    """A page of the list, dangers first, then who waits for a person, then the latest."""

    lines: Sequence[ConversationLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class ReadMessage:
    """A message with its body opened."""

    message: Message
    body: str


@dataclass(frozen=True)
class ReadConversation:
    """A conversation as the staff read it; opening it must be audited by the caller."""

    conversation: Conversation
    person: Person
    phone: str | None  # E.164
    name: str | None
    messages: Sequence[ReadMessage]


def list_conversations(
    session: Session, wanted: ConversationFilter, page: int = 1
) -> ConversationPage:
    """The conversations that match, one page of PAGE_SIZE."""
    query = _matching(wanted)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(
        query.order_by(
            Conversation.danger_at.is_(None),
            Conversation.needs_person_at.is_(None),
            Conversation.last_message_at.desc(),
        )
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return ConversationPage([_line(session, row) for row in rows], total, page)


def _matching(wanted: ConversationFilter) -> Select[Conversation]:
    query = select(Conversation)
    if wanted.search:
        literal = re.sub(r"([\\%_])", r"\\\1", wanted.search)
        pattern = f"%{literal}%"
        said = select(Message.conversation_id).where(Message.redacted.ilike(pattern, escape="\\"))
        found: ColumnElement[bool] = Conversation.id.in_(said)
        if _REFERENCE.fullmatch(wanted.search):
            found = or_(found, Conversation.id.startswith(wanted.search.lower()))
        query = query.where(found)
    if wanted.language:
        query = query.where(Conversation.language == wanted.language)
    if wanted.needs_person:
        query = query.where(Conversation.needs_person_at.is_not(None))
    if wanted.low_confidence:
        query = query.where(Conversation.low_confidence_at.is_not(None))
    if wanted.danger:
        query = query.where(Conversation.danger.is_not(None))
    if wanted.held:
        query = query.where(Conversation.held_by_id.is_not(None))
    return query


def _line(session: Session, conversation: Conversation) -> ConversationLine:
    last = session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation.id)
        .order_by(Message.id.desc())
        .limit(1)
    )
    asked = session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author == Author.PERSON)
        .order_by(Message.id.desc())
        .limit(1)
    )
    return ConversationLine(
        conversation,
        last.redacted if last else "",
        asked.intent if asked else None,
        asked.confidence if asked else None,
    )


def read_conversation(session: Session, vault: Vault, conversation_id: str) -> ReadConversation:
    """Every message of a conversation, opened. Raises ConversationNotFoundError."""
    conversation = get_conversation(session, conversation_id)
    person = session.get_one(Person, conversation.person_id)
    messages = session.scalars(
        select(Message).where(Message.conversation_id == conversation_id).order_by(Message.id)
    )
    return ReadConversation(
        conversation,
        person,
        vault.decrypt(person.phone_sealed) if person.phone_sealed else None,
        vault.decrypt(person.name_sealed) if person.name_sealed else None,
        [ReadMessage(message, vault.decrypt(message.body_sealed)) for message in messages],
    )


def messages_after(
    session: Session, vault: Vault, conversation_id: str, after: int, limit: int = 100
) -> list[ReadMessage]:
    """The messages of a conversation with an id above `after`, oldest first."""
    messages = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.id > after)
        .order_by(Message.id)
        .limit(limit)
    )
    return [ReadMessage(message, vault.decrypt(message.body_sealed)) for message in messages]


def languages_in_use(session: Session) -> list[str]:
    """The languages of the conversations there are, for the filter of the list."""
    return sorted(
        language
        for language in session.scalars(select(Conversation.language).distinct())
        if language is not None
    )
