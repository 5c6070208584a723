"""What a phone of the demo shows: what was sent from it, and the texts that reached it."""

from typing import Any

from sqlalchemy import Select, func, or_, select

from relais.bootstrap import Relais
from relais.conversations import Author, Channel, Conversation, Message, Person
from relais.messaging import Delivery, DeliveryState, PhoneNumber, measure

MOST_TEXTS = 200
ARRIVED = (DeliveryState.SENT, DeliveryState.DELIVERED)


def read_texts(relais: Relais, phone: PhoneNumber, language: str) -> list[dict[str, Any]]:
    """The latest texts of a phone, in the order they left or arrived.

    What the assistant says shows only once the outbox has sent it. `size` tells in `language` how
    many text messages a text is.
    """
    fingerprint = relais.vault.fingerprint(phone.e164)
    with relais.database.reading() as session:
        rows = session.execute(_texts_of(fingerprint)).all()
    return [_as_json(relais, *row, language) for row in reversed(rows)]


def _texts_of(fingerprint: str) -> Select[Message, int]:
    moment = func.coalesce(Delivery.updated_at, Message.created_at)
    return (
        select(Message, Delivery.segments)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Person, Person.id == Conversation.person_id)
        .outerjoin(Delivery, Delivery.message_id == Message.id)
        .where(
            Person.phone_fingerprint == fingerprint,
            Conversation.channel == Channel.SMS,
            or_(Message.author == Author.PERSON, Delivery.state.in_(ARRIVED)),
        )
        .order_by(moment.desc(), Message.id.desc())
        .limit(MOST_TEXTS)
    )


def _as_json(
    relais: Relais, message: Message, segments: int | None, language: str
) -> dict[str, Any]:
    text = relais.vault.decrypt(message.body_sealed)
    count = segments or measure(text).count
    return {
        "id": message.id,
        "is_mine": message.author == Author.PERSON,
        "text": text,
        "at": message.created_at.isoformat(),
        "segments": count,
        "size": relais.texts.text("demo.segments", language, count=count),
    }
