from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from relais.conversations import Message, Person, erase_person, note_outcome, receive
from relais.conversations.alarm import ON_CALL_PERIOD, reference_of
from relais.db import Database
from relais.messaging import DeliveryState, Outcome, Reason, deliver, due_deliveries
from relais.messaging.models import Delivery
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.conversations import AMINA, BORIS, receive_text, text_from
from tests.fakes.relais import RelaisForTests, build_relais
from tests.unit.relais.conversations.said import (
    alerts,
    conversation_of,
    on_call_texts,
    replies,
    write,
)

ON_CALL = "+33639980099"
DANGER = "mon mari me frappe, je suis au 06 39 98 12 34"


@pytest.fixture
def on_call(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    """A Relais that knows whom to text."""
    return build_relais(database, clock, keys, texts, on_call_number=SecretStr(ON_CALL))


def _body(running: RelaisForTests, delivery: Delivery) -> tuple[str, str]:
    vault = running.relais.vault
    return vault.decrypt(delivery.to_sealed or b""), vault.decrypt(delivery.body_sealed or b"")


def test_an_alert_keeps_what_matched_and_never_the_words(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, DANGER)

    [alert] = alerts(running)
    assert received.alert is not None
    assert (alert.danger, alert.matched) == ("violence", received.alert.matched)
    assert (alert.is_doubt, alert.wrong_at) == (False, None)
    assert alert.probability == pytest.approx(received.alert.probability)
    assert alert.at == running.relais.clock.now()


def test_the_text_on_call_says_the_kind_and_the_reference_and_nothing_of_the_person(
    on_call: RelaisForTests,
) -> None:
    received = receive_text(on_call, AMINA, DANGER)

    [delivery] = on_call_texts(on_call)
    to, body = _body(on_call, delivery)
    assert to == ON_CALL
    assert body == (
        "Relais : danger (violence). Une conversation attend dans la console, référence "
        f"{reference_of(received.conversation_id)}."
    )
    assert delivery.urgent
    assert (delivery.encoding, delivery.segments) == ("gsm7", 1)
    assert delivery.id in on_call.bell.deliveries


def test_nobody_is_texted_where_no_number_is_set(running: RelaisForTests) -> None:
    receive_text(running, AMINA, DANGER)

    assert on_call_texts(running) == []


def test_at_most_one_text_for_a_conversation_in_ten_minutes(on_call: RelaisForTests) -> None:
    for _ in range(3):
        receive_text(on_call, AMINA, DANGER)
    receive_text(on_call, BORIS, DANGER)
    assert len(on_call_texts(on_call)) == 2

    on_call.relais.clock.move(ON_CALL_PERIOD)  # type: ignore[attr-defined]
    receive_text(on_call, AMINA, DANGER)

    assert len(on_call_texts(on_call)) == 3
    assert len(replies(on_call)) == 5  # each danger is answered all the same


def test_an_opt_out_of_the_person_does_not_take_it_back(on_call: RelaisForTests) -> None:
    write(on_call, AMINA, "STOP")
    receive_text(on_call, AMINA, DANGER)
    write(on_call, AMINA, "STOP")

    [delivery] = on_call_texts(on_call)
    assert delivery.state is DeliveryState.PENDING


def test_the_same_jobs_deliver_it(on_call: RelaisForTests) -> None:
    receive_text(on_call, AMINA, DANGER)
    relais = on_call.relais
    with relais.database.reading() as session:
        due = due_deliveries(session, relais.clock.now(), limit=10)

    outcomes = [deliver(relais.database, relais.vault, relais.sender, relais.clock, d) for d in due]

    assert [outcome.state for outcome in outcomes if outcome] == [DeliveryState.SENT] * 2
    [delivery] = on_call_texts(on_call)
    assert (delivery.to_sealed, delivery.body_sealed) == (None, None)


def test_a_number_on_call_that_takes_no_texts_is_noted_on_nobody(on_call: RelaisForTests) -> None:
    receive_text(on_call, AMINA, DANGER)
    [delivery] = on_call_texts(on_call)
    outcome = Outcome(delivery.id, None, DeliveryState.FAILED, Reason.OPTED_OUT)

    with on_call.relais.database.transaction() as session:
        note_outcome(session, outcome, on_call.relais.clock.now())
        assert session.scalars(select(Person.opted_out_at)).all() == [None]


def test_with_the_queue_down_it_waits_for_the_sweep_and_the_reply_leaves_by_the_webhook(
    on_call: RelaisForTests,
) -> None:
    on_call.bell.broken = True

    assert receive_text(on_call, AMINA, DANGER).needs_twiml

    [delivery] = on_call_texts(on_call)
    assert delivery.state is DeliveryState.PENDING


def test_with_the_jobs_dead_it_waits_too(on_call: RelaisForTests) -> None:
    assert receive(on_call.relais, text_from(AMINA, DANGER)).needs_twiml
    assert len(on_call_texts(on_call)) == 1


def test_everything_about_it_is_erased_with_the_person(on_call: RelaisForTests) -> None:
    receive_text(on_call, AMINA, DANGER)

    with on_call.relais.database.transaction() as session:
        erase_person(session, session.scalars(select(Person.id)).one(), on_call.relais.clock.now())

    assert (alerts(on_call), on_call_texts(on_call)) == ([], [])
    with on_call.relais.database.reading() as session:
        assert session.scalars(select(Message)).all() == []


def test_another_reason_to_wait_does_not_hide_the_danger(running: RelaisForTests) -> None:
    write(running, AMINA, "STOP")
    write(running, AMINA, DANGER)
    running.relais.clock.move(timedelta(minutes=1))  # type: ignore[attr-defined]
    write(running, AMINA, "vous êtes là ?")

    assert conversation_of(running).needs_person_reason == "danger"
