"""Free slots are offered as asked for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from relais.appointments import (
    Days,
    Slot,
    SlotNotFoundError,
    Wanted,
    book,
    bookable_place,
    cancel,
    is_any_open,
    is_free,
    make_slots,
    open_slots,
    slot_of,
)
from tests.conftest import FixedClock
from tests.factories.appointments import make_person, make_session, make_slot

PARIS = ZoneInfo("Europe/Paris")


def local_starts(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(PARIS):%d %H:%M}" for slot in slots]


def test_the_next_ones_come_first_and_not_all_at_the_same_hour(
    session: Session, clock: FixedClock
) -> None:
    make_session(session, "dentist", slot_count=6)
    make_slots(session, clock.now(), PARIS)

    offered = open_slots(session, "dentist", None, clock.now(), PARIS)

    assert local_starts(offered) == ["24 09:00", "24 11:00", "01 09:00"]


def test_slots_in_a_row_are_offered_when_there_are_no_others(
    session: Session, clock: FixedClock
) -> None:
    make_session(session, "dentist", slot_count=3)
    make_slots(session, clock.now(), PARIS, days=7)

    offered = open_slots(session, "dentist", None, clock.now(), PARIS)

    assert local_starts(offered) == ["24 09:00", "24 09:30", "24 10:00"]


def test_only_this_care_at_this_place_is_offered(session: Session, clock: FixedClock) -> None:
    here = make_session(session, "dentist", slot_count=1)
    make_session(session, "dentist", slot_count=1, weekday=2)
    make_session(session, "nurse", slot_count=1, weekday=3)
    make_slots(session, clock.now(), PARIS, days=7)

    offered = open_slots(session, "dentist", here.place_id, clock.now(), PARIS)

    assert local_starts(offered) == ["24 09:00"]


def test_a_booked_slot_is_not_offered_until_it_is_cancelled(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    slot = make_slot(session)
    person = make_person(session, now)
    appointment = book(session, slot.id, person.id, now)

    assert open_slots(session, "dentist", None, now, PARIS) == []
    assert not is_free(session, slot, now)

    cancel(session, appointment.id, person.id, now)

    assert open_slots(session, "dentist", None, now, PARIS) == [slot]
    assert is_free(session, slot, now)


def test_a_past_slot_is_not_offered(session: Session, clock: FixedClock) -> None:
    slot = make_slot(session)
    clock.move(slot.starts_at - clock.now())

    assert open_slots(session, "dentist", None, clock.now(), PARIS) == []
    assert not is_free(session, slot, clock.now())


def test_only_later_ones_are_offered_when_asked(session: Session, clock: FixedClock) -> None:
    make_session(session, "dentist", slot_count=1)
    make_slots(session, clock.now(), PARIS, days=21)

    after = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)

    assert local_starts(open_slots(session, "dentist", None, clock.now(), PARIS, after=after)) == [
        "01 09:00",
        "08 09:00",
    ]


def test_whether_there_are_later_ones_is_known(session: Session, clock: FixedClock) -> None:
    make_session(session, "dentist", slot_count=1)
    make_slots(session, clock.now(), PARIS, days=14)
    second_week, third_week = (datetime(2026, 12, day, 0, 0, tzinfo=UTC) for day in (1, 2))

    assert is_any_open(session, "dentist", None, clock.now(), second_week)
    assert not is_any_open(session, "dentist", None, clock.now(), third_week)


def test_only_the_wanted_day_and_hours_are_offered(session: Session, clock: FixedClock) -> None:
    make_session(session, "dentist", starts=time(11, 0), slot_minutes=60, slot_count=3)
    make_slots(session, clock.now(), PARIS, days=21)
    first_of_december = date(2026, 12, 1)
    wanted = Wanted((Days(first_of_december, first_of_december),), time(12, 0), time(17, 59))

    offered = open_slots(session, "dentist", None, clock.now(), PARIS, wanted=wanted)

    assert local_starts(offered) == ["01 12:00", "01 13:00"]


def test_care_without_a_running_session_has_no_place_to_book(
    session: Session, clock: FixedClock
) -> None:
    running = make_session(session, "dentist")
    make_session(session, "nurse", valid_until=clock.now().date() - timedelta(days=1))

    assert bookable_place(session, "dentist", clock.now()) == running.place_id
    assert bookable_place(session, "nurse", clock.now()) is None


def test_an_unknown_slot_is_refused(session: Session) -> None:
    with pytest.raises(SlotNotFoundError):
        slot_of(session, "nothing")
