"""Reading days: "mardi", "3 décembre", "la semaine prochaine", "dans 3 jours", "غدا"."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from relais.appointments.dates.parts import Days, Kind, Part
from relais.appointments.dates.vocabulary import Tokens

_A_YEAR = 366
_TOO_FAR = 270  # days: "3 novembre" said on 22 November is a slip, not next year
_FIRST_YEAR = 2000
_WEEK = timedelta(days=6)


class DayReader:
    """Reads the days that a message names, as seen from `today`."""

    def __init__(self, tokens: Tokens, today: date) -> None:
        self._tokens = tokens
        self._today = today

    def read(self, start: int) -> Part | None:
        """What is said of a day at `start`: the longest ways of saying it are tried first."""
        readings: tuple[Callable[[int], Part | None], ...] = (
            self._calendar_date,
            self._in_a_while,
            self._stretch,
            self._relative_day,
            self._weekday,
            self._day_number,
            self._month_alone,
        )
        return next((part for read in readings if (part := read(start))), None)

    def _day(self, day: date | None, start: int, end: int) -> Part | None:
        return Part(Kind.DAYS, Days(day, day), start, end) if day else None

    def _week_of(self, day: date, start: int, end: int) -> Part:
        monday = day - timedelta(days=day.weekday())
        return Part(Kind.DAYS, Days(monday, monday + _WEEK), start, end)

    def _calendar_date(self, start: int) -> Part | None:
        """ "3 décembre 2026", "december 3rd", "3/12"."""
        tokens = self._tokens
        number = tokens.number(start, 31)
        if number is None:
            month = tokens.match("months", start)
            number = tokens.number(month[1], 31) if month else None
            if month is None or number is None:
                return None
            return self._dated(number, month[0], start, self._past_ordinal(month[1] + 1))
        month_at = self._past_ordinal(start + 1)
        month_at += tokens.at(month_at) in {"of", "de"}
        if month := tokens.match("months", month_at):
            return self._dated(number, month[0], start, month[1])
        return self._numeric_date(number, start)

    def _numeric_date(self, number: int, start: int) -> Part | None:
        tokens = self._tokens
        sign, month = tokens.at(start + 1), tokens.number(start + 2, 12)
        has_year = tokens.at(start + 3) == sign and tokens.number(start + 4, 2100) is not None
        # "3.12" may be an hour; with a year it is a date.
        if month is None or not (sign == "/" or (sign == "." and has_year)):
            return None
        return self._dated(number, month, start, start + 4 if has_year else start + 3)

    def _dated(self, number: int, month: int, start: int, end: int) -> Part | None:
        year = self._tokens.number(end, 2100)
        if year is not None and (year >= _FIRST_YEAR or self._tokens.at(end - 1) in {"/", "."}):
            full_year = year if year >= _FIRST_YEAR else _FIRST_YEAR + year
            return self._day(_valid(full_year, month, number), start, end + 1)
        day = _valid(self._today.year, month, number)
        if day is None or day < self._today:
            day = _valid(self._today.year + 1, month, number)
        if day is None or (day - self._today).days > _TOO_FAR:
            return None
        return self._day(day, start, end)

    def _past_ordinal(self, start: int) -> int:
        return self._tokens.past("ordinal_marks", start)

    def _in_a_while(self, start: int) -> Part | None:
        """ "dans 3 jours", "in two weeks", "بعد يومين"."""
        end = self._tokens.past("in_a_while", start)
        if end == start:
            return None
        number, unit = 2, self._tokens.match("pairs", end)
        if unit is None:
            number, unit_at = self._tokens.spoken_number(end, 60) or (1, end)
            unit = self._tokens.match("units", unit_at)
        if unit is None:
            return None
        day = self._today + timedelta(days=number * unit[0])
        return (
            self._day(day, start, unit[1]) if unit[0] == 1 else self._week_of(day, start, unit[1])
        )

    def _stretch(self, start: int) -> Part | None:
        """ "cette semaine", "next month", "le week-end"."""
        today = self._today
        if week := self._tokens.match("weeks", start):
            return self._week_of(today + timedelta(weeks=week[0]), start, week[1])
        if month := self._tokens.match("months_ahead", start):
            coming = today.replace(day=1) + timedelta(days=32)
            return Part(Kind.DAYS, _month(coming.year, coming.month), start, month[1])
        if weekend := self._tokens.match("weekend", start):
            sunday = today + timedelta(days=6 - today.weekday())
            saturday = max(today, sunday - timedelta(days=1))
            return Part(Kind.DAYS, Days(saturday, sunday), start, weekend[1])
        return None

    def _relative_day(self, start: int) -> Part | None:
        found = self._tokens.match("relative_days", start)
        return self._day(self._today + timedelta(days=found[0]), start, found[1]) if found else None

    def _weekday(self, start: int) -> Part | None:
        """ "mardi", "mardi prochain", and "mardi en huit": a week later."""
        found = self._tokens.match("weekdays", start)
        if found is None:
            return None
        later = self._tokens.match("week_after", found[1])
        end = later[1] if later else self._tokens.past("coming", found[1])
        return Part(Kind.WEEKDAY, (found[0], 1 if later else 0), start, end)

    def _day_number(self, start: int) -> Part | None:
        """ "le 14": the next 14th there is."""
        number_at = self._tokens.past("before_a_day_number", start)
        number = self._tokens.number(number_at, 31) if number_at > start else None
        if number is None:
            return None
        end = self._past_ordinal(number_at + 1)
        if self._tokens.at(end) in {":", "/"} or self._tokens.match("hour_marks", end):
            return None
        days = (self._today + timedelta(days=ahead) for ahead in range(_A_YEAR))
        return self._day(next((day for day in days if day.day == number), None), start, end)

    def _month_alone(self, start: int) -> Part | None:
        month_at = self._tokens.past("before_a_month", start)
        month = self._tokens.match("months", month_at) if month_at > start else None
        if month is None:
            return None
        year = self._today.year + (month[0] < self._today.month)
        return Part(Kind.DAYS, _month(year, month[0]), start, month[1])


def _valid(year: int, month: int, day: int) -> date | None:
    if day < 1 or month < 1 or day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
