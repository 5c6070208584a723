"""Making bookable slots out of the weekly rhythm of professionals."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from relais.appointments.models import Appointment, CareSession, Slot
from relais.db import new_id
from relais.directory import is_public_holiday

DAYS_AHEAD = 42


def make_slots(session: Session, now: datetime, zone: ZoneInfo, days: int = DAYS_AHEAD) -> int:
    """Make the slots of the coming `days` that do not exist yet; how many. Doing it twice is safe.

    Hours are those of the clock in `zone`, also when summer time begins or ends. There are none on
    public holidays. A free slot that the rhythm no longer holds is removed.
    """
    made = 0
    for care_session in session.scalars(select(CareSession)):
        moments = list(_moments(care_session, now, zone, days))
        _remove_others(session, care_session, moments, now, now + timedelta(days=days - 1))
        made += _add_missing(session, care_session, moments)
    return made


def _moments(
    care_session: CareSession, now: datetime, zone: ZoneInfo, days: int
) -> Iterator[tuple[datetime, datetime]]:
    """From and until when each coming slot of a session lasts, in UTC."""
    length = timedelta(minutes=care_session.slot_minutes)
    today = now.astimezone(zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(days)):
        if not _is_held_on(care_session, day):
            continue
        opening = datetime.combine(day, care_session.starts, zone).astimezone(UTC)
        for number in range(care_session.slot_count):
            starts_at = opening + number * length
            if starts_at > now:
                yield starts_at, starts_at + length


def _is_held_on(care_session: CareSession, day: date) -> bool:
    return (
        day.weekday() == care_session.weekday
        and care_session.valid_from <= day
        and (care_session.valid_until is None or day <= care_session.valid_until)
        and not is_public_holiday(day)
    )


def _remove_others(
    session: Session,
    care_session: CareSession,
    moments: list[tuple[datetime, datetime]],
    now: datetime,
    until: datetime,
) -> None:
    session.execute(
        delete(Slot).where(
            Slot.session_id == care_session.id,
            Slot.starts_at.between(now, until),
            Slot.starts_at.not_in([starts_at for starts_at, _ in moments]),
            ~exists().where(Appointment.slot_id == Slot.id),
        )
    )


def _add_missing(
    session: Session, care_session: CareSession, moments: list[tuple[datetime, datetime]]
) -> int:
    known = set(session.scalars(select(Slot.starts_at).where(Slot.session_id == care_session.id)))
    rows = [
        {"id": new_id(), "session_id": care_session.id, "starts_at": starts, "ends_at": ends}
        for starts, ends in moments
        if starts not in known
    ]
    if rows:
        # Another process may be making the same ones right now.
        dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(Slot).on_conflict_do_nothing(), rows)
    return len(rows)
