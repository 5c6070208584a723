"""A conversation on the web belongs to whoever holds its token, and to nobody else."""

from sqlalchemy import select
from starlette.testclient import TestClient

from relais.conversations.models import Conversation, Message, PendingErasure, Person
from tests.fakes.relais import RelaisForTests
from tests.integration.web.widget.chat import Chat


def only_conversation(house: RelaisForTests) -> Conversation:
    with house.relais.database.reading() as session:
        return session.scalars(select(Conversation)).one()


def test_a_token_is_given_and_only_its_fingerprint_kept(client: TestClient, house: RelaisForTests):
    token = client.post("/widget/session", json={}).json()["token"]

    kept = only_conversation(house).web_token_fingerprint

    assert len(token) >= 43  # 32 bytes
    assert kept == house.relais.vault.fingerprint(token)
    assert token not in str(kept)


def test_no_cookie_is_set(client: TestClient):
    reply = client.post("/widget/session", json={})

    assert "set-cookie" not in reply.headers


def test_the_language_of_the_widget_is_the_first_guess(client: TestClient, house: RelaisForTests):
    client.post("/widget/session", json={"language": "ar"})

    assert only_conversation(house).language == "ar"


def test_a_language_that_is_not_spoken_is_no_guess(client: TestClient, house: RelaisForTests):
    client.post("/widget/session", json={"language": "tlh"})

    assert only_conversation(house).language is None


def test_the_language_picked_later_is_spoken_from_then_on(chat: Chat, house: RelaisForTests):
    for language, spoken in (("uk", "uk"), ("tlh", "uk"), ("fa", "fa")):
        reply = chat.client.put(
            "/widget/session", json={"language": language}, headers=chat.headers
        )

        assert (reply.status_code, reply.json()) == (200, {"language": spoken})
        assert only_conversation(house).language == spoken


def test_the_text_that_comes_with_a_session_is_not_stored(
    client: TestClient, house: RelaisForTests
):
    client.post("/widget/session", json={"text": "Bonjour"})

    with house.relais.database.reading() as session:
        assert session.scalars(select(Message)).all() == []


def test_without_a_known_token_nothing_is_told(client: TestClient):
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
        for method, address in (
            ("GET", "/widget/messages"),
            ("PUT", "/widget/session"),
            ("DELETE", "/widget/session"),
            ("POST", "/widget/messages"),
        ):
            bodies = {
                "POST": {"client_id": "0" * 32, "text": "Bonjour"},
                "PUT": {"language": "fr"},
            }
            reply = client.request(method, address, headers=headers, json=bodies.get(method))
            assert (reply.status_code, reply.json()) == (401, {"error": "session_unknown"})


def test_one_token_does_not_open_another_conversation(chat: Chat, client: TestClient):
    chat.send(text="Bonjour")
    other = Chat(client)
    other.begin()

    assert other.read() == []


def test_ending_erases_the_person_and_the_token(chat: Chat, house: RelaisForTests):
    chat.send(text="Bonjour")
    conversation_id = only_conversation(house).id

    assert chat.end().status_code == 200

    with house.relais.database.reading() as session:
        for model in (Person, Conversation, Message):
            assert session.scalars(select(model)).all() == []
        pending = session.scalars(select(PendingErasure.conversation_id)).all()
    assert pending == [conversation_id]
    assert chat.end().status_code == 401
