"""Texts of the demo take the way of any other: stored once, answered, sent by the outbox."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from relais.conversations import Channel, Conversation, Message
from relais.db import Database
from tests.fakes.relais import RelaisForTests
from tests.integration.web.demo.conftest import ReadTexts, SendText

Step = Callable[[], None]
DANGER = "je veux mourir"


def test_a_text_is_received_as_any_other(
    send: SendText, read: ReadTexts, house: RelaisForTests, jobs_live: None
):
    assert send("Bonjour").status_code == 202

    (text,) = read()
    assert (text["is_mine"], text["text"], text["segments"]) == (True, "Bonjour", 1)
    assert len(house.bell.conversations) == 1
    with house.relais.database.reading() as session:
        assert session.scalars(select(Conversation.channel)).all() == [Channel.SMS]


def test_the_same_text_again_is_stored_once(send: SendText, read: ReadTexts):
    client_id = "1" * 32

    ids = {send("Bonjour", client_id=client_id).json()["id"] for _ in range(3)}

    assert len(ids) == 1
    assert len(read()) == 1


def test_an_answer_shows_once_the_outbox_has_sent_it(
    send: SendText, read: ReadTexts, answer_all: Step, deliver_all: Step, jobs_live: None
):
    send("Bonjour")

    answer_all()
    assert [text["is_mine"] for text in read()] == [True]
    deliver_all()

    assert [text["is_mine"] for text in read()] == [True, False]


def test_how_many_texts_it_is_is_told_in_the_language_of_the_page(send: SendText, read: ReadTexts):
    send("a" * 161)

    assert read()[0]["size"] == "Ce message fait 2 SMS."
    assert read(lang="en")[0]["size"] == "This message makes 2 texts."


def test_a_phone_shows_its_own_texts_alone(client, send: SendText, read: ReadTexts):
    send("Bonjour")
    other = client.post("/demo/api/phones").json()

    assert read(phone_id=other["id"]) == []


def test_a_danger_is_answered_in_the_reply_when_no_job_lives(send: SendText):
    assert "3114" in send(DANGER).json()["reply"]


def test_a_danger_is_left_to_the_outbox_when_the_jobs_live(
    send: SendText, read: ReadTexts, deliver_all: Step, jobs_live: None
):
    assert send(DANGER).json()["reply"] is None
    deliver_all()

    assert "3114" in read()[-1]["text"]


def test_a_danger_is_answered_while_the_database_is_down(send: SendText, shared_database: Database):
    def refuse(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("down for the test"))

    event.listen(shared_database.engine, "begin", refuse)
    reply = send(DANGER)

    assert reply.status_code == 503
    assert "3114" in reply.json()["safety"]


@pytest.mark.parametrize(("text", "status"), [("", 422), (" ", 422), ("a" * 1601, 413)])
def test_what_is_no_text_is_refused(send: SendText, house: RelaisForTests, text: str, status: int):
    assert send(text).status_code == status

    with house.relais.database.reading() as session:
        assert session.scalars(select(Message)).all() == []
