from sqlalchemy import func, select

from relais.conversations import Author, Conversation, Message, MessageState, Person, receive
from relais.messaging.models import Delivery, DeliveryState
from tests.factories.conversations import AMINA, BORIS, receive_text, text_from
from tests.fakes.relais import RelaisForTests


def _messages(running: RelaisForTests) -> list[Message]:
    with running.relais.database.reading() as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def test_a_text_is_stored_and_the_bell_rings(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "bonjour")

    assert received.is_new
    assert running.bell.conversations == [received.conversation_id]
    [message] = _messages(running)
    assert message.state is MessageState.RECEIVED
    assert running.relais.vault.decrypt(message.body_sealed) == "bonjour"


def test_the_same_message_again_is_neither_stored_nor_rung_for(running: RelaisForTests) -> None:
    incoming = text_from(AMINA, "bonjour", provider_id="SM1")
    first = receive(running.relais, incoming)

    again = receive(running.relais, incoming)

    assert (again.is_new, again.message_id) == (False, first.message_id)
    assert len(_messages(running)) == 1
    assert len(running.bell.conversations) == 1


def test_a_person_keeps_one_conversation_and_two_people_have_two(running: RelaisForTests) -> None:
    first = receive_text(running, AMINA, "bonjour")
    second = receive_text(running, AMINA, "encore moi")
    other = receive_text(running, BORIS, "bonjour")

    assert first.conversation_id == second.conversation_id != other.conversation_id
    with running.relais.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 2


def test_the_number_is_kept_sealed_only(running: RelaisForTests) -> None:
    receive_text(running, AMINA, "bonjour")

    with running.relais.database.reading() as session:
        person = session.scalars(select(Person)).one()
    assert person.phone_sealed is not None
    assert AMINA.encode() not in person.phone_sealed
    assert AMINA not in str(person.phone_fingerprint)
    assert running.relais.vault.decrypt(person.phone_sealed) == AMINA


def test_the_redacted_copy_holds_no_number(running: RelaisForTests) -> None:
    receive_text(running, AMINA, "rappelez moi au 06 39 98 12 34 svp")

    assert _messages(running)[0].redacted == "rappelez moi au [numéro] svp"


def test_a_danger_is_answered_in_the_same_transaction_and_flagged(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "mon père respire plus")

    assert received.alert is not None
    assert not received.needs_twiml
    question, reply = _messages(running)
    assert question.danger == "emergency"
    assert reply.author is Author.ASSISTANT
    assert "15" in running.relais.vault.decrypt(reply.body_sealed)[:60]
    with running.relais.database.reading() as session:
        conversation = session.scalars(select(Conversation)).one()
        delivery = session.scalars(select(Delivery)).one()
    assert (conversation.danger, conversation.needs_person_reason) == ("emergency", "danger")
    assert delivery.urgent
    assert running.bell.deliveries == [delivery.id]


def test_with_the_jobs_dead_a_danger_is_answered_in_the_webhook(running: RelaisForTests) -> None:
    received = receive(running.relais, text_from(AMINA, "mon père respire plus"))

    assert received.needs_twiml
    assert "15" in (received.safety_text or "")
    with running.relais.database.reading() as session:
        assert session.scalars(select(Delivery)).all() == []


def test_with_the_queue_down_a_danger_is_answered_in_the_webhook_once(
    running: RelaisForTests,
) -> None:
    running.bell.broken = True
    received = receive_text(running, AMINA, "je veux mourir")

    assert received.needs_twiml
    assert "3114" in (received.safety_text or "")
    with running.relais.database.reading() as session:
        delivery = session.scalars(select(Delivery)).one()
    assert delivery.state is DeliveryState.CANCELLED


def test_with_the_queue_down_an_ordinary_message_waits_for_the_sweep(
    running: RelaisForTests,
) -> None:
    running.bell.broken = True
    received = receive_text(running, AMINA, "c'est quoi la C2S ?")

    assert received.is_new
    assert not received.needs_twiml
    assert _messages(running)[0].state is MessageState.RECEIVED
