"""The appointments of a person."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from relais.appointments.errors import AppointmentNotFoundError
from relais.appointments.models import Appointment, AppointmentState, CareSession, Slot
from relais.directory import place_of

INTERVIEW = "social_worker"


def appointments_of(session: Session, person_id: str, now: datetime) -> list[Appointment]:
    """The person's appointments to come, the next one first, each with its slot and session."""
    return list(
        session.scalars(
            select(Appointment)
            .join(Appointment.slot)
            .options(joinedload(Appointment.slot).joinedload(Slot.session))
            .where(
                Appointment.person_id == person_id,
                Appointment.state == AppointmentState.BOOKED,
                Slot.starts_at > now,
            )
            .order_by(Slot.starts_at)
        )
    )


def appointment_of(session: Session, appointment_id: str, person_id: str) -> Appointment:
    """An appointment of this person. Raises AppointmentNotFoundError, also for someone else's."""
    appointment = session.get(Appointment, appointment_id)
    if appointment is None or appointment.person_id != person_id:
        raise AppointmentNotFoundError(appointment_id)
    return appointment


def needs_interview(
    session: Session, person_id: str, care_type: str, place_id: str, has_right: bool
) -> bool:
    """Whether a social interview has to come before this care at this place.

    It does for a new person where new people are interviewed first: somebody without a past or
    coming interview there, and of whom no right is recorded (`has_right`).
    """
    if has_right or care_type == INTERVIEW or not place_of(session, place_id).interview_first:
        return False
    interview = session.scalar(
        select(Appointment.id)
        .join(Appointment.slot)
        .join(Slot.session)
        .where(
            Appointment.person_id == person_id,
            Appointment.state == AppointmentState.BOOKED,
            CareSession.care_type == INTERVIEW,
            CareSession.place_id == place_id,
        )
        .limit(1)
    )
    return interview is None
