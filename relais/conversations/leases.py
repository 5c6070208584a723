"""One worker at a time in a conversation: a lease in its row, which a dead worker loses."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from relais.conversations.models import Conversation, Message, MessageState
from relais.db import new_id

LEASE = timedelta(seconds=60)


def take_lease(session: Session, conversation_id: str, now: datetime) -> str | None:
    """A token that proves the lease, or None when another worker has it."""
    token = new_id()
    taken = session.execute(
        update(Conversation)
        .where(
            Conversation.id == conversation_id,
            or_(Conversation.lease_until.is_(None), Conversation.lease_until < now),
        )
        .values(lease_token=token, lease_until=now + LEASE)
    )
    return token if taken.rowcount == 1 else None  # type: ignore[attr-defined]


def holds_lease(conversation: Conversation, token: str) -> bool:
    """Whether the lease is still this worker's: it may have been too slow."""
    return conversation.lease_token == token


def release_lease(conversation: Conversation) -> None:
    """Let the next worker in."""
    conversation.lease_token = conversation.lease_until = None


def next_unanswered(session: Session, conversation_id: str) -> Message | None:
    """The oldest message that still waits."""
    return session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.state == MessageState.RECEIVED)
        .order_by(Message.id)
        .limit(1)
    )


def waiting_conversations(
    session: Session, received_before: datetime, now: datetime, limit: int
) -> list[str]:
    """Conversations with an unanswered message and no worker: what a lost bell left."""
    return list(
        session.scalars(
            select(Message.conversation_id)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Message.state == MessageState.RECEIVED,
                Message.created_at < received_before,
                or_(Conversation.lease_until.is_(None), Conversation.lease_until < now),
            )
            .group_by(Message.conversation_id)
            .order_by(func.min(Message.id))
            .limit(limit)
        )
    )


def backoff(attempts: int) -> timedelta:
    """How long a message waits before it is tried again: 2, 4, 8 … at most 30 seconds."""
    return timedelta(seconds=min(2.0**attempts, 30))
