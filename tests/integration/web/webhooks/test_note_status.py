import logging

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from relais.conversations import Person
from relais.db import Database
from relais.messaging import Delivery, DeliveryState
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.messaging import make_delivery
from tests.integration.web.webhooks.twilio_client import TwilioClient

SID = "SM1"


@pytest.fixture
def sent(shared_database: Database, vault: Vault, clock: FixedClock) -> str:
    with shared_database.transaction() as session:
        delivery = make_delivery(session, vault, clock.now())
        delivery.state, delivery.provider_id = DeliveryState.SENT, SID
        return delivery.id


def row(database: Database, delivery_id: str) -> Delivery:
    with database.reading() as session:
        return session.get_one(Delivery, delivery_id)


def person_of(database: Database, delivery_id: str) -> Person:
    with database.reading() as session:
        return session.get_one(Person, session.get_one(Delivery, delivery_id).person_id)


def test_a_status_is_noted(twilio: TwilioClient, shared_database: Database, sent: str) -> None:
    assert twilio.status(SID, "delivered").status_code == 204

    assert row(shared_database, sent).state == DeliveryState.DELIVERED


def test_statuses_out_of_order_only_move_forward(
    twilio: TwilioClient, shared_database: Database, sent: str
) -> None:
    for status in ("delivered", "sent", "queued"):
        assert twilio.status(SID, status).status_code == 204

    assert row(shared_database, sent).state == DeliveryState.DELIVERED


@pytest.mark.parametrize("code", ["30006", "30005", "21211"])
def test_a_number_that_takes_no_texts_is_remembered_on_the_person(
    twilio: TwilioClient, shared_database: Database, sent: str, code: str
) -> None:
    twilio.status(SID, "undelivered", code)

    assert person_of(shared_database, sent).unreachable == row(shared_database, sent).reason
    assert person_of(shared_database, sent).unreachable is not None


def test_a_phone_that_is_switched_off_is_not_given_up(
    twilio: TwilioClient, shared_database: Database, sent: str
) -> None:
    twilio.status(SID, "undelivered", "30003")

    assert row(shared_database, sent).reason == "unreachable"
    assert person_of(shared_database, sent).unreachable is None


def test_an_opt_out_at_the_provider_is_one_here(
    twilio: TwilioClient, shared_database: Database, sent: str, clock: FixedClock
) -> None:
    twilio.status(SID, "failed", "21610")

    assert person_of(shared_database, sent).opted_out_at == clock.now()


def test_a_status_that_overtakes_our_own_call_finds_its_row(
    twilio: TwilioClient, shared_database: Database, vault: Vault, clock: FixedClock
) -> None:
    with shared_database.transaction() as session:
        delivery = make_delivery(session, vault, clock.now())
        delivery.state, delivery.lease_until = DeliveryState.SENDING, clock.now()

    twilio.status("SM2", "sent", query=f"?delivery={delivery.id}")

    assert row(shared_database, delivery.id).provider_id == "SM2"


@pytest.mark.parametrize("status", ["sent", "delivered", "teleported", ""])
def test_a_status_of_an_unknown_text_is_no_fault_of_twilio(
    twilio: TwilioClient, shared_database: Database, sent: str, status: str
) -> None:
    assert twilio.status("SM-unknown", status).status_code == 204
    assert row(shared_database, sent).state == DeliveryState.SENT


def test_a_status_with_a_strange_error_code_is_noted_without_it(
    twilio: TwilioClient, shared_database: Database, sent: str
) -> None:
    assert twilio.status(SID, "failed", "9" * 30).status_code == 204

    assert row(shared_database, sent).error_code is None


def test_a_status_that_cannot_be_stored_is_not_swallowed(
    twilio: TwilioClient, shared_database: Database, sent: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def refuse(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("down for the test"))

    event.listen(shared_database.engine, "begin", refuse)

    assert twilio.status(SID, "delivered").status_code == 503
    assert "OperationalError" in caplog.text
