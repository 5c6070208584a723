"""What the provider says of a text later: statuses come late, twice and out of order."""

import logging
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from relais.messaging.lease import outcome_of
from relais.messaging.models import Delivery, DeliveryState
from relais.messaging.outcome import Outcome
from relais.messaging.reasons import reason_of

log = logging.getLogger(__name__)

_STATES = {
    "accepted": DeliveryState.SENT,
    "scheduled": DeliveryState.SENT,
    "queued": DeliveryState.SENT,
    "sending": DeliveryState.SENT,
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.DELIVERED,
    "undelivered": DeliveryState.UNDELIVERED,
    "failed": DeliveryState.FAILED,
    "canceled": DeliveryState.CANCELLED,
}
_ON_ITS_WAY = (DeliveryState.PENDING, DeliveryState.SENDING)
_NOT_DELIVERED = (DeliveryState.UNDELIVERED, DeliveryState.FAILED)


def record_status(
    session: Session,
    provider_id: str,
    status: str,
    error_code: int | None,
    now: datetime,
    *,
    delivery_id: str | None = None,
) -> Outcome | None:
    """Note a status; the outcome when it moved the delivery forward, else None.

    `delivery_id` is the reference that the provider brings back: with it, a status that overtakes
    the answer to our own call finds its row, and tells that the text need not go again.
    """
    state = _STATES.get(status)
    if state is None:
        log.info("status of %s is not one we know", provider_id)
        return None
    found = _find(session, provider_id, delivery_id)
    if found is None:
        log.info("status of %s, which is no text of ours", provider_id)
        return None
    has_moved = _move(session, found, state, provider_id, error_code, now)
    return outcome_of(session, found) if has_moved else None


def _move(
    session: Session,
    delivery_id: str,
    state: DeliveryState,
    provider_id: str,
    error_code: int | None,
    now: datetime,
) -> bool:
    """Move a delivery forward, in one statement; False when it is as far already."""
    earlier = _ON_ITS_WAY if state is DeliveryState.SENT else (*_ON_ITS_WAY, DeliveryState.SENT)
    is_lost = state in _NOT_DELIVERED
    moved = session.scalar(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state.in_(earlier))
        .values(
            state=state,
            provider_id=provider_id,
            error_code=error_code if is_lost else None,
            reason=reason_of(error_code) if is_lost else None,
            updated_at=now,
            lease_until=None,
            to_sealed=None,
            body_sealed=None,
        )
        .returning(Delivery.id)
    )
    return moved is not None


def _find(session: Session, provider_id: str, delivery_id: str | None) -> str | None:
    """The row with the provider's id, or else the one it names, unless it carries another id."""
    known = session.scalar(select(Delivery.id).where(Delivery.provider_id == provider_id))
    if known is not None or delivery_id is None:
        return known
    return session.scalar(
        select(Delivery.id).where(Delivery.id == delivery_id, Delivery.provider_id.is_(None))
    )
