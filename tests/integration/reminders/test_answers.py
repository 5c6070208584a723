"""A reminder leaves, its choice is picked by number, and the answer is in the person's language."""

from typing import Any

import pytest
from sqlalchemy import select

from relais.conversations import Author, Conversation, Message, answer, take_over
from relais.db import Database
from relais.reminders import Answer, Reminder, ReminderState, reply_to, send_due
from relais.replies import LANGUAGES, Texts, for_sms
from relais.staff import create_member
from relais.understanding import Understood
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.conversations import AMINA, receive_text
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests, build_relais

ANSWERS: dict[str, Answer] = {
    "/renewal_done": "done",
    "/renewal_help": "help",
    "/stop_reminders": "stop",
}


@pytest.fixture
def running(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    """A Relais whose Rasa does with a payload what the custom actions do."""
    running = build_relais(database, clock, keys, texts)

    def act(conversation_id: str, payload: str, language: str, channel: str) -> Understood:
        with database.transaction() as session:
            key = reply_to(session, conversation_id, ANSWERS[payload], clock.now())
        says: tuple[dict[str, Any], ...] = ({"say": key},)
        return Understood(payload[1:], 1.0, ((payload[1:], 1.0),), (), says)

    running.rasa.ask_payload = act  # type: ignore[method-assign]
    return running


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "state", "key"),
    [
        ("1", ReminderState.DONE, "reminders.done"),
        ("٢", ReminderState.HELP, "reminders.help_noted"),
        ("3.", ReminderState.STOPPED, "reminders.stopped"),
    ],
)
def test_a_number_answers_a_reminder(
    running: RelaisForTests, texts: Texts, language: str, said: str, state: str, key: str
) -> None:
    reminder = planned_reminder(running, phone=AMINA, language=language)
    send_due(running.relais)
    conversation_id = receive_text(running, AMINA, said).conversation_id
    assert answer(running.relais, conversation_id) == 1
    with running.relais.database.reading() as session:
        assert session.get_one(Reminder, reminder.id).state == state
        last = session.scalars(
            select(Message).where(Message.author == Author.ASSISTANT).order_by(Message.id.desc())
        ).first()
    assert last is not None
    assert running.relais.vault.decrypt(last.body_sealed) == for_sms(texts.text(key, language))


def test_asking_for_help_shows_the_conversation_to_the_staff(running: RelaisForTests) -> None:
    planned_reminder(running, phone=AMINA)
    send_due(running.relais)
    received = receive_text(running, AMINA, "Je veux de l'aide")
    answer(running.relais, received.conversation_id)
    with running.relais.database.reading() as session:
        conversation = session.get_one(Conversation, received.conversation_id)
    assert conversation.needs_person_reason == "reminder_help"


def test_an_answer_counts_while_a_person_holds_the_conversation(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, phone=AMINA)
    send_due(running.relais)
    received = receive_text(running, AMINA, "1")
    with running.relais.database.transaction() as session:
        member = create_member(
            session,
            login="mediator",
            name="",
            password="a password for tests",
            role="mediator",
            now=clock.now(),
        )
        take_over(session, received.conversation_id, member.id, clock.now())
    answer(running.relais, received.conversation_id)
    with running.relais.database.reading() as session:
        assert session.get_one(Reminder, reminder.id).state == ReminderState.DONE
        authors = session.scalars(select(Message.author).order_by(Message.id)).all()
    assert authors == [Author.ASSISTANT, Author.PERSON]
