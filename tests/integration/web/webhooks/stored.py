"""What a webhook left behind: stored messages, and words in its answer."""

from xml.etree import ElementTree

import httpx
from sqlalchemy import select

from relais.conversations import Author, Message
from relais.db import Database

DANGER = "Je veux mourir, je vais me suicider"
DANGER_IN_ENGLISH = "I want to kill myself"


def messages(database: Database) -> list[Message]:
    """What people wrote, in order."""
    written = select(Message).where(Message.author == Author.PERSON).order_by(Message.id)
    with database.reading() as session:
        return list(session.scalars(written))


def spoken(answer: httpx.Response) -> list[str | None]:
    """The messages in a TwiML answer."""
    assert answer.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.text)
    assert root.tag == "Response"
    return [message.text for message in root.iter("Message")]
