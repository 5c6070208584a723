"""Conversations for the console to show: real messages through the real rooms."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from relais import conversations
from relais.conversations import Conversation
from relais.staff import AuditEntry
from tests.conftest import FixedClock
from tests.factories.conversations import receive_text
from tests.fakes.relais import RelaisForTests

LIST = "/console/conversations"
NUMBER = "+33639980001"
DANGER = "mon mari me frappe"

Change = Callable[[Conversation], None]


def talk(
    house: RelaisForTests,
    number: str,
    body: str,
    *,
    intent: str = "greet",
    confidence: float = 0.9,
    says: str = "small_talk.greet",
    change: Change | None = None,
) -> str:
    """A text and the assistant's answer to it, a minute of the clock; the conversation's id."""
    house.rasa.intents[body] = (intent, confidence)
    house.rasa.says[body] = [{"say": says}]
    received = receive_text(house, number, body)
    conversations.answer(house.relais, received.conversation_id)
    if change is not None:
        with house.relais.database.transaction() as session:
            change(conversations.get_conversation(session, received.conversation_id))
    clock = house.relais.clock
    assert isinstance(clock, FixedClock)
    clock.move(timedelta(minutes=1))
    return received.conversation_id


def web_talk(house: RelaisForTests, body: str) -> str:
    """What somebody wrote in the widget; the conversation's id."""
    relais = house.relais
    with relais.database.transaction() as session:
        conversation = conversations.start_web_conversation(session, "token", relais.clock.now())
    incoming = conversations.IncomingMessage(
        channel=conversations.Channel.WEB,
        body=body,
        provider_id="web-1",
        conversation_id=conversation.id,
    )
    conversations.receive(relais, incoming)
    return conversation.id


def address(conversation_id: str) -> str:
    """Of the page of a conversation."""
    return f"{LIST}/{conversation_id}"


def state_of(house: RelaisForTests, conversation_id: str) -> Conversation:
    """The conversation as it is now."""
    with house.relais.database.reading() as session:
        return conversations.get_conversation(session, conversation_id)


def actions(house: RelaisForTests) -> list[str]:
    """What the record says was done, in order."""
    with house.relais.database.reading() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def bodies(house: RelaisForTests, conversation_id: str) -> list[str]:
    """All that was said, in order."""
    relais = house.relais
    with relais.database.reading() as session:
        read = conversations.read_conversation(session, relais.vault, conversation_id)
        return [line.body for line in read.messages]
