"""Reading a conversation: what is new, oldest first, as soon as it is there."""

import threading
from collections.abc import Callable

from starlette.testclient import TestClient

from relais.conversations import answer
from tests.fakes.relais import RelaisForTests
from tests.integration.web.widget.chat import Chat

CHOICES = [{"say": "choice.ame", "payload": "/ask_ame"}]


def test_messages_come_oldest_first_and_only_what_is_new(
    chat: Chat, answer_all: Callable[[], None]
):
    chat.send(client_id="a" * 32, text="Bonjour")
    answer_all()

    asked, answered = chat.read()

    assert (asked["author"], asked["text"], asked["client_id"]) == ("person", "Bonjour", "a" * 32)
    assert (answered["author"], answered["client_id"]) == ("assistant", None)
    assert asked["id"] < answered["id"]
    assert chat.read(after=asked["id"]) == [answered]
    assert chat.read(after=answered["id"]) == []


def test_a_choice_shows_its_number_and_words_but_not_its_payload(
    chat: Chat, house: RelaisForTests, answer_all: Callable[[], None]
):
    house.rasa.says["Mes droits"] = [{"say": "rights.health_coverage", "choices": CHOICES}]
    chat.send(text="Mes droits")
    answer_all()

    answered = chat.read()[-1]

    assert answered["choices"] == [{"number": 1, "label": "AME"}]
    assert "/ask_ame" not in str(answered)


def test_a_reply_to_a_danger_is_marked_as_urgent(chat: Chat):
    chat.send(text="je veux mourir")

    assert [message["urgent"] for message in chat.read()] == [False, True]


def test_nothing_that_is_read_is_kept_on_the_way(chat: Chat):
    reply = chat.client.get("/widget/messages", headers=chat.headers)

    assert reply.headers["cache-control"] == "no-store"


def test_who_waits_gets_a_message_as_soon_as_it_is_said(chat: Chat, house: RelaisForTests):
    asked = chat.send(text="Bonjour").json()["id"]
    found: list[list[object]] = []
    waiting = threading.Thread(target=lambda: found.append(list(chat.read(asked, wait=20))))
    waiting.start()

    answer(house.relais, house.bell.conversations[0])
    waiting.join()

    assert [message["author"] for message in found[0]] == ["assistant"]  # type: ignore[index]


def test_who_waits_in_vain_is_told_so(chat: Chat):
    assert chat.read(wait=0.1) == []


def test_nobody_waits_longer_than_the_limit(chat: Chat):
    reply = chat.client.get("/widget/messages?wait=26", headers=chat.headers)

    assert reply.status_code == 422


def test_a_server_about_to_stop_lets_nobody_wait(chat: Chat, client: TestClient):
    client.app.state.lookout.close()  # type: ignore[attr-defined]

    assert chat.read(wait=25) == []
