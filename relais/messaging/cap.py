"""How much a person was written to: what the daily cap counts."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.messaging.models import Delivery, DeliveryState


def sent_lately(session: Session, person_id: str, since: datetime) -> int:
    """Texts put in the outbox for a person since then, all reasons together.

    Failed ones count too: a loop of failures is a loop. Dangers and withdrawn texts do not.
    """
    return session.scalars(
        select(func.count())
        .select_from(Delivery)
        .where(
            Delivery.person_id == person_id,
            Delivery.created_at >= since,
            Delivery.urgent.is_(False),
            Delivery.state != DeliveryState.CANCELLED,
        )
    ).one()
