"""A wording that tells nothing to others who read the telephone, for whoever asked for it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from relais.conversations.models import Conversation, Person
from relais.conversations.people import get_conversation
from relais.messaging import asks_for_discretion
from relais.replies import Say, Texts

_SUFFIX = "_discreet"


def note_discretion(session: Session, conversation: Conversation, body: str) -> bool:
    """Remember for good that discretion was asked for; whether it is wanted, now or before."""
    person = session.get_one(Person, conversation.person_id)
    person.discreet = person.discreet or asks_for_discretion(body)
    return person.discreet


def set_discretion(session: Session, conversation_id: str, is_wanted: bool) -> None:
    """What the person told the staff. Raises ConversationNotFoundError."""
    conversation = get_conversation(session, conversation_id)
    session.get_one(Person, conversation.person_id).discreet = is_wanted


def discreet_key(texts: Texts, key: str) -> str:
    """The discreet variant of a reply, where there is one."""
    return key + _SUFFIX if key + _SUFFIX in texts else key


def discreetly(texts: Texts, says: Sequence[Say]) -> list[Say]:
    """What is to be said, in the discreet variants there are."""
    return [replace(say, key=discreet_key(texts, say.key)) for say in says]
