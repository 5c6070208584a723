"""Moving an appointment to another slot."""

from datetime import datetime

from sqlalchemy.orm import Session

from relais.appointments.appointments_of import appointment_of
from relais.appointments.book import lock_person, take
from relais.appointments.cancel import cancel
from relais.appointments.errors import SlotNotFoundError
from relais.appointments.models import Appointment
from relais.appointments.open_slots import slot_of


def move(
    session: Session, appointment_id: str, slot_id: str, person_id: str, now: datetime
) -> Appointment:
    """Book the new slot and cancel the old appointment, both or neither; the new appointment.

    Raises as `cancel` and `book` do; SlotNotFoundError when the slot is of another care.
    """
    lock_person(session, person_id)
    old, slot = appointment_of(session, appointment_id, person_id), slot_of(session, slot_id)
    if slot.session.care_type != old.slot.session.care_type:
        raise SlotNotFoundError(slot_id)
    with session.begin_nested():
        new = take(session, slot, person_id, now)
        cancel(session, appointment_id, person_id, now)
    return new
