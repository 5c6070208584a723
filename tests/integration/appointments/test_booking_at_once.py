"""Many people want the same slot at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from relais.appointments import (
    AlreadyBookedError,
    Appointment,
    Slot,
    SlotTakenError,
    book,
    make_slots,
    move,
)
from relais.db import Database
from tests.factories.appointments import make_person, make_session, make_slot

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
PEOPLE = 20
PATIENCE = 60  # seconds: the slowest machine that may run this


def test_twenty_people_at_once_make_one_booking(shared_database: Database) -> None:
    with shared_database.transaction() as session:
        slot_id = make_slot(session).id
        people = [make_person(session, NOW).id for _ in range(PEOPLE)]
    together = Barrier(PEOPLE)

    def try_to_book(person_id: str) -> bool:
        together.wait(PATIENCE)
        try:
            with shared_database.transaction() as session:
                book(session, slot_id, person_id, NOW)
        except SlotTakenError:
            return False
        return True

    with ThreadPoolExecutor(PEOPLE) as threads:
        outcomes = list(threads.map(try_to_book, people))

    with shared_database.reading() as session:
        booked = session.scalar(select(func.count()).select_from(Appointment))
    assert (sum(outcomes), booked) == (1, 1)


def test_one_person_asking_many_times_at_once_gets_one_appointment(
    shared_database: Database,
) -> None:
    with shared_database.transaction() as session:
        dentist = make_session(session, slot_count=4)
        make_slots(session, NOW, PARIS, days=7)
        slots = list(session.scalars(select(Slot.id).where(Slot.session_id == dentist.id)))
        person_id = make_person(session, NOW).id
    together = Barrier(len(slots))

    def try_to_book(slot_id: str) -> bool:
        together.wait(PATIENCE)
        try:
            with shared_database.transaction() as session:
                book(session, slot_id, person_id, NOW)
        except AlreadyBookedError:
            return False
        return True

    with ThreadPoolExecutor(len(slots)) as threads:
        outcomes = list(threads.map(try_to_book, slots))

    assert outcomes.count(True) == 1


def test_two_people_who_move_to_one_slot_do_not_both_get_it(shared_database: Database) -> None:
    with shared_database.transaction() as session:
        make_session(session, slot_count=3)
        make_slots(session, NOW, PARIS, days=7)
        first, second, wanted = session.scalars(select(Slot.id).order_by(Slot.starts_at))
        appointments = [
            book(session, slot_id, make_person(session, NOW).id, NOW) for slot_id in (first, second)
        ]
        moves = [(appointment.id, appointment.person_id) for appointment in appointments]
    together = Barrier(len(moves))

    def try_to_move(appointment_id: str, person_id: str) -> bool:
        together.wait(PATIENCE)
        try:
            with shared_database.transaction() as session:
                move(session, appointment_id, wanted, person_id, NOW)
        except SlotTakenError:
            return False
        return True

    with ThreadPoolExecutor(len(moves)) as threads:
        outcomes = list(threads.map(lambda one: try_to_move(*one), moves))

    with shared_database.reading() as session:
        standing = session.scalar(
            select(func.count()).select_from(Appointment).where(Appointment.state == "booked")
        )
    assert sorted(outcomes) == [False, True]
    assert standing == 2


def test_slots_made_by_two_at_once_are_made_once(shared_database: Database) -> None:
    with shared_database.transaction() as session:
        make_session(session, slot_count=4)
    together = Barrier(2)

    def make(_: int) -> None:
        together.wait(PATIENCE)
        with shared_database.transaction() as session:
            make_slots(session, NOW, PARIS, days=14)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(make, range(2)))

    with shared_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Slot)) == 8
