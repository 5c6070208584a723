"""Booking, cancelling and moving: one person a slot, one appointment a care."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.appointments import (
    AlreadyBookedError,
    Appointment,
    AppointmentNotFoundError,
    AppointmentOverError,
    AppointmentState,
    SlotNotFoundError,
    SlotPastError,
    SlotTakenError,
    appointments_of,
    book,
    cancel,
    is_free,
    move,
    needs_interview,
)
from tests.conftest import FixedClock
from tests.factories.appointments import make_person, make_session, make_slot
from tests.factories.directory import make_place

LATER = timedelta(days=7)


def test_a_free_slot_is_booked(session: Session, clock: FixedClock) -> None:
    slot, person = make_slot(session), make_person(session, clock.now())

    appointment = book(session, slot.id, person.id, clock.now())

    assert appointments_of(session, person.id, clock.now()) == [appointment]
    assert appointment.slot is slot


def test_a_slot_is_booked_by_one_person_only(session: Session, clock: FixedClock) -> None:
    now = clock.now()
    slot, first, second = make_slot(session), make_person(session, now), make_person(session, now)
    book(session, slot.id, first.id, now)

    with pytest.raises(SlotTakenError):
        book(session, slot.id, second.id, now)

    booked = session.scalar(select(func.count()).select_from(Appointment))
    assert booked == 1


def test_after_a_refusal_the_transaction_goes_on(session: Session, clock: FixedClock) -> None:
    now = clock.now()
    taken, free = make_slot(session), make_slot(session, weekday=2)
    person = make_person(session, now)
    book(session, taken.id, make_person(session, now).id, now)
    with pytest.raises(SlotTakenError):
        book(session, taken.id, person.id, now)

    assert book(session, free.id, person.id, now).slot is free


def test_a_slot_that_has_begun_is_refused(session: Session, clock: FixedClock) -> None:
    slot, person = make_slot(session), make_person(session, clock.now())
    clock.move(slot.starts_at - clock.now())

    with pytest.raises(SlotPastError):
        book(session, slot.id, person.id, clock.now())


def test_a_person_has_one_appointment_to_come_for_one_care(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    dentist = make_session(session, "dentist")
    first = make_slot(session, care_session=dentist)
    second = make_slot(session, first.starts_at + LATER, dentist)
    nurse = make_slot(session, care_type="nurse")
    person = make_person(session, now)
    book(session, first.id, person.id, now)

    with pytest.raises(AlreadyBookedError):
        book(session, second.id, person.id, now)

    book(session, nurse.id, person.id, now)
    assert len(appointments_of(session, person.id, now)) == 2


def test_once_it_is_over_the_same_care_can_be_booked_again(
    session: Session, clock: FixedClock
) -> None:
    dentist = make_session(session, "dentist")
    first = make_slot(session, care_session=dentist)
    second = make_slot(session, first.starts_at + LATER, dentist)
    person = make_person(session, clock.now())
    book(session, first.id, person.id, clock.now())
    clock.move(first.ends_at - clock.now())

    again = book(session, second.id, person.id, clock.now())

    assert appointments_of(session, person.id, clock.now()) == [again]


def test_a_cancelled_appointment_frees_its_slot(session: Session, clock: FixedClock) -> None:
    now = clock.now()
    slot, person = make_slot(session), make_person(session, now)
    appointment = book(session, slot.id, person.id, now)

    cancel(session, appointment.id, person.id, now)

    assert appointment.state == AppointmentState.CANCELLED
    assert appointments_of(session, person.id, now) == []
    assert is_free(session, slot, now)


def test_nobody_cancels_the_appointment_of_somebody_else(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    appointment = book(session, make_slot(session).id, make_person(session, now).id, now)

    with pytest.raises(AppointmentNotFoundError):
        cancel(session, appointment.id, make_person(session, now).id, now)


def test_what_is_over_cannot_be_cancelled(session: Session, clock: FixedClock) -> None:
    person = make_person(session, clock.now())
    appointment = book(session, make_slot(session).id, person.id, clock.now())
    cancel(session, appointment.id, person.id, clock.now())

    with pytest.raises(AppointmentOverError):
        cancel(session, appointment.id, person.id, clock.now())


def test_moving_books_the_new_slot_and_frees_the_old_one(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    dentist = make_session(session, "dentist")
    old = make_slot(session, care_session=dentist)
    new = make_slot(session, old.starts_at + LATER, dentist)
    person = make_person(session, now)
    appointment = book(session, old.id, person.id, now)

    moved = move(session, appointment.id, new.id, person.id, now)

    assert appointments_of(session, person.id, now) == [moved]
    assert is_free(session, old, now)
    assert not is_free(session, new, now)


def test_when_the_new_slot_is_taken_the_old_appointment_stands(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    dentist = make_session(session, "dentist")
    old = make_slot(session, care_session=dentist)
    new = make_slot(session, old.starts_at + LATER, dentist)
    person = make_person(session, now)
    appointment = book(session, old.id, person.id, now)
    book(session, new.id, make_person(session, now).id, now)

    with pytest.raises(SlotTakenError):
        move(session, appointment.id, new.id, person.id, now)

    assert appointments_of(session, person.id, now) == [appointment]


def test_when_the_old_appointment_is_over_the_new_slot_stays_free(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    dentist = make_session(session, "dentist")
    old = make_slot(session, care_session=dentist)
    new = make_slot(session, old.starts_at + LATER, dentist)
    person = make_person(session, now)
    appointment = book(session, old.id, person.id, now)
    cancel(session, appointment.id, person.id, now)

    with pytest.raises(AppointmentOverError):
        move(session, appointment.id, new.id, person.id, now)

    assert is_free(session, new, now)


def test_an_appointment_is_not_moved_to_another_care(session: Session, clock: FixedClock) -> None:
    now = clock.now()
    person = make_person(session, now)
    appointment = book(session, make_slot(session).id, person.id, now)
    nurse = make_slot(session, care_type="nurse")

    with pytest.raises(SlotNotFoundError):
        move(session, appointment.id, nurse.id, person.id, now)


def test_a_new_person_has_an_interview_first(session: Session, clock: FixedClock) -> None:
    place = make_place(session, interview_first=True)
    person = make_person(session, clock.now())

    assert needs_interview(session, person.id, "dentist", place.id, has_right=False)
    assert not needs_interview(session, person.id, "social_worker", place.id, has_right=False)
    assert not needs_interview(session, person.id, "dentist", place.id, has_right=True)


def test_who_has_booked_an_interview_needs_no_other(session: Session, clock: FixedClock) -> None:
    place = make_place(session, interview_first=True)
    interview = make_session(session, "social_worker", place.id)
    person = make_person(session, clock.now())
    appointment = book(
        session, make_slot(session, care_session=interview).id, person.id, clock.now()
    )

    assert not needs_interview(session, person.id, "dentist", place.id, has_right=False)

    cancel(session, appointment.id, person.id, clock.now())

    assert needs_interview(session, person.id, "dentist", place.id, has_right=False)


def test_elsewhere_nobody_is_interviewed_first(session: Session, clock: FixedClock) -> None:
    place = make_place(session)
    person = make_person(session, clock.now())

    assert not needs_interview(session, person.id, "dentist", place.id, has_right=False)
