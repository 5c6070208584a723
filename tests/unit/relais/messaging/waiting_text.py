"""One text that waits in the outbox, and short ways to deliver it and to look at it."""

from relais.db import Database
from relais.messaging import Delivery, DeliveryState, deliver
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.messaging import make_delivery
from tests.unit.relais.messaging.scripted_sender import ScriptedSender


class Outbox:
    """A database, a clock and a sender around one delivery."""

    def __init__(self, database: Database, vault: Vault, clock: FixedClock) -> None:
        self.database, self.vault, self.clock = database, vault, clock
        self.sender = ScriptedSender()
        with database.transaction() as session:
            self.delivery_id = make_delivery(session, vault, clock.now()).id

    def deliver(self) -> DeliveryState | None:
        outcome = deliver(self.database, self.vault, self.sender, self.clock, self.delivery_id)
        return outcome.state if outcome else None

    def deliver_when_due(self) -> DeliveryState | None:
        """Move the clock to the next moment at which something is to be done."""
        row = self.row()
        due = row.due_at if row.state == DeliveryState.PENDING else row.lease_until
        assert due is not None
        self.clock.moment = max(self.clock.moment, due)
        return self.deliver()

    def row(self) -> Delivery:
        with self.database.reading() as session:
            return session.get_one(Delivery, self.delivery_id)
