from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from relais.messaging import (
    DeliveryState,
    EmptyTextError,
    Encoding,
    due_deliveries,
    enqueue,
    withdraw,
    withdraw_waiting,
)
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.messaging import BODY, NUMBER, make_conversation, make_delivery

HOUR = timedelta(hours=1)


def test_a_text_waits_sealed_and_measured(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    delivery = make_delivery(session, vault, clock.now(), body="س" * 71)

    assert delivery.state == DeliveryState.PENDING
    assert delivery.to_sealed is not None
    assert NUMBER.encode() not in delivery.to_sealed
    assert vault.decrypt(delivery.to_sealed) == NUMBER
    assert (delivery.encoding, delivery.segments) == (Encoding.UCS2, 2)


@pytest.mark.parametrize("body", ["", " \n"])
def test_nothing_is_not_a_text(
    session: Session, vault: Vault, clock: FixedClock, body: str
) -> None:
    with pytest.raises(EmptyTextError):
        enqueue(session, vault, message_id=1, person_id="x", to=NUMBER, body=body, now=clock.now())


def test_dangers_go_first_then_the_longest_waiting(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    early = make_delivery(session, vault, clock.now() - HOUR)
    late = make_delivery(session, vault, clock.now())
    danger = make_delivery(session, vault, clock.now(), urgent=True)

    assert due_deliveries(session, clock.now(), 10) == [danger.id, early.id, late.id]
    assert due_deliveries(session, clock.now(), 1) == [danger.id]


def test_texts_of_one_moment_keep_the_order_of_their_messages(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    ids = [make_delivery(session, vault, clock.now()).id for _ in range(5)]

    assert due_deliveries(session, clock.now(), 10) == ids


def test_a_text_for_later_is_not_due(session: Session, vault: Vault, clock: FixedClock) -> None:
    delivery = make_delivery(session, vault, clock.now(), due_at=clock.now() + HOUR)

    assert due_deliveries(session, clock.now(), 10) == []
    assert due_deliveries(session, clock.now() + HOUR, 10) == [delivery.id]


def test_a_text_whose_sending_was_interrupted_is_due_once_its_lease_has_run_out(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    delivery = make_delivery(session, vault, clock.now())
    delivery.state, delivery.lease_until = DeliveryState.SENDING, clock.now() + HOUR
    session.flush()

    assert due_deliveries(session, clock.now(), 10) == []
    assert due_deliveries(session, clock.now() + HOUR, 10) == [delivery.id]


@pytest.mark.parametrize(
    "state",
    [
        DeliveryState.SENT,
        DeliveryState.DELIVERED,
        DeliveryState.UNDELIVERED,
        DeliveryState.FAILED,
        DeliveryState.CANCELLED,
    ],
)
def test_what_is_at_an_end_is_never_due(
    session: Session, vault: Vault, clock: FixedClock, state: DeliveryState
) -> None:
    make_delivery(session, vault, clock.now()).state = state
    session.flush()

    assert due_deliveries(session, clock.now() + HOUR, 10) == []


def test_a_withdrawn_text_is_forgotten_and_never_due(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    delivery = make_delivery(session, vault, clock.now())

    assert withdraw(session, delivery.id, clock.now())

    session.refresh(delivery)
    assert delivery.state == DeliveryState.CANCELLED
    assert (delivery.to_sealed, delivery.body_sealed) == (None, None)
    assert due_deliveries(session, clock.now(), 10) == []


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.SENT])
def test_a_text_on_its_way_is_not_withdrawn(
    session: Session, vault: Vault, clock: FixedClock, state: DeliveryState
) -> None:
    delivery = make_delivery(session, vault, clock.now())
    delivery.state = state
    session.flush()

    assert not withdraw(session, delivery.id, clock.now())
    session.refresh(delivery)
    assert delivery.state == state


def test_what_waits_for_a_person_is_withdrawn_except_dangers(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    theirs = make_conversation(session, clock.now())
    make_delivery(session, vault, clock.now(), conversation=theirs)
    make_delivery(session, vault, clock.now(), conversation=theirs, due_at=clock.now() + HOUR)
    danger = make_delivery(session, vault, clock.now(), conversation=theirs, urgent=True)
    another = make_delivery(session, vault, clock.now(), body=BODY)

    assert withdraw_waiting(session, theirs.person_id, clock.now()) == 2

    assert due_deliveries(session, clock.now() + HOUR, 10) == [danger.id, another.id]
