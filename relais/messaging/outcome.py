"""What became of a delivery, for whoever has to remember it on the person."""

from dataclasses import dataclass

from relais.messaging.models import DeliveryState
from relais.messaging.reasons import Reason


@dataclass(frozen=True)
class Outcome:
    """Where a delivery now is; `reason` only when the text will not arrive."""

    delivery_id: str
    person_id: str | None  # None: it went to the association itself
    state: DeliveryState
    reason: Reason | None = None
