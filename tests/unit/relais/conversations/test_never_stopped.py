"""A danger the screen recognises is answered whatever else is the case (see also the webhooks)."""

from dataclasses import replace

from sqlalchemy import select

from relais.conversations import take_over
from relais.messaging import Delivery, DeliveryState
from tests.factories.conversations import AMINA, receive_text
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests
from tests.unit.relais.conversations.said import alerts, conversation_of, replies, write

DANGER = "je veux mourir"
REPLY = ["safety.suicidal_thoughts"]


def _urgent(running: RelaisForTests) -> list[DeliveryState]:
    with running.relais.database.reading() as session:
        return list(session.scalars(select(Delivery.state).where(Delivery.urgent)))


def test_by_an_opt_out_before_it_or_after_it(running: RelaisForTests) -> None:
    write(running, AMINA, "STOP")
    receive_text(running, AMINA, DANGER)
    write(running, AMINA, "STOP")

    assert _urgent(running) == [DeliveryState.PENDING]


def test_by_a_takeover(running: RelaisForTests) -> None:
    conversation_id = write(running, AMINA, "bonjour")
    with running.relais.database.transaction() as session:
        now = running.relais.clock.now()
        take_over(session, conversation_id, make_member(session, now).id, now)

    write(running, AMINA, DANGER)

    assert replies(running)[-1] == REPLY
    assert _urgent(running) == [DeliveryState.PENDING]
    assert conversation_of(running).needs_person_reason == "danger"


def test_by_the_cap_of_a_day(running: RelaisForTests) -> None:
    settings = running.relais.settings.model_copy(update={"daily_message_cap": 1})
    running = replace(running, relais=replace(running.relais, settings=settings))
    for _ in range(4):
        write(running, AMINA, "bonjour")

    for _ in range(3):
        write(running, AMINA, DANGER)

    assert replies(running)[-3:] == [REPLY] * 3
    assert _urgent(running) == [DeliveryState.PENDING] * 3
    assert len(alerts(running)) == 3


def test_by_rasa_being_down(running: RelaisForTests) -> None:
    running.rasa.down = True

    receive_text(running, AMINA, DANGER)

    assert replies(running) == [REPLY]
