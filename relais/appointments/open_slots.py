"""Which slots can be booked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, contains_eager

from relais.appointments.dates import Wanted
from relais.appointments.errors import SlotNotFoundError
from relais.appointments.models import Appointment, AppointmentState, CareSession, Slot

_APART = timedelta(hours=2)  # choices in a row leave no choice to who cannot come that morning
_CANDIDATES = 500


def open_slots(
    session: Session,
    care_type: str,
    place_id: str | None,
    now: datetime,
    zone: ZoneInfo,
    after: datetime | None = None,
    limit: int = 3,
    wanted: Wanted | None = None,
) -> list[Slot]:
    """At most `limit` free slots to come, in order, each with its session.

    `after` leaves out those before a moment, `wanted` those a person did not ask for. When there is
    a choice, slots that follow one another closely are not offered together.
    """
    candidates = session.scalars(
        select(Slot)
        .join(Slot.session)
        .options(contains_eager(Slot.session))
        .where(
            CareSession.care_type == care_type,
            Slot.starts_at > now,
            Slot.starts_at >= (after or now),
            _is_free(),
            *([CareSession.place_id == place_id] if place_id else []),
        )
        .order_by(Slot.starts_at, Slot.id)
        .limit(_CANDIDATES)
    )
    fitting = [
        slot
        for slot in candidates
        if wanted is None or wanted.covers(slot.starts_at.astimezone(zone))
    ]
    return _spread(fitting, limit)


def is_free(session: Session, slot: Slot, now: datetime) -> bool:
    """Whether a slot is to come and nobody has booked it."""
    free = session.scalar(select(Slot.id).where(Slot.id == slot.id, _is_free()))
    return slot.starts_at > now and free is not None


def bookable_place(session: Session, care_type: str, now: datetime) -> str | None:
    """The identifier of the place that gives appointments for this care, if there is one."""
    return session.scalar(
        select(CareSession.place_id)
        .where(
            CareSession.care_type == care_type,
            CareSession.valid_until.is_(None) | (CareSession.valid_until >= now.date()),
        )
        .order_by(CareSession.place_id)
        .limit(1)
    )


def slot_of(session: Session, slot_id: str) -> Slot:
    """The slot with this identifier. Raises SlotNotFoundError."""
    slot = session.get(Slot, slot_id)
    if slot is None:
        raise SlotNotFoundError(slot_id)
    return slot


def _is_free() -> ColumnElement[bool]:
    return ~exists().where(
        Appointment.slot_id == Slot.id, Appointment.state == AppointmentState.BOOKED
    )


def _spread(slots: Sequence[Slot], limit: int) -> list[Slot]:
    chosen: list[Slot] = []
    for slot in slots:
        if all(abs(slot.starts_at - other.starts_at) >= _APART for other in chosen):
            chosen.append(slot)
    chosen = chosen[:limit]
    others = [slot for slot in slots if slot not in chosen]
    return sorted(chosen + others[: limit - len(chosen)], key=lambda slot: slot.starts_at)
