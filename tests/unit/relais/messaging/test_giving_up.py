from datetime import timedelta

import pytest

from relais.db import Database
from relais.messaging import DeliveryState, OutcomeUnknown, Reason, TryLater, due_deliveries
from relais.vault import Keys, Vault
from tests.conftest import FixedClock
from tests.unit.relais.messaging.waiting_text import Outbox

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
UNKNOWN, LATER = OutcomeUnknown(), TryLater()


def test_a_text_that_kills_every_worker_ends(outbox: Outbox) -> None:
    def crash() -> None:
        raise KeyboardInterrupt

    outbox.sender.before_answering = crash
    for _ in range(40):
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver_when_due()

    assert outbox.deliver_when_due() is DeliveryState.FAILED
    assert outbox.row().reason == Reason.EXPIRED
    assert outbox.clock.now() - outbox.row().created_at < DAY


def test_after_a_day_of_trying_a_text_is_given_up(outbox: Outbox) -> None:
    outbox.sender.answers = [LATER] * 100
    rounds = 0
    while outbox.row().state == DeliveryState.PENDING and rounds < 100:
        outbox.deliver_when_due()
        rounds += 1

    row = outbox.row()
    assert (row.state, row.reason) == (DeliveryState.FAILED, Reason.EXPIRED)
    assert outbox.clock.now() - row.created_at > DAY
    assert rounds <= 41
    assert (row.to_sealed, row.body_sealed) == (None, None)


def test_a_text_that_nobody_sent_for_a_day_is_not_sent_any_more(outbox: Outbox) -> None:
    outbox.clock.move(DAY + SECOND)

    assert outbox.deliver() is DeliveryState.FAILED
    assert outbox.sender.sent == []


def test_before_giving_up_what_may_have_been_taken_is_looked_up(outbox: Outbox) -> None:
    outbox.sender.answers, outbox.sender.found = [UNKNOWN], ["SM-taken"]
    outbox.deliver()
    outbox.clock.move(2 * DAY)

    assert outbox.deliver() is DeliveryState.SENT


def test_what_can_no_longer_be_looked_up_is_given_up(outbox: Outbox) -> None:
    outbox.sender.answers, outbox.sender.found = [UNKNOWN], UNKNOWN
    outbox.deliver()
    outbox.clock.move(2 * DAY)

    assert outbox.deliver() is DeliveryState.FAILED
    assert outbox.row().reason == Reason.EXPIRED


def test_a_text_sealed_with_a_lost_key_ends_instead_of_coming_back_for_ever(
    outbox: Outbox, database: Database, clock: FixedClock
) -> None:
    outbox.vault = Vault(Keys.derive("another secret, of at least 32 letters"))

    assert outbox.deliver() is DeliveryState.FAILED
    assert outbox.row().reason == Reason.UNREADABLE
    with database.reading() as session:
        assert due_deliveries(session, clock.now() + DAY, 10) == []
