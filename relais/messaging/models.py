"""What has to be sent, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from relais.db import Base, OpaqueId, named, new_id


class DeliveryState(StrEnum):
    """Where a text is on its way; it only ever moves forward (see `messaging.status`)."""

    PENDING = "pending"
    SENDING = "sending"  # the provider may or may not have it: look before sending again
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Delivery(Base):
    """A text message in the outbox: one row for one message, until it reaches an end.

    One without a person tells the association itself of the message of somebody.
    """

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), unique=True
    )
    person_id: Mapped[str | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[DeliveryState] = mapped_column(named(DeliveryState), index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    due_at: Mapped[datetime]  # not before: backoff, quiet hours
    urgent: Mapped[bool] = mapped_column(default=False)  # danger: before all others, never capped
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    sending_since: Mapped[datetime | None]
    to_sealed: Mapped[bytes | None]  # forgotten, like the body, once the delivery has ended
    body_sealed: Mapped[bytes | None]
    provider_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    error_code: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(32))
    encoding: Mapped[str] = mapped_column(String(8))  # gsm7 or ucs2
    segments: Mapped[int]
