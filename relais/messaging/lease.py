"""Who may send a text: one worker at a time, and what it learnt is noted only while it may."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select, update
from sqlalchemy.orm import Session

from relais.messaging.models import Delivery, DeliveryState
from relais.messaging.outcome import Outcome
from relais.messaging.reasons import Reason

# Longer than any call to the provider may take.
LEASE = timedelta(seconds=60)
_CLAIMED = (
    Delivery.person_id,
    Delivery.attempts,
    Delivery.sending_since,
    Delivery.due_at,
    Delivery.to_sealed,
    Delivery.body_sealed,
)


@dataclass(frozen=True)
class Claim:
    """A text that this worker, and no other, may now send."""

    delivery_id: str
    person_id: str | None
    attempt: int  # from 1; it also tells this claim from any later one
    was_sending: bool  # an earlier attempt may have reached the provider
    wanted_since: datetime  # the first attempt, or when it was due if this is the first
    to_sealed: bytes | None
    body_sealed: bytes | None


@dataclass(frozen=True)
class Step:
    """What an attempt came to. `wait`: how long until the next, when there is one."""

    state: DeliveryState
    provider_id: str | None = None
    reason: Reason | None = None
    error_code: int | None = None
    wait: timedelta | None = None


def claim_delivery(session: Session, delivery_id: str, now: datetime) -> Claim | None:
    """Take the lease of a text; None when it is not due, on its way elsewhere, or at an end."""
    waiting = and_(Delivery.state == DeliveryState.PENDING, Delivery.due_at <= now)
    interrupted = and_(Delivery.state == DeliveryState.SENDING, Delivery.lease_until <= now)
    return _take(session, delivery_id, waiting, now, was_sending=False) or _take(
        session, delivery_id, interrupted, now, was_sending=True
    )


def _take(
    session: Session,
    delivery_id: str,
    may_be_taken: ColumnElement[bool],
    now: datetime,
    *,
    was_sending: bool,
) -> Claim | None:
    # One statement: of two workers at the same row, the second finds it no longer as it was.
    row = session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, may_be_taken)
        .values(
            state=DeliveryState.SENDING,
            lease_until=now + LEASE,
            sending_since=func.coalesce(Delivery.sending_since, now),
            attempts=Delivery.attempts + 1,
            updated_at=now,
        )
        .returning(*_CLAIMED)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return _claim_of(delivery_id, row, was_sending) if row else None


def _claim_of(delivery_id: str, row: Row[*tuple[Any, ...]], was_sending: bool) -> Claim:
    return Claim(
        delivery_id=delivery_id,
        person_id=row.person_id,
        attempt=row.attempts,
        was_sending=was_sending,
        wanted_since=row.due_at if row.attempts == 1 else row.sending_since,
        to_sealed=row.to_sealed,
        body_sealed=row.body_sealed,
    )


def note_step(session: Session, claim: Claim, step: Step, now: datetime) -> Outcome | None:
    """Write down what an attempt came to, and what the delivery now is; None if it was erased.

    Changes nothing when the claim was lost meanwhile, or a status callback knew more already.
    """
    again = now + (step.wait or timedelta())
    changes: dict[str, object] = {
        "state": step.state,
        "updated_at": now,
        "lease_until": again if step.state is DeliveryState.SENDING else None,
        "reason": step.reason,
        "error_code": step.error_code,
    }
    if step.state is DeliveryState.PENDING:
        changes["due_at"] = again
    elif step.state is not DeliveryState.SENDING:
        changes |= {"provider_id": step.provider_id, "to_sealed": None, "body_sealed": None}
    session.execute(
        update(Delivery)
        .where(
            Delivery.id == claim.delivery_id,
            Delivery.state == DeliveryState.SENDING,
            Delivery.attempts == claim.attempt,
        )
        .values(changes)
        .execution_options(synchronize_session=False)
    )
    return outcome_of(session, claim.delivery_id)


def outcome_of(session: Session, delivery_id: str) -> Outcome | None:
    """Where a delivery now is; None when there is no such delivery."""
    row = session.execute(
        select(Delivery.person_id, Delivery.state, Delivery.reason).where(
            Delivery.id == delivery_id
        )
    ).one_or_none()
    if row is None:
        return None
    reason = Reason(row.reason) if row.reason else None
    return Outcome(delivery_id, row.person_id, DeliveryState(row.state), reason)


def is_known(session: Session, provider_id: str) -> bool:
    """Whether a delivery already carries this id of the provider."""
    return (
        session.scalar(select(Delivery.id).where(Delivery.provider_id == provider_id)) is not None
    )
