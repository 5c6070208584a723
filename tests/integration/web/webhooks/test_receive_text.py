import threading

import anyio
import httpx
import pytest
from sqlalchemy import func, select

from relais.conversations import MessageState, answer
from relais.db import Database
from relais.messaging import Delivery
from relais.vault import Vault
from tests.fakes.relais import RelaisForTests
from tests.integration.web.webhooks.stored import messages, spoken
from tests.integration.web.webhooks.twilio_client import (
    PUBLIC_URL,
    TwilioClient,
    headers,
    text_fields,
)


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

    async def post(client: httpx.AsyncClient, statuses: list[int]) -> None:
        content, signed = str(httpx.QueryParams(fields)), headers("/twilio/sms", fields)
        done = await client.post("/twilio/sms", content=content, headers=signed)
        statuses.append(done.status_code)

    async def post_all() -> list[int]:
        statuses: list[int] = []
        transport = httpx.ASGITransport(twilio.app)
        async with (
            httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client,
            anyio.create_task_group() as tasks,
        ):
            for _ in range(100):
                tasks.start_soon(post, client, statuses)
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
