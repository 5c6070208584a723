"""Sessions, slots and people who book them, for tests."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from relais.appointments import CareSession, Slot
from relais.conversations import Person
from tests.factories.directory import make_place


def make_person(session: Session, now: datetime) -> Person:
    person = Person(created_at=now)
    session.add(person)
    session.flush()
    return person


def make_session(
    session: Session, care_type: str = "dentist", place_id: str | None = None, **fields: Any
) -> CareSession:
    """A session on Tuesdays at 9:00, four slots of 30 minutes; further fields by name."""
    values = {
        "weekday": 1,
        "starts": time(9, 0),
        "slot_minutes": 30,
        "slot_count": 4,
        "valid_from": date(2026, 1, 1),
        **fields,
    }
    care_session = CareSession(
        care_type=care_type, place_id=place_id or make_place(session, care_type).id, **values
    )
    session.add(care_session)
    session.flush()
    return care_session


def make_slot(
    session: Session,
    starts_at: datetime | None = None,
    care_session: CareSession | None = None,
    **fields: Any,
) -> Slot:
    """A free slot of 30 minutes, by default on Tuesday 24 November 2026 at 9:00 in Paris."""
    starts_at = starts_at or datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    slot = Slot(
        session=care_session or make_session(session, **fields),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
    )
    session.add(slot)
    session.flush()
    return slot
