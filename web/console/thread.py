"""One conversation as it is shown: each message with who said it and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais import conversations, staff
from relais.conversations import (
    Author,
    Channel,
    Conversation,
    DangerAlert,
    Message,
    ReadConversation,
)
from relais.messaging import Delivery, DeliveryState
from relais.vault import Vault

DIRECT = "direct"  # given in the webhook's own answer: no delivery of ours tells of it
NOT_SENT = "not_sent"


@dataclass(frozen=True)
class ShownMessage:
    """A message, its text in the wording the member may see, and its fate."""

    message: Message
    text: str
    staff_name: str | None
    delivery: str | None  # a DeliveryState, DIRECT or NOT_SENT; None where nothing is delivered
    reason: str | None  # why it did not arrive
    alert: DangerAlert | None  # what the message was taken for
    on_call: str | None  # the DeliveryState of the text to the person on call, if there was one

    @property
    def is_from_person(self) -> bool:
        """Whether the person wrote it."""
        return self.message.author == Author.PERSON


@dataclass(frozen=True)
class Thread:
    """A conversation to be shown."""

    read: ReadConversation
    messages: Sequence[ShownMessage]
    holder: str | None  # name of who holds it
    names: Mapping[str, str]  # of the staff that it mentions, by id

    @property
    def conversation(self) -> Conversation:
        """The conversation itself."""
        return self.read.conversation

    @property
    def waits(self) -> bool:
        """Whether something is flagged that somebody has to deal with."""
        conversation = self.conversation
        return bool(
            conversation.danger or conversation.needs_person_at or conversation.low_confidence_at
        )

    @property
    def reference(self) -> str:
        """What the text to the person on call names it by."""
        return conversations.reference_of(self.conversation.id)


def read_thread(session: Session, vault: Vault, conversation_id: str, *, in_full: bool) -> Thread:
    """The conversation, in its full wording or the redacted one. Raises ConversationNotFoundError.

    Opening it must be audited by the caller.
    """
    read = conversations.read_conversation(session, vault, conversation_id)
    deliveries = _deliveries(session, [line.message.id for line in read.messages])
    alerts = conversations.alerts_of(session, conversation_id)
    names = staff.names_of(session, _staff_ids(read, alerts.values()))
    shown = []
    for line in read.messages:
        message, delivery = line.message, deliveries.get(line.message.id)
        is_on_call = delivery is not None and delivery.person_id is None
        shown.append(
            ShownMessage(
                message=message,
                text=line.body if in_full else message.redacted,
                staff_name=names.get(message.staff_id or ""),
                delivery=_fate(read.conversation, message, delivery),
                reason=delivery.reason if delivery else None,
                alert=alerts.get(message.id),
                on_call=delivery.state if delivery is not None and is_on_call else None,
            )
        )
    return Thread(read, shown, names.get(read.conversation.held_by_id or ""), names)


def _staff_ids(read: ReadConversation, alerts: Iterable[DangerAlert]) -> list[str]:
    ids = {line.message.staff_id for line in read.messages} | {read.conversation.held_by_id}
    for alert in alerts:
        ids |= {alert.seen_by_id, alert.handled_by_id, alert.wrong_by_id}
    return [staff_id for staff_id in ids if staff_id]


def _deliveries(session: Session, message_ids: list[int]) -> dict[int, Delivery]:
    found = session.scalars(select(Delivery).where(Delivery.message_id.in_(message_ids)))
    return {delivery.message_id: delivery for delivery in found}


def _fate(conversation: Conversation, message: Message, delivery: Delivery | None) -> str | None:
    if conversation.channel != Channel.SMS or message.author == Author.PERSON:
        return None
    if delivery is not None and delivery.state != DeliveryState.CANCELLED:
        return delivery.state
    if any(key.startswith("safety.") for key in message.reply_keys):
        return DIRECT
    return delivery.state if delivery is not None else NOT_SENT
