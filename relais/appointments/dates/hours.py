"""Reading hours and parts of the day: "14h30", "3 pm", "le matin", "après 17h", "الساعة 3"."""

from datetime import time

from relais.appointments.dates.parts import Hours, Kind, Part
from relais.appointments.dates.vocabulary import Tokens

MIDNIGHT = time(0, 0)
END_OF_DAY = time(23, 59)
NOON_HOUR = 12
_FIRST_HOUR = 7  # "à 10" may be an hour; "à 2" says too little
_LAST_HOUR = 20
_NIGHT_ENDS = 6


class HourReader:
    """Reads the hours that a message names."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def read(self, start: int) -> Part | None:
        """What is said of the hour at `start`."""
        return self._clock(start) or self._part_of_day(start)

    def _part_of_day(self, start: int) -> Part | None:
        found = self._tokens.match("parts_of_today", start)
        found = found or self._tokens.match("parts_of_day", start)
        if found is None:
            return None
        earliest, latest = (time.fromisoformat(hour) for hour in found[0].split("-"))
        return Part(Kind.HOURS, Hours(earliest, latest), start, found[1])

    def _clock(self, start: int) -> Part | None:
        """An hour of the clock, in digits or in words, with what says that it is one."""
        number_at = self._tokens.past("before_an_hour", start)
        is_marked = number_at > start
        if not is_marked:
            number_at = self._tokens.past("maybe_before_an_hour", start)
        spoken = self._tokens.spoken_number(number_at, 23)
        if spoken is None:
            return None
        hour, end = spoken
        minute, past_minutes = self._minutes(end)
        past_marks, hour = self._half_of_the_day(past_minutes, hour)
        is_marked = is_marked or past_marks > end
        if hour < _NIGHT_ENDS and past_marks > past_minutes:
            return None  # nobody asks for 3 am: "tbib 3am" is a general practitioner
        if self._tokens.at(number_at) == "une" and number_at == start:
            return None  # "depuis une heure"
        if is_marked or (number_at > start and self._is_alone(hour, end)):
            is_bare = past_marks == past_minutes
            moment = time(hour, minute)
            return Part(Kind.HOURS, Hours(moment, moment, is_bare), start, past_marks)
        return None

    def bare(self, start: int) -> Part | None:
        """A lone number after "avant" or "after", where it can only be an hour."""
        hour = self._tokens.number(start, _LAST_HOUR)
        if not hour or not self._is_end(start + 1):
            return None
        return Part(Kind.HOURS, Hours(time(hour), time(hour), True), start, start + 1)

    def _minutes(self, start: int) -> tuple[int, int]:
        """The minutes after an hour, and where they end: "h30", "heures et demie", ":15"."""
        tokens = self._tokens
        end = tokens.past("hour_marks", start)
        if end == start and tokens.at(start) == ":":
            minute = tokens.number(start + 1, 59)
            return (minute, start + 2) if minute is not None else (0, start)
        half = tokens.past("half_marks", end)
        if half > end:
            return 30, half
        minute = tokens.number(end, 59) if end > start else None
        if minute is None or tokens.match("hour_marks", end + 1):
            return 0, end  # "10h 15h": another hour
        return minute, end + 1

    def _half_of_the_day(self, start: int, hour: int) -> tuple[int, int]:
        """Where "pm", "du matin" and the like end, and the hour they make of `hour`."""
        afternoon = self._tokens.past("afternoon_marks", start)
        if afternoon > start:
            return afternoon, hour + NOON_HOUR if hour < NOON_HOUR else hour
        return self._tokens.past("morning_marks", start), hour

    def _is_alone(self, hour: int, end: int) -> bool:
        """Whether "à 10" can only be an hour."""
        return _FIRST_HOUR <= hour <= _LAST_HOUR and self._is_end(end)

    def _is_end(self, position: int) -> bool:
        """Whether nothing that is counted follows."""
        kinds = ("contrasts", "joiners", "weekdays", "relative_days", "parts_of_day")
        return position >= len(self._tokens) or any(
            self._tokens.match(kind, position) for kind in kinds
        )
