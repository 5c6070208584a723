"""Cancelling an appointment."""

from datetime import datetime

from sqlalchemy.orm import Session

from relais.appointments.appointments_of import appointment_of
from relais.appointments.errors import AppointmentOverError
from relais.appointments.models import Appointment, AppointmentState


def cancel(session: Session, appointment_id: str, person_id: str, now: datetime) -> Appointment:
    """Cancel an appointment to come; its slot is free again.

    Raises AppointmentNotFoundError, also when it is somebody else's, and AppointmentOverError.
    """
    appointment = appointment_of(session, appointment_id, person_id)
    if appointment.state != AppointmentState.BOOKED or appointment.slot.starts_at <= now:
        raise AppointmentOverError(appointment_id)
    appointment.state, appointment.cancelled_at = AppointmentState.CANCELLED, now
    session.flush()
    return appointment
