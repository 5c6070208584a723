"""Slots follow the weekly rhythm by the local clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.appointments import Slot, book, make_slots
from tests.conftest import FixedClock
from tests.factories.appointments import make_person, make_session

PARIS = ZoneInfo("Europe/Paris")


def starts(session: Session) -> list[datetime]:
    return list(session.scalars(select(Slot.starts_at).order_by(Slot.starts_at)))


def test_a_session_makes_its_slots_one_after_the_other(session: Session, clock: FixedClock) -> None:
    make_session(session, weekday=1, starts=time(9, 0), slot_minutes=30, slot_count=3)

    made = make_slots(session, clock.now(), PARIS, days=7)

    assert made == 3
    assert starts(session) == [
        datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    ]


def test_making_them_twice_adds_nothing(session: Session, clock: FixedClock) -> None:
    make_session(session)
    make_slots(session, clock.now(), PARIS)
    before = starts(session)

    assert make_slots(session, clock.now(), PARIS) == 0
    assert starts(session) == before


def test_the_hour_is_that_of_the_clock_on_both_sides_of_summer_time(session: Session) -> None:
    make_session(session, weekday=1, starts=time(9, 0), slot_count=1)
    before_the_change = datetime(2027, 3, 22, 9, 0, tzinfo=UTC)  # the clocks change on the 28th

    make_slots(session, before_the_change, PARIS, days=10)

    assert starts(session) == [
        datetime(2027, 3, 23, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 30, 7, 0, tzinfo=UTC),
    ]


def test_slots_stay_as_long_as_they_are_through_the_night_of_the_change(session: Session) -> None:
    make_session(session, weekday=6, starts=time(1, 30), slot_minutes=60, slot_count=3)

    make_slots(session, datetime(2027, 3, 27, 9, 0, tzinfo=UTC), PARIS, days=2)

    assert starts(session) == [datetime(2027, 3, 28, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]


def test_there_are_none_on_a_public_holiday(session: Session) -> None:
    make_session(session, weekday=4, slot_count=1)  # 25 December 2026 is a Friday

    make_slots(session, datetime(2026, 12, 20, 9, 0, tzinfo=UTC), PARIS, days=7)

    assert starts(session) == []


def test_there_are_none_before_a_session_begins_or_after_it_ends(session: Session) -> None:
    make_session(session, slot_count=1, valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 8))

    make_slots(session, datetime(2026, 11, 22, 9, 0, tzinfo=UTC), PARIS, days=30)

    assert [moment.date() for moment in starts(session)] == [date(2026, 12, 1), date(2026, 12, 8)]


def test_no_slot_of_today_is_made_that_has_begun(session: Session) -> None:
    make_session(session, weekday=1, starts=time(9, 0), slot_minutes=30, slot_count=4)

    make_slots(session, datetime(2026, 11, 24, 8, 40, tzinfo=UTC), PARIS, days=1)

    assert len(starts(session)) == 2


def test_a_free_slot_goes_when_the_rhythm_changes_and_a_booked_one_stays(
    session: Session, clock: FixedClock
) -> None:
    now = clock.now()
    care_session = make_session(session, starts=time(9, 0), slot_count=2)
    make_slots(session, now, PARIS, days=7)
    booked = session.scalars(select(Slot).order_by(Slot.starts_at)).first()
    assert booked is not None
    book(session, booked.id, make_person(session, now).id, now)
    care_session.starts = time(14, 0)
    session.flush()

    make_slots(session, now, PARIS, days=7)

    afternoon = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    assert starts(session) == [booked.starts_at, afternoon, afternoon + timedelta(minutes=30)]
