import pytest

from relais.db import Database
from relais.safety import Danger
from tests.factories.dangers import doubt, doubting
from tests.fakes.relais import RelaisForTests
from tests.integration.web.webhooks.conftest import BuildRelais, client_of
from tests.integration.web.webhooks.stored import DANGER, messages
from tests.integration.web.webhooks.twilio_client import (
    TwilioClient,
)


def flood(twilio: TwilioClient, count: int) -> list[int]:
    return [twilio.text("encore", sid=f"SM-{n}").status_code for n in range(count)]


def test_a_flood_of_one_sender_is_cut(twilio: TwilioClient, shared_database: Database) -> None:
    assert flood(twilio, 61) == [200] * 60 + [429]
    assert len(messages(shared_database)) == 60


@pytest.mark.usefixtures("jobs_live")
def test_a_flood_stops_neither_others_nor_a_danger(
    twilio: TwilioClient, house: RelaisForTests, shared_database: Database
) -> None:
    flood(twilio, 60)

    assert twilio.text("Bonjour", sid="SM-other", sender="+33639980002").status_code == 200
    assert twilio.text(DANGER, sid="SM-danger").status_code == 200
    assert [m.danger for m in messages(shared_database)][-2:] == [None, "suicidal_thoughts"]
    assert len(house.bell.deliveries) == 1


@pytest.mark.usefixtures("jobs_live")
def test_nor_does_it_stop_the_question_of_a_doubt(house: RelaisForTests) -> None:
    house = doubting(house, {"il ne va pas bien du tout": doubt(Danger.VIOLENCE)})
    twilio = client_of(house)
    flood(twilio, 60)

    assert twilio.text("il ne va pas bien du tout", sid="SM-doubt").status_code == 200
    assert len(house.bell.deliveries) == 1


def test_a_store_of_rates_that_is_down_stops_nobody(
    build: BuildRelais, shared_database: Database
) -> None:
    twilio = client_of(build(queue_url="redis://127.0.0.1:1/0"))

    assert twilio.text("Bonjour").status_code == 200
    assert len(messages(shared_database)) == 1
