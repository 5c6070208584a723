"""What a choice explains: the message before it, that was not understood."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations.models import Author, Conversation, Message
from relais.understanding import FALLBACK_INTENT, suggest_label

_NONE_OF_THESE = "/none_of_these"  # stands under every question back, and under nothing else


@dataclass(frozen=True)
class Clarified:
    """A message that was not understood, and the meaning that was chosen for it."""

    message_id: int
    intent: str


def clarified_by(
    session: Session, conversation: Conversation, message: Message, payload: str
) -> Clarified | None:
    """What this message, which picks a choice, explains; None when it explains nothing."""
    offered = [str(choice.get("payload")) for choice in conversation.offered]
    if _NONE_OF_THESE not in offered or payload == _NONE_OF_THESE or payload not in offered:
        return None
    before = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.author == Author.PERSON,
            Message.id < message.id,
        )
        .order_by(Message.id.desc())
        .limit(1)
    ).first()
    if before is None or before.intent != FALLBACK_INTENT:
        return None
    return Clarified(before.id, _intent_of(payload))


def keep_for_labelling(session: Session, clarified: Clarified, now: datetime) -> None:
    """Suggest the meaning chosen as the label of the message, for the staff to decide on."""
    message = session.get_one(Message, clarified.message_id)
    suggest_label(
        session,
        message_id=message.id,
        redacted=message.redacted,
        language=message.language,
        intent=clarified.intent,
        guessed=[one for one in message.ranking if one.get("name") != FALLBACK_INTENT],
        now=now,
    )


def _intent_of(payload: str) -> str:
    return payload.removeprefix("/").partition("{")[0]
