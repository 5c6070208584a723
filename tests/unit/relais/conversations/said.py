"""What a conversation has left in the database."""

from sqlalchemy import select

from relais.conversations import Author, Conversation, Message, answer
from relais.conversations.models import DangerAlert
from relais.messaging.models import Delivery
from tests.factories.conversations import receive_text
from tests.fakes.relais import RelaisForTests


def write(running: RelaisForTests, number: str, body: str) -> str:
    """A person writes and is answered; the id of the conversation."""
    received = receive_text(running, number, body)
    answer(running.relais, received.conversation_id)
    return received.conversation_id


def replies(running: RelaisForTests) -> list[list[str]]:
    """The keys of everything the assistant said, in order."""
    with running.relais.database.reading() as session:
        said = select(Message).where(Message.author == Author.ASSISTANT).order_by(Message.id)
        return [message.reply_keys for message in session.scalars(said)]


def last_text(running: RelaisForTests) -> str:
    """What was said last."""
    with running.relais.database.reading() as session:
        last = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
        return running.relais.vault.decrypt(last.body_sealed)


def conversation_of(running: RelaisForTests) -> Conversation:
    with running.relais.database.reading() as session:
        return session.scalars(select(Conversation)).one()


def alerts(running: RelaisForTests) -> list[DangerAlert]:
    with running.relais.database.reading() as session:
        return list(session.scalars(select(DangerAlert).order_by(DangerAlert.id)))


def on_call_texts(running: RelaisForTests) -> list[Delivery]:
    """The texts to the association itself."""
    with running.relais.database.reading() as session:
        return list(session.scalars(select(Delivery).where(Delivery.person_id.is_(None))))
