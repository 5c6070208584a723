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

Moment = tuple[datetime, str]  # when a slot begins, and its identifier


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
    # Moments alone are read first: only what is offered is worth loading.
    candidates = session.execute(
        select(Slot.id, Slot.starts_at)
        .join(Slot.session)
        .where(*_open(care_type, place_id, now, after))
        .order_by(Slot.starts_at, Slot.id)
        .limit(_CANDIDATES)
    )
    fitting = [
        (starts_at, slot_id)
        for slot_id, starts_at in candidates
        if wanted is None or wanted.covers(starts_at.astimezone(zone))
    ]
    chosen = [slot_id for _, slot_id in _spread(fitting, limit)]
    return list(
        session.scalars(
            select(Slot)
            .join(Slot.session)
            .options(contains_eager(Slot.session))
            .where(Slot.id.in_(chosen))
            .order_by(Slot.starts_at, Slot.id)
        )
    )


def is_any_open(
    session: Session, care_type: str, place_id: str | None, now: datetime, after: datetime
) -> bool:
    """Whether there is a free slot to come, not before `after`."""
    conditions = _open(care_type, place_id, now, after)
    found = session.scalar(select(Slot.id).join(Slot.session).where(*conditions).limit(1))
    return found is not None


def _open(
    care_type: str, place_id: str | None, now: datetime, after: datetime | None
) -> list[ColumnElement[bool]]:
    conditions = [
        CareSession.care_type == care_type,
        Slot.starts_at > now,
        Slot.starts_at >= (after or now),
        _is_free(),
    ]
    return [*conditions, CareSession.place_id == place_id] if place_id else conditions


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


def _spread(moments: Sequence[Moment], limit: int) -> list[Moment]:
    chosen: list[Moment] = []
    for moment in moments:
        if len(chosen) == limit:
            break
        if all(abs(moment[0] - other[0]) >= _APART for other in chosen):
            chosen.append(moment)
    others = [moment for moment in moments if moment not in chosen]
    return chosen + others[: limit - len(chosen)]
