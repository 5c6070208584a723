"""Errors of the appointments room."""

from relais.errors import RelaisError


class AppointmentError(RelaisError):
    """Base of this room's errors."""

    code = "appointment"


class SlotNotFoundError(AppointmentError):
    """There is no such slot, or it is of another care than the appointment to be moved."""

    code = "slot_not_found"


class SlotPastError(AppointmentError):
    """The slot has begun already."""

    code = "slot_past"


class SlotTakenError(AppointmentError):
    """Somebody else has booked the slot."""

    code = "slot_taken"


class AlreadyBookedError(AppointmentError):
    """The person already has an appointment to come for this care."""

    code = "already_booked"


class AppointmentNotFoundError(AppointmentError):
    """The person has no such appointment."""

    code = "appointment_not_found"


class AppointmentOverError(AppointmentError):
    """The appointment is past or cancelled: nothing can be changed any more."""

    code = "appointment_over"
