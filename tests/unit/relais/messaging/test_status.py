from itertools import permutations

import pytest
from sqlalchemy.orm import Session

from relais.messaging import Delivery, DeliveryState, Outcome, Reason, record_status
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.messaging import make_delivery

SID = "SM1"


@pytest.fixture
def sent(session: Session, vault: Vault, clock: FixedClock) -> Delivery:
    delivery = make_delivery(session, vault, clock.now())
    delivery.state, delivery.provider_id = DeliveryState.SENT, SID
    delivery.to_sealed = delivery.body_sealed = None
    session.flush()
    return delivery


def test_a_delivered_text_is_delivered(session: Session, sent: Delivery, clock: FixedClock) -> None:
    outcome = record_status(session, SID, "delivered", None, clock.now())

    assert outcome == Outcome(sent.id, sent.person_id, DeliveryState.DELIVERED)


@pytest.mark.parametrize(
    ("status", "error_code", "state", "reason"),
    [
        ("undelivered", 30003, DeliveryState.UNDELIVERED, Reason.UNREACHABLE),
        ("undelivered", 30006, DeliveryState.UNDELIVERED, Reason.LANDLINE),
        ("failed", 21610, DeliveryState.FAILED, Reason.OPTED_OUT),
        ("failed", None, DeliveryState.FAILED, Reason.OTHER),
    ],
)
def test_a_text_that_did_not_arrive_says_why(
    session: Session,
    sent: Delivery,
    clock: FixedClock,
    status: str,
    error_code: int | None,
    state: DeliveryState,
    reason: Reason,
) -> None:
    outcome = record_status(session, SID, status, error_code, clock.now())

    assert outcome == Outcome(sent.id, sent.person_id, state, reason)
    session.refresh(sent)
    assert (sent.error_code, sent.reason) == (error_code, reason)


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_whatever_the_order_the_furthest_status_stays(
    session: Session, sent: Delivery, clock: FixedClock, order: tuple[str, ...]
) -> None:
    for status in order:
        record_status(session, SID, status, None, clock.now())

    session.refresh(sent)
    assert sent.state == DeliveryState.DELIVERED


@pytest.mark.parametrize("first", ["delivered", "undelivered", "failed", "canceled"])
@pytest.mark.parametrize("second", ["sent", "delivered", "undelivered", "failed"])
def test_an_end_is_an_end(
    session: Session, sent: Delivery, clock: FixedClock, first: str, second: str
) -> None:
    record_status(session, SID, first, None, clock.now())
    session.refresh(sent)
    end = sent.state

    assert record_status(session, SID, second, 30003, clock.now()) is None
    session.refresh(sent)
    assert sent.state == end


def test_a_status_of_an_unknown_text_changes_nothing(
    session: Session, sent: Delivery, clock: FixedClock
) -> None:
    assert record_status(session, "SM-unknown", "failed", 30003, clock.now()) is None
    session.refresh(sent)
    assert sent.state == DeliveryState.SENT


def test_a_status_we_do_not_know_changes_nothing(
    session: Session, sent: Delivery, clock: FixedClock
) -> None:
    assert record_status(session, SID, "teleported", None, clock.now()) is None
    session.refresh(sent)
    assert sent.state == DeliveryState.SENT


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.PENDING])
def test_a_status_that_overtakes_our_own_call_finds_its_row_by_the_reference(
    session: Session, vault: Vault, clock: FixedClock, state: DeliveryState
) -> None:
    delivery = make_delivery(session, vault, clock.now())
    delivery.state = state
    session.flush()

    record_status(session, SID, "queued", None, clock.now(), delivery_id=delivery.id)

    session.refresh(delivery)
    assert (delivery.state, delivery.provider_id) == (DeliveryState.SENT, SID)
    assert (delivery.to_sealed, delivery.body_sealed) == (None, None)


def test_a_reference_does_not_override_the_id_of_another_text(
    session: Session, sent: Delivery, clock: FixedClock
) -> None:
    outcome = record_status(session, "SM2", "failed", 30003, clock.now(), delivery_id=sent.id)

    assert outcome is None
    session.refresh(sent)
    assert (sent.state, sent.provider_id) == (DeliveryState.SENT, SID)
