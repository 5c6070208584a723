"""The outbox: texts that have to be sent, and which of them are due."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from relais.messaging.errors import EmptyTextError
from relais.messaging.models import Delivery, DeliveryState
from relais.messaging.reasons import Reason
from relais.messaging.segments import measure
from relais.vault import Vault


def enqueue(  # noqa: PLR0913 - one row, one call
    session: Session,
    vault: Vault,
    *,
    message_id: int,
    person_id: str | None,
    to: str,
    body: str,
    now: datetime,
    urgent: bool = False,
    due_at: datetime | None = None,
) -> Delivery:
    """Put a text in the outbox, in the transaction of whatever caused it.

    `to` is E.164; `person_id` is None when that is the association's own number, which no opt-out
    and no cap concerns. Not sent before `due_at`. Raises EmptyTextError.
    """
    delivery = Delivery(
        message_id=message_id,
        person_id=person_id,
        state=DeliveryState.PENDING,
        created_at=now,
        updated_at=now,
        due_at=due_at or now,
        urgent=urgent,
        **_sealed(vault, to, body),
    )
    session.add(delivery)
    session.flush()
    return delivery


def _sealed(vault: Vault, to: str, body: str) -> dict[str, Any]:
    """What is kept of a text: its sealed copy, and its size."""
    if not body.strip():
        raise EmptyTextError
    size = measure(body)
    return {
        "to_sealed": vault.encrypt(to),
        "body_sealed": vault.encrypt(body),
        "encoding": size.encoding,
        "segments": size.count,
    }


def due_deliveries(session: Session, now: datetime, limit: int) -> list[str]:
    """Ids of at most `limit` texts to send now, dangers first, then the longest waiting.

    Among them the ones whose sending was interrupted: their lease has run out.
    """
    waiting = and_(Delivery.state == DeliveryState.PENDING, Delivery.due_at <= now)
    interrupted = and_(Delivery.state == DeliveryState.SENDING, Delivery.lease_until <= now)
    return list(
        session.scalars(
            select(Delivery.id)
            .where(or_(waiting, interrupted))
            .order_by(Delivery.urgent.desc(), Delivery.due_at, Delivery.message_id)
            .limit(limit)
        )
    )


def withdraw(session: Session, delivery_id: str, now: datetime) -> bool:
    """Take a text back; False when it is already on its way or at an end."""
    return _withdraw(session, Delivery.id == delivery_id, now) == 1


def withdraw_waiting(session: Session, person_id: str, now: datetime) -> int:
    """Take back every text that waits for a person, dangers excepted; how many."""
    return _withdraw(
        session, and_(Delivery.person_id == person_id, Delivery.urgent.is_(False)), now
    )


def _withdraw(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    withdrawn = session.scalars(
        update(Delivery)
        .where(which, Delivery.state == DeliveryState.PENDING)
        .values(
            state=DeliveryState.CANCELLED,
            reason=Reason.WITHDRAWN,
            updated_at=now,
            to_sealed=None,
            body_sealed=None,
        )
        .returning(Delivery.id)
    )
    return len(withdrawn.all())
