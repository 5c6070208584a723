from datetime import timedelta

import pytest
from sqlalchemy import func, select

from relais.conversations import (
    Conversation,
    Message,
    Person,
    answer,
    end_web_conversation,
    erase_old_conversations,
    erase_person,
    forget_erased,
)
from relais.conversations.models import PendingErasure
from relais.messaging.models import Delivery
from relais.understanding import Understood
from tests.factories.conversations import AMINA, BORIS, receive_text
from tests.fakes.relais import RelaisForTests


def _count(running: RelaisForTests, model: type) -> int:
    with running.relais.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_person_is_erased_with_all_that_was_said_here_and_in_rasa(
    running: RelaisForTests,
) -> None:
    received = receive_text(running, AMINA, "bonjour")
    answer(running.relais, received.conversation_id)
    with running.relais.database.transaction() as session:
        person_id = session.scalars(select(Person.id)).one()
        erase_person(session, person_id, running.relais.clock.now())

    assert [_count(running, model) for model in (Person, Conversation, Message, Delivery)] == [
        0
    ] * 4
    assert forget_erased(running.relais) == 1
    assert running.rasa.forgotten == [received.conversation_id]
    assert _count(running, PendingErasure) == 0


def test_what_rasa_could_not_forget_is_tried_again(running: RelaisForTests) -> None:
    receive_text(running, AMINA, "bonjour")
    with running.relais.database.transaction() as session:
        erase_person(session, session.scalars(select(Person.id)).one(), running.relais.clock.now())

    running.rasa.down = True
    assert forget_erased(running.relais) == 0
    running.rasa.down = False
    assert forget_erased(running.relais) == 1


def test_old_conversations_go_and_those_that_wait_for_a_person_stay(
    running: RelaisForTests,
) -> None:
    receive_text(running, AMINA, "bonjour")
    receive_text(running, BORIS, "je veux mourir")
    running.relais.clock.move(timedelta(days=366))  # type: ignore[attr-defined]

    with running.relais.database.transaction() as session:
        erased = erase_old_conversations(session, running.relais.clock.now(), 365)

    assert erased == 1
    with running.relais.database.reading() as session:
        assert session.scalars(select(Conversation.danger)).all() == ["suicidal_thoughts"]


def test_a_chat_that_its_person_ends_is_erased(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "bonjour")
    with running.relais.database.transaction() as session:
        end_web_conversation(session, received.conversation_id, running.relais.clock.now())

    assert _count(running, Message) == 0


def test_a_danger_nobody_has_seen_yet_outlives_the_end_of_the_chat(
    running: RelaisForTests,
) -> None:
    received = receive_text(running, AMINA, "je veux mourir")
    with running.relais.database.transaction() as session:
        end_web_conversation(session, received.conversation_id, running.relais.clock.now())

    with running.relais.database.reading() as session:
        conversation = session.scalars(select(Conversation)).one()
    assert conversation.danger == "suicidal_thoughts"
    assert conversation.web_token_fingerprint is None


def test_what_rasa_kept_of_somebody_erased_meanwhile_is_forgotten_too(
    running: RelaisForTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = receive_text(running, AMINA, "bonjour")
    ask = running.rasa.ask

    def erased_meanwhile(*question: str) -> Understood:
        with running.relais.database.transaction() as session:
            person_id = session.scalars(select(Person.id)).one()
            erase_person(session, person_id, running.relais.clock.now())
        forget_erased(running.relais)
        return ask(*question)

    monkeypatch.setattr(running.rasa, "ask", erased_meanwhile)
    answer(running.relais, received.conversation_id)

    assert _count(running, Message) == 0
    assert forget_erased(running.relais) == 1
    assert running.rasa.forgotten == [received.conversation_id] * 2
