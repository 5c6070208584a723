import threading
from dataclasses import replace

import pytest
from sqlalchemy import event, select

from relais.db import Database
from relais.messaging import Delivery
from relais.replies import for_sms
from relais.safety import Danger
from tests.factories.dangers import doubt, doubting
from tests.fakes.relais import RelaisForTests
from tests.integration.web.webhooks.conftest import client_of
from tests.integration.web.webhooks.stored import DANGER, DANGER_IN_ENGLISH, spoken
from tests.integration.web.webhooks.twilio_client import TwilioClient


@pytest.mark.usefixtures("database_down")
@pytest.mark.parametrize(("body", "language"), [(DANGER, "fr"), (DANGER_IN_ENGLISH, "en")])
def test_with_everything_down_a_danger_is_answered_in_its_language(
    twilio: TwilioClient, house: RelaisForTests, body: str, language: str
) -> None:
    house.bell.broken = house.rasa.down = True

    answer = twilio.text(body)

    assert answer.status_code == 200
    assert spoken(answer) == [house.relais.texts.text("safety.suicidal_thoughts", language)]


@pytest.mark.usefixtures("database_down")
@pytest.mark.parametrize("danger", Danger)
def test_with_the_database_down_a_doubt_gets_the_number_too(
    house: RelaisForTests, danger: Danger
) -> None:
    twilio = client_of(doubting(house, {"il ne va pas bien du tout": doubt(danger)}))

    assert spoken(twilio.text("il ne va pas bien du tout")) == [
        for_sms(house.relais.texts.text(f"safety.doubt_{danger}", "fr"))
    ]


@pytest.mark.usefixtures("database_down")
def test_who_says_that_others_read_the_telephone_is_answered_discreetly_even_then(
    twilio: TwilioClient, house: RelaisForTests
) -> None:
    assert spoken(twilio.text("mon mari me frappe, il lit mon telephone")) == [
        for_sms(house.relais.texts.text("safety.violence_discreet", "fr"))
    ]


def test_with_dead_jobs_the_question_of_a_doubt_and_its_answers_are_in_the_webhook(
    house: RelaisForTests,
) -> None:
    twilio = client_of(doubting(house, {"il ne va pas bien du tout": doubt(Danger.EMERGENCY)}))

    (question,) = spoken(twilio.text("il ne va pas bien du tout", sid="SM-doubt"))
    assert (question or "").endswith("1 Oui, c'est urgent\n2 Non, pas urgent")
    (reply,) = spoken(twilio.text("oui", sid="SM-yes"))
    assert reply == for_sms(house.relais.texts.text("safety.emergency", "fr"))


@pytest.mark.parametrize(("body", "status"), [(DANGER, 200), ("Bonjour", 503)])
def test_a_database_that_hangs_is_not_waited_for_longer_than_twilio_waits(
    twilio: TwilioClient,
    shared_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    status: int,
) -> None:
    monkeypatch.setattr("web.webhooks.routes.STORE_SECONDS", 0.1)
    released, ended = threading.Event(), threading.Event()
    event.listen(shared_database.engine, "begin", lambda _: released.wait(30))
    for name in ("commit", "rollback"):
        event.listen(shared_database.engine, name, lambda _: ended.set())

    answer = twilio.text(body)
    released.set()

    assert answer.status_code == status
    assert ended.wait(30)  # the thread nobody waited for is done before its tables go


def test_with_dead_jobs_a_danger_is_answered_in_the_webhook_and_only_there(
    twilio: TwilioClient, house: RelaisForTests, shared_database: Database
) -> None:
    answer = twilio.text(DANGER)

    assert spoken(answer) == [house.relais.texts.text("safety.suicidal_thoughts", "fr")]
    with shared_database.reading() as session:
        assert session.scalars(select(Delivery)).all() == []


@pytest.mark.usefixtures("jobs_live")
def test_with_living_jobs_a_danger_is_answered_through_the_outbox_and_only_there(
    twilio: TwilioClient, house: RelaisForTests, shared_database: Database
) -> None:
    answer = twilio.text(DANGER)

    assert spoken(answer) == []
    with shared_database.reading() as session:
        (delivery,) = session.scalars(select(Delivery))
    assert delivery.urgent
    assert house.bell.deliveries == [delivery.id]


@pytest.mark.usefixtures("jobs_live")
def test_with_a_broken_bell_a_danger_is_answered_in_the_webhook(
    twilio: TwilioClient, house: RelaisForTests
) -> None:
    house.bell.broken = True

    assert spoken(twilio.text(DANGER)) == [
        house.relais.texts.text("safety.suicidal_thoughts", "fr")
    ]


def test_a_danger_that_is_posted_again_is_not_answered_again(twilio: TwilioClient) -> None:
    assert len(spoken(twilio.text(DANGER))) == 1
    assert spoken(twilio.text(DANGER)) == []


@pytest.mark.usefixtures("jobs_live")
def test_a_danger_from_no_number_is_answered_all_the_same(
    twilio: TwilioClient, house: RelaisForTests
) -> None:
    assert spoken(twilio.text(DANGER, sender="38600")) == [
        house.relais.texts.text("safety.suicidal_thoughts", "fr")
    ]


class TextsWithSigns:
    """Says something that XML would take for its own."""

    def text(self, key: str, language: str) -> str:
        return "Le 15 & le 112 <tout de suite>"


@pytest.mark.usefixtures("database_down")
def test_signs_of_xml_in_a_reply_arrive_as_they_are(house: RelaisForTests) -> None:
    relais = replace(house.relais, texts=TextsWithSigns())
    twilio = client_of(replace(house, relais=relais))

    assert spoken(twilio.text(DANGER)) == ["Le 15 & le 112 <tout de suite>"]
