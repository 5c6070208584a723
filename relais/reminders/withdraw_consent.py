"""A person told a mediator that they want no reminders any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from relais.conversations import Person
from relais.reminders.errors import PersonNotFoundError
from relais.reminders.plan import withdraw_planned


def withdraw_consent(session: Session, person_id: str, now: datetime) -> None:
    """Take a consent back, and the reminders that were to come. Raises PersonNotFoundError."""
    person = session.get(Person, person_id)
    if person is None:
        raise PersonNotFoundError
    person.consented_at = None
    withdraw_planned(session, person_id, now)
