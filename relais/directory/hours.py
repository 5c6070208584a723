"""Opening hours in OSM syntax: whether a place is open, when it opens next, its usual week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from relais.directory.errors import OpeningHoursError

if TYPE_CHECKING:
    from opening_hours import OpeningHours

COUNTRY = "FR"  # whose public holidays "PH" means
_NOON = time(12, 0)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class HoursNow:
    """Whether a place is open at a moment, and when that changes; None is never, or not known."""

    is_open: bool | None
    changes_at: datetime | None  # local time


def hours_now(expression: str, now: datetime, zone: ZoneInfo) -> HoursNow:
    """The state of opening hours at `now`. Raises OpeningHoursError when they cannot be read."""
    hours = _parse(expression, zone)
    local = now.astimezone(zone)
    is_open = None if hours.is_unknown(local) else bool(hours.is_open(local))
    return HoursNow(is_open, hours.next_change(local))


def coming_week(
    expression: str, now: datetime, zone: ZoneInfo
) -> Mapping[int, Sequence[tuple[time, time]]]:
    """From and until when a place is open on each weekday (0 is Monday), today and six days after.

    Days without an opening are left out; midnight is 00:00 at both ends of a day.
    Raises OpeningHoursError when the hours cannot be read.
    """
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    week: dict[int, list[tuple[time, time]]] = {}
    for opens, closes in _openings(_parse(expression, zone), midnight, midnight + _WEEK):
        week.setdefault(opens.weekday(), []).append((opens.time(), closes.time()))
    return dict(sorted(week.items()))


def _openings(
    hours: "OpeningHours", start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The intervals of opening, cut at midnight."""
    for opens, closes, state, _comment in hours.intervals(start, end):
        while str(state) == "open" and opens < closes:
            midnight = (opens + _DAY).replace(hour=0, minute=0)
            yield opens, min(midnight, closes)
            opens = midnight  # noqa: PLW2901 - the rest of the interval, on the next day


@cache
def is_public_holiday(day: date) -> bool:
    """Whether a day is a public holiday in France."""
    from opening_hours import OpeningHours

    return not OpeningHours("24/7; PH off", country=COUNTRY).is_open(datetime.combine(day, _NOON))


@cache
def _parse(expression: str, zone: ZoneInfo) -> "OpeningHours":
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

    try:
        return OpeningHours(expression, timezone=zone, country=COUNTRY)
    except ParserError as error:
        raise OpeningHoursError(expression) from error
