"""Opening hours are read in the time of the place, public holidays included."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from relais.directory import OpeningHoursError, coming_week, hours_now, is_public_holiday

PARIS = ZoneInfo("Europe/Paris")
WEEK = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"


def test_a_place_is_open_by_the_local_clock() -> None:
    state = hours_now(WEEK, datetime(2026, 11, 23, 8, 30, tzinfo=UTC), PARIS)

    assert state.is_open is True
    assert state.changes_at == datetime(2026, 11, 23, 12, 0, tzinfo=PARIS)


def test_a_closed_place_says_when_it_opens_next() -> None:
    state = hours_now(WEEK, datetime(2026, 11, 22, 9, 0, tzinfo=UTC), PARIS)

    assert state.is_open is False
    assert state.changes_at == datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)


def test_what_never_closes_never_changes() -> None:
    state = hours_now("24/7", datetime(2026, 11, 22, 9, 0, tzinfo=UTC), PARIS)

    assert (state.is_open, state.changes_at) == (True, None)


def test_unknown_hours_stay_unknown() -> None:
    state = hours_now("Mo-Su unknown", datetime(2026, 11, 22, 9, 0, tzinfo=UTC), PARIS)

    assert state.is_open is None


def test_the_coming_week_is_told_day_by_day() -> None:
    week = coming_week("Tu 09:00-12:00; Th 14:00-17:30", datetime(2026, 11, 22, tzinfo=UTC), PARIS)

    assert week == {1: [(time(9), time(12))], 3: [(time(14), time(17, 30))]}


def test_a_public_holiday_of_the_coming_week_is_left_out() -> None:
    week = coming_week(WEEK, datetime(2026, 12, 21, 9, 0, tzinfo=UTC), PARIS)

    assert list(week) == [0, 1, 2, 3]


def test_what_stays_open_all_night_is_cut_at_midnight() -> None:
    week = coming_week("Fr 22:00-02:00", datetime(2026, 11, 23, 9, 0, tzinfo=UTC), PARIS)

    assert week == {4: [(time(22), time(0))], 5: [(time(0), time(2))]}


def test_unreadable_hours_are_refused() -> None:
    with pytest.raises(OpeningHoursError):
        hours_now("sometimes", datetime(2026, 11, 22, tzinfo=UTC), PARIS)


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        (date(2026, 12, 25), True),
        (date(2027, 3, 29), True),  # Easter Monday
        (date(2026, 12, 24), False),
        (date(2026, 11, 22), False),
    ],
)
def test_public_holidays_of_france_are_known(day: date, is_holiday: bool) -> None:
    assert is_public_holiday(day) is is_holiday
