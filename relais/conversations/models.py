"""People, their conversations, and every message said in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relais.db import Base, OpaqueId, named, new_id


class Channel(StrEnum):
    """How a conversation is held."""

    SMS = "sms"
    WEB = "web"


class Author(StrEnum):
    """Who said a message."""

    PERSON = "person"
    ASSISTANT = "assistant"
    STAFF = "staff"


class MessageState(StrEnum):
    """What became of a message of a person; everything else is `said`."""

    RECEIVED = "received"  # stored, not answered yet
    ANSWERED = "answered"
    SHOWN = "shown"  # a person of the staff has the conversation: the assistant stays silent
    SAID = "said"  # by the assistant or the staff


class Person(Base):
    """Somebody who writes, or is written to. No immigration status, by rule."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    created_at: Mapped[datetime]
    phone_sealed: Mapped[bytes | None]
    phone_fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    name_sealed: Mapped[bytes | None]  # as the mediator wrote it, to find the person again
    language: Mapped[str | None] = mapped_column(String(8))
    consented_at: Mapped[datetime | None]  # to be sent reminders
    reminders_stopped_at: Mapped[datetime | None]
    opted_out_at: Mapped[datetime | None]  # from every text that is not asked for
    unreachable: Mapped[str | None] = mapped_column(String(32))  # landline, invalid_number, …
    discreet: Mapped[bool] = mapped_column(default=False, server_default=false())  # others read it

    conversations: Mapped[list["Conversation"]] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )


class Conversation(Base):
    """What one person says on one channel. Its id is all that Rasa ever knows of the person."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("person_id", "channel"),)

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    channel: Mapped[Channel] = mapped_column(named(Channel))
    web_token_fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_message_at: Mapped[datetime] = mapped_column(index=True)
    language: Mapped[str | None] = mapped_column(String(8))
    offered: Mapped[list[Any]] = mapped_column(default=list)  # choices last offered, in order
    held_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))
    held_at: Mapped[datetime | None]
    needs_person_at: Mapped[datetime | None]
    needs_person_reason: Mapped[str | None] = mapped_column(String(32))
    danger: Mapped[str | None] = mapped_column(String(32))  # the last danger seen, until dealt with
    danger_at: Mapped[datetime | None]
    low_confidence_at: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(OpaqueId)
    lease_until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="conversations")
    messages: Mapped[list["Message"]] = relationship(
        back_populates="conversation", cascade="all, delete-orphan", order_by="Message.id"
    )


class Message(Base):
    """One message. The body is sealed; the redacted copy is what lists, searches and Rasa see."""

    __tablename__ = "messages"
    __table_args__ = (
        Index(
            "ix_messages_unanswered",
            "conversation_id",
            "id",
            sqlite_where=text("state = 'received'"),
            postgresql_where=text("state = 'received'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    author: Mapped[Author] = mapped_column(named(Author))
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))
    state: Mapped[MessageState] = mapped_column(named(MessageState))
    provider_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)  # at answering it
    body_sealed: Mapped[bytes]
    redacted: Mapped[str]
    language: Mapped[str | None] = mapped_column(String(8))
    intent: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float | None]
    ranking: Mapped[list[Any]] = mapped_column(default=list)
    danger: Mapped[str | None] = mapped_column(String(32))
    danger_matched: Mapped[str | None] = mapped_column(String(64))
    reply_keys: Mapped[list[str]] = mapped_column(default=list)
    choices: Mapped[list[Any]] = mapped_column(default=list)  # buttons of the web widget

    conversation: Mapped[Conversation] = relationship(back_populates="messages")


class DangerAlert(Base):
    """A danger, or the doubt of one, recognised in a message; what the staff made of it.

    It goes with its message: when a person or an old conversation is erased.
    """

    __tablename__ = "danger_alerts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), unique=True
    )
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    danger: Mapped[str] = mapped_column(String(32))
    matched: Mapped[str] = mapped_column(String(64))  # the line of a list, or see `alerts.Matched`
    probability: Mapped[float | None]  # 0 to 1, where something was estimated
    is_doubt: Mapped[bool]  # the person was asked
    doubt_answer: Mapped[str | None] = mapped_column(String(8))  # yes or no
    at: Mapped[datetime]
    on_call_at: Mapped[datetime | None]  # when a text to the person on call was put in the outbox
    seen_at: Mapped[datetime | None]  # by the first who opened the conversation
    seen_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))
    handled_at: Mapped[datetime | None]
    handled_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))
    wrong_at: Mapped[datetime | None] = mapped_column(index=True)  # no danger at all, says the …
    wrong_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))  # … staff


class PendingErasure(Base):
    """A conversation erased here that Rasa still has to forget: tried until it has."""

    __tablename__ = "pending_erasures"

    conversation_id: Mapped[str] = mapped_column(OpaqueId, primary_key=True)
    asked_at: Mapped[datetime]
