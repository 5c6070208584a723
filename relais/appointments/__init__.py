"""Appointments: slots, booking, moving, cancelling, and when a person wants to come."""

from relais.appointments.appointments_of import (
    INTERVIEW,
    appointment_of,
    appointments_of,
    needs_interview,
)
from relais.appointments.book import book
from relais.appointments.cancel import cancel
from relais.appointments.dates import Days, Wanted, understand_date
from relais.appointments.errors import (
    AlreadyBookedError,
    AppointmentError,
    AppointmentNotFoundError,
    AppointmentOverError,
    SlotNotFoundError,
    SlotPastError,
    SlotTakenError,
)
from relais.appointments.load_sample_sessions import load_sample_sessions
from relais.appointments.make_slots import make_slots
from relais.appointments.models import Appointment, AppointmentState, CareSession, Slot
from relais.appointments.move import move
from relais.appointments.open_slots import bookable_place, is_any_open, is_free, open_slots, slot_of

__all__ = [
    "INTERVIEW",
    "AlreadyBookedError",
    "Appointment",
    "AppointmentError",
    "AppointmentNotFoundError",
    "AppointmentOverError",
    "AppointmentState",
    "CareSession",
    "Days",
    "Slot",
    "SlotNotFoundError",
    "SlotPastError",
    "SlotTakenError",
    "Wanted",
    "appointment_of",
    "appointments_of",
    "book",
    "bookable_place",
    "cancel",
    "is_any_open",
    "is_free",
    "load_sample_sessions",
    "make_slots",
    "move",
    "needs_interview",
    "open_slots",
    "slot_of",
    "understand_date",
]
