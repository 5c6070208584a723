"""Messages sent by the widget: stored once, within limits that no cry for help meets."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from relais.conversations import Author, Message
from tests.fakes.relais import RelaisForTests
from tests.integration.web.widget.chat import Chat
from web.rates import MESSAGES_OF_A_BROWSER, MESSAGES_OF_AN_ADDRESS, SESSIONS_OF_AN_ADDRESS

DANGER = "je veux mourir"


def stored(house: RelaisForTests) -> list[str]:
    with house.relais.database.reading() as session:
        sealed = session.scalars(
            select(Message.body_sealed).where(Message.author == Author.PERSON).order_by(Message.id)
        )
        return [house.relais.vault.decrypt(body) for body in sealed]


def test_a_message_is_stored_and_rung_for(chat: Chat, house: RelaisForTests):
    reply = chat.send(text=" Bonjour ")

    assert reply.status_code == 202
    assert reply.json()["id"] == chat.read()[0]["id"]
    assert stored(house) == ["Bonjour"]
    assert len(house.bell.conversations) == 1


def test_the_same_message_again_is_stored_once(chat: Chat, house: RelaisForTests):
    client_id = str(uuid.uuid4())

    replies = [chat.send(client_id=client_id, text="Bonjour").json() for _ in range(3)]

    assert replies == [replies[0]] * 3
    assert stored(house) == ["Bonjour"]


def test_two_browsers_may_have_made_the_same_id(
    chat: Chat, client: TestClient, house: RelaisForTests
):
    other = Chat(client)
    other.begin()

    for one in (chat, other):
        assert one.send(client_id="1" * 32, text="Bonjour").status_code == 202

    assert stored(house) == ["Bonjour", "Bonjour"]


def test_a_choice_is_stored_as_its_number(chat: Chat, house: RelaisForTests):
    assert chat.send(choice=2).status_code == 202

    assert stored(house) == ["2"]


def test_nul_which_no_database_can_hold_is_dropped(chat: Chat, house: RelaisForTests):
    assert chat.send(text="Bon\0jour").status_code == 202

    assert stored(house) == ["Bonjour"]


@pytest.mark.parametrize(
    "body",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "\0"},
        {},
        {"choice": 0},
        {"choice": 1, "text": "Bonjour"},
        {"text": "Bonjour", "client_id": "mine"},
        {"text": "Bonjour", "author": "staff"},
    ],
    ids=str,
)
def test_what_is_no_message_is_refused_without_repeating_it(chat: Chat, body: dict[str, object]):
    reply = chat.send(**body)

    assert (reply.status_code, reply.json()) == (422, {"error": "invalid"})


def test_half_a_character_is_refused(chat: Chat):
    reply = chat.client.post(
        "/widget/messages",
        content=b'{"client_id": "%s", "text": "\\ud800"}' % (b"0" * 32),
        headers=chat.headers,
    )

    assert reply.status_code == 422


def test_a_text_has_a_limit_in_characters_of_any_script(chat: Chat, house: RelaisForTests):
    assert chat.send(text="ح" * 1000).status_code == 202

    reply = chat.send(text="ح" * 1001)

    assert (reply.status_code, reply.json()) == (413, {"error": "text_too_long"})
    assert len(stored(house)) == 1


def test_a_body_has_a_limit(chat: Chat):
    reply = chat.client.post("/widget/messages", content=b" " * 30_000, headers=chat.headers)

    assert (reply.status_code, reply.json()) == (413, {"error": "body_too_large"})


def test_a_danger_in_a_text_too_long_is_answered(chat: Chat):
    reply = chat.send(text=DANGER + "." * 1000)

    assert reply.status_code == 413
    assert "3114" in reply.json()["safety"]


def test_a_browser_that_floods_is_slowed_but_its_cry_for_help_heard(
    chat: Chat, house: RelaisForTests
):
    for _ in range(MESSAGES_OF_A_BROWSER.amount):
        assert chat.send(text="Bonjour").status_code == 202

    reply = chat.send(text="Bonjour")
    assert (reply.status_code, reply.json()) == (429, {"error": "too_many_requests"})
    assert chat.send(text=DANGER).status_code == 202

    assert stored(house)[-1] == DANGER


def test_an_address_that_floods_is_slowed_but_a_cry_for_help_heard(
    client: TestClient, house: RelaisForTests
):
    per_chat = MESSAGES_OF_A_BROWSER.amount
    for _ in range(MESSAGES_OF_AN_ADDRESS.amount // per_chat):
        chat = Chat(client)
        chat.begin()
        for _ in range(per_chat):
            assert chat.send(text="Bonjour").status_code == 202
    newcomer = Chat(client)
    newcomer.begin()

    assert newcomer.send(text="Bonjour").status_code == 429
    assert newcomer.send(text=DANGER).status_code == 202


def test_conversations_begun_at_one_address_are_limited_but_for_danger(client: TestClient):
    for _ in range(SESSIONS_OF_AN_ADDRESS.amount):
        assert client.post("/widget/session", json={"text": "Bonjour"}).status_code == 201

    assert client.post("/widget/session", json={"text": "Bonjour"}).status_code == 429
    assert client.post("/widget/session", json={"text": DANGER}).status_code == 201


@pytest.mark.parametrize("begin", [True, False], ids=["first message", "later message"])
def test_with_the_database_down_a_danger_is_answered_at_once(
    chat: Chat, take_database_down: Callable[[], None], begin: bool
):
    take_database_down()

    reply = chat.begin(text=DANGER) if begin else chat.send(text=DANGER)

    assert reply.status_code == 503
    assert reply.json()["error"] == "database"
    assert "3114" in reply.json()["safety"]


def test_with_the_database_down_the_rest_is_told_to_come_back(
    chat: Chat, take_database_down: Callable[[], None]
):
    take_database_down()

    reply = chat.send(text="Bonjour")

    assert (reply.status_code, reply.json()) == (503, {"error": "database"})


def test_a_broken_bell_loses_nothing(chat: Chat, house: RelaisForTests):
    house.bell.broken = True

    assert chat.send(text="Bonjour").status_code == 202

    assert stored(house) == ["Bonjour"]


def test_what_is_written_never_reaches_the_log(
    chat: Chat, take_database_down: Callable[[], None], caplog: pytest.LogCaptureFixture
):
    caplog.set_level("DEBUG")
    secret = f"{DANGER} avec Zoulikha"
    chat.send(text=secret)
    take_database_down()
    chat.send(text=secret)

    assert "Zoulikha" not in caplog.text
    assert chat.token not in caplog.text
