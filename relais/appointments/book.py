"""Booking a slot."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from relais.appointments.appointments_of import appointments_of
from relais.appointments.errors import AlreadyBookedError, SlotPastError, SlotTakenError
from relais.appointments.models import Appointment, AppointmentState, Slot
from relais.appointments.open_slots import slot_of
from relais.db import Base


def book(session: Session, slot_id: str, person_id: str, now: datetime) -> Appointment:
    """Book a slot for a person.

    The database itself refuses a second booking of one slot. Raises SlotNotFoundError,
    SlotPastError, SlotTakenError, and AlreadyBookedError when the person has an appointment to
    come for the same care.
    """
    slot = slot_of(session, slot_id)
    lock_person(session, person_id)
    for appointment in appointments_of(session, person_id, now):
        if appointment.slot.session.care_type == slot.session.care_type:
            raise AlreadyBookedError(appointment.id)
    return take(session, slot, person_id, now)


def take(session: Session, slot: Slot, person_id: str, now: datetime) -> Appointment:
    """Book without looking at the person's other appointments. Raises as `book` does."""
    if slot.starts_at <= now:
        raise SlotPastError(slot.id)
    appointment = Appointment(
        slot=slot, person_id=person_id, state=AppointmentState.BOOKED, booked_at=now
    )
    try:
        with session.begin_nested():
            session.add(appointment)
    except IntegrityError as error:
        raise SlotTakenError(slot.id) from error
    return appointment


def lock_person(session: Session, person_id: str) -> None:
    """One booking of a person at a time, so that two cannot miss each other."""
    people = Base.metadata.tables["people"]
    session.execute(
        select(people.c.id).where(people.c.id == person_id).with_for_update(key_share=True)
    )
