from datetime import UTC, datetime

import pytest

from relais.reminders import is_quiet
from relais.settings import Settings


def _settings(start: str = "20:00", end: str = "09:00") -> Settings:
    return Settings.model_validate({"quiet_from": start, "quiet_until": end})


@pytest.mark.parametrize(
    ("utc", "quiet"),
    [
        ("2026-11-22T07:59", True),  # 08:59
        ("2026-11-22T08:00", False),  # 09:00
        ("2026-11-22T18:59", False),  # 19:59
        ("2026-11-22T19:00", True),  # 20:00
        ("2026-11-22T23:30", True),  # 00:30
    ],
)
def test_evenings_and_nights_are_quiet(utc: str, quiet: bool) -> None:
    now = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert is_quiet(_settings(), now) is quiet


@pytest.mark.parametrize(
    ("utc", "quiet"),
    [
        # Clocks go forward on 28 March 2027, at 02:00.
        ("2027-03-27T07:30", True),  # 08:30, the day before
        ("2027-03-28T07:00", False),  # 09:00
        ("2027-03-28T18:00", True),  # 20:00
        # They go back on 25 October 2026, at 03:00.
        ("2026-10-24T07:00", False),  # 09:00, the day before
        ("2026-10-25T07:30", True),  # 08:30
        ("2026-10-25T18:30", False),  # 19:30
        ("2026-10-25T19:00", True),  # 20:00
    ],
)
def test_quiet_hours_follow_the_clocks_of_the_place(utc: str, quiet: bool) -> None:
    now = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert is_quiet(_settings(), now) is quiet


def test_quiet_hours_may_lie_within_a_day() -> None:
    settings = _settings("12:00", "14:00")
    assert is_quiet(settings, datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert not is_quiet(settings, datetime(2026, 11, 22, 13, 0, tzinfo=UTC))
    assert not is_quiet(settings, datetime(2026, 11, 22, 2, 0, tzinfo=UTC))


def test_the_same_hour_twice_means_no_quiet_hours() -> None:
    settings = _settings("09:00", "09:00")
    assert not any(
        is_quiet(settings, datetime(2026, 11, 22, hour, 0, tzinfo=UTC)) for hour in range(24)
    )
