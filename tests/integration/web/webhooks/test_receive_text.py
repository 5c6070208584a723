import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import anyio
import httpx
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from relais.conversations import Author, Message, MessageState, answer
from relais.db import Database
from relais.heartbeat import JOBS, beat
from relais.messaging import Delivery
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.fakes.relais import RelaisForTests
from tests.integration.web.webhooks.conftest import BuildRelais, client_of
from tests.integration.web.webhooks.twilio_client import (
    FROM,
    PUBLIC_URL,
    TwilioClient,
    headers,
    text_fields,
)

DANGER = "Je veux mourir, je vais me suicider"
DANGER_IN_ENGLISH = "I want to kill myself"


@pytest.fixture
def jobs_live(shared_database: Database, clock: FixedClock) -> None:
    with shared_database.transaction() as session:
        beat(session, JOBS, clock.now())


@pytest.fixture
def database_down(shared_database: Database) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("down for the test"))

    event.listen(shared_database.engine, "begin", refuse)


def messages(database: Database) -> list[Message]:
    """What people wrote, in order."""
    written = select(Message).where(Message.author == Author.PERSON).order_by(Message.id)
    with database.reading() as session:
        return list(session.scalars(written))


def spoken(answer: httpx.Response) -> list[str | None]:
    """The messages in a TwiML answer."""
    assert answer.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.text)
    assert root.tag == "Response"
    return [message.text for message in root.iter("Message")]


def test_a_text_is_stored_and_the_bell_rung(
    twilio: TwilioClient, house: RelaisForTests, shared_database: Database, vault: Vault
) -> None:
    answer = twilio.text("Bonjour, où voir un médecin ?")

    assert answer.status_code == 200
    assert spoken(answer) == []
    (message,) = messages(shared_database)
    assert vault.decrypt(message.body_sealed) == "Bonjour, où voir un médecin ?"
    assert (message.provider_id, message.state) == ("SM1", MessageState.RECEIVED)
    assert house.bell.conversations == [message.conversation_id]


def test_the_same_text_again_is_the_same_text(
    twilio: TwilioClient, house: RelaisForTests, shared_database: Database
) -> None:
    first, second = twilio.text("Bonjour"), twilio.text("Bonjour")

    assert (first.status_code, second.status_code) == (200, 200)
    assert len(messages(shared_database)) == 1
    assert len(house.bell.conversations) == 1


def test_equal_words_in_two_texts_are_two_texts(
    twilio: TwilioClient, shared_database: Database
) -> None:
    twilio.text("Bonjour", sid="SM1")
    twilio.text("Bonjour", sid="SM2")

    assert len(messages(shared_database)) == 2


@pytest.mark.usefixtures("jobs_live")
def test_a_hundred_equal_posts_at_once_are_stored_once_and_answered_once(
    twilio: TwilioClient, house: RelaisForTests, shared_database: Database
) -> None:
    fields = text_fields("Bonjour")

    async def post_all() -> list[int]:
        statuses: list[int] = []
        transport = httpx.ASGITransport(twilio.app)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:

            async def post() -> None:
                done = await client.post(
                    "/twilio/sms",
                    content=str(httpx.QueryParams(fields)),
                    headers=headers("/twilio/sms", fields),
                )
                statuses.append(done.status_code)

            async with anyio.create_task_group() as tasks:
                for _ in range(100):
                    tasks.start_soon(post)
        return statuses

    assert anyio.run(post_all) == [200] * 100
    (message,) = messages(shared_database)
    assert house.bell.conversations == [message.conversation_id]

    assert answer(house.relais, message.conversation_id) == 1
    assert answer(house.relais, message.conversation_id) == 0
    with shared_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == 1


def test_texts_of_one_new_person_at_once_make_one_person(
    twilio: TwilioClient, shared_database: Database
) -> None:
    start = threading.Barrier(8)

    def post(number: int) -> None:
        start.wait()
        assert twilio.text(f"text {number}", sid=f"SM{number}").status_code == 200

    threads = [threading.Thread(target=post, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stored = messages(shared_database)
    assert len(stored) == 8
    assert len({message.conversation_id for message in stored}) == 1


def test_a_picture_without_words_is_a_message_too(
    twilio: TwilioClient, shared_database: Database, vault: Vault
) -> None:
    assert twilio.text("", NumMedia="1").status_code == 200

    (message,) = messages(shared_database)
    assert vault.decrypt(message.body_sealed) == ""


def test_a_text_with_a_nul_is_stored_without_it(
    twilio: TwilioClient, shared_database: Database, vault: Vault
) -> None:
    assert twilio.text("bon\0jour").status_code == 200

    (message,) = messages(shared_database)
    assert vault.decrypt(message.body_sealed) == "bonjour"


def test_a_text_longer_than_any_text_is_cut(
    twilio: TwilioClient, shared_database: Database, vault: Vault
) -> None:
    assert twilio.text("é" * 10_000).status_code == 200

    (message,) = messages(shared_database)
    assert vault.decrypt(message.body_sealed) == "é" * 3200


def test_a_text_without_an_id_is_no_text(twilio: TwilioClient, shared_database: Database) -> None:
    assert twilio.text("bonjour", sid="").status_code == 400
    assert messages(shared_database) == []


@pytest.mark.parametrize("sender", ["", "38600", "AMELI", "whatsapp:+33639980001"])
def test_a_sender_that_cannot_be_answered_is_not(
    twilio: TwilioClient, shared_database: Database, sender: str
) -> None:
    answer = twilio.text("bonjour", sender=sender)

    assert (answer.status_code, spoken(answer)) == (200, [])
    assert messages(shared_database) == []


@pytest.mark.usefixtures("database_down")
def test_a_text_that_cannot_be_stored_is_left_to_the_fallback(twilio: TwilioClient) -> None:
    assert twilio.text("Bonjour").status_code == 503


@pytest.mark.usefixtures("database_down")
@pytest.mark.parametrize(("body", "language"), [(DANGER, "fr"), (DANGER_IN_ENGLISH, "en")])
def test_with_everything_down_a_danger_is_answered_in_its_language(
    twilio: TwilioClient, house: RelaisForTests, body: str, language: str
) -> None:
    house.bell.broken = house.rasa.down = True

    answer = twilio.text(body)

    assert answer.status_code == 200
    assert spoken(answer) == [house.relais.texts.text("safety.suicidal_thoughts", language)]


@pytest.mark.parametrize(("body", "status"), [(DANGER, 200), ("Bonjour", 503)])
def test_a_database_that_hangs_is_not_waited_for_longer_than_twilio_waits(
    twilio: TwilioClient,
    shared_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    status: int,
) -> None:
    monkeypatch.setattr("web.webhooks.routes.STORE_SECONDS", 0.1)
    released = threading.Event()
    event.listen(shared_database.engine, "begin", lambda _: released.wait(30))

    answer = twilio.text(body)
    released.set()

    assert answer.status_code == status


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


def test_a_store_of_rates_that_is_down_stops_nobody(
    build: BuildRelais, shared_database: Database
) -> None:
    twilio = client_of(build(queue_url="redis://127.0.0.1:1/0"))

    assert twilio.text("Bonjour").status_code == 200
    assert len(messages(shared_database)) == 1


def test_neither_number_nor_words_reach_the_log(
    twilio: TwilioClient,
    house: RelaisForTests,
    shared_database: Database,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
    request: pytest.FixtureRequest,
) -> None:
    caplog.set_level(logging.DEBUG)
    clock.move(timedelta(minutes=1))
    posts: list[Callable[[], object]] = [
        lambda: twilio.text("Fatima Zohra a mal aux dents"),
        lambda: twilio.text(DANGER, sid="SM2"),
        lambda: flood(twilio, 61),
    ]
    for post in posts:
        post()
    request.getfixturevalue("database_down")
    twilio.text("Fatima Zohra a mal aux dents", sid="SM3")
    twilio.text(DANGER, sid="SM4")

    assert "OperationalError" in caplog.text
    assert FROM.removeprefix("+33") not in caplog.text
    assert "Fatima" not in caplog.text
    assert "mourir" not in caplog.text
