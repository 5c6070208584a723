"""What a delivery taught about a person: they opted out, or their number takes no texts."""

from datetime import datetime

from sqlalchemy.orm import Session

from relais.conversations.models import Person
from relais.conversations.people import get_conversation
from relais.messaging import Outcome, withdraw_waiting

OPTED_OUT = "opted_out"
NEVER_REACHABLE = {"landline", "invalid_number", "unknown_number"}


def note_outcome(session: Session, outcome: Outcome, now: datetime) -> None:
    """Keep on the person what the provider said of their number."""
    if outcome.person_id is None or outcome.reason is None:
        return
    person = session.get(Person, outcome.person_id)
    if person is None:
        return
    if outcome.reason == OPTED_OUT:
        person.opted_out_at = person.opted_out_at or now
    elif outcome.reason in NEVER_REACHABLE:
        person.unreachable = outcome.reason


def stop_reminders(session: Session, conversation_id: str, now: datetime) -> None:
    """No more reminders for the person of this conversation; everything else goes on."""
    _person_of(session, conversation_id).reminders_stopped_at = now


def stop_everything(session: Session, conversation_id: str, now: datetime) -> None:
    """No more texts at all to the person of this conversation, until they write START."""
    person = _person_of(session, conversation_id)
    person.opted_out_at = now
    withdraw_waiting(session, person.id, now)


def _person_of(session: Session, conversation_id: str) -> Person:
    return session.get_one(Person, get_conversation(session, conversation_id).person_id)
