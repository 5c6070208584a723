"""Reading a message from left to right, into the parts of a date."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from relais.appointments.dates.days import DayReader
from relais.appointments.dates.hours import END_OF_DAY, MIDNIGHT, HourReader
from relais.appointments.dates.parts import Days, Hours, Kind, Part, coming_weekday
from relais.appointments.dates.vocabulary import Tokens

_FAR = timedelta(days=365)  # "après le 15" has no end; no appointment is that far away
_DAY = timedelta(days=1)


class Reader:
    """Reads one message."""

    def __init__(self, text: str, today: date) -> None:
        self.tokens = Tokens(text)
        self._today = today
        self._days = DayReader(self.tokens, today)
        self._hours = HourReader(self.tokens)

    def parts(self) -> Iterator[Part]:
        """The parts from left to right; no two overlap."""
        position = 0
        while position < len(self.tokens):
            ignored = self._past_ignored(position)
            part = self._part_at(position) if ignored == position else None
            if part is not None:
                yield from self._with_today(part)
            position = part.end if part else max(ignored, position + 1)

    def _past_ignored(self, start: int) -> int:
        """Past a greeting, or "dans 2 heures": no appointment is found by the hour."""
        number_at = self.tokens.past("in_a_while", start)
        spoken = self.tokens.spoken_number(number_at, 60) if number_at > start else None
        if spoken and (end := self.tokens.past("hour_marks", spoken[1])) > spoken[1]:
            return end
        return self.tokens.past("ignored", start)

    def _with_today(self, part: Part) -> Iterator[Part]:
        """ "ce soir" names a day too."""
        if part.kind == Kind.HOURS and self.tokens.match("parts_of_today", part.start):
            yield Part(Kind.DAYS, Days(self._today, self._today), part.start, part.end)
        yield part

    def _part_at(self, start: int) -> Part | None:
        return (
            self._not_bounded(start)
            or self._hours.read(start)
            or self._days.read(start)
            or self._bounded(start)
            or self._marker(start)
        )

    def _bounded(self, start: int, is_denied: bool = False) -> Part | None:
        """ "avant 11h", "après mardi", "à partir de 14h"."""
        is_before = True
        edge_at = self.tokens.past("before", start)
        if edge_at == start:
            is_before, edge_at = False, self.tokens.past("after", start)
        if edge_at == start:
            return None
        edge_at = self.tokens.past("between", edge_at)
        edge = self._hours.read(edge_at) or self._days.read(edge_at) or self._hours.bare(edge_at)
        if edge is None:
            return None
        if edge.kind == Kind.HOURS:
            hours = _hours_on_one_side(edge.value, is_before != is_denied)
            return Part(Kind.HOURS, hours, start, edge.end)
        days = self._days_on_one_side(edge, is_before != is_denied)
        return Part(Kind.DAYS, days, start, edge.end) if days else None

    def _days_on_one_side(self, edge: Part, is_before: bool) -> Days | None:
        if edge.kind == Kind.WEEKDAY:
            day = coming_weekday(self._today, *edge.value)
            first, last = day, day
        else:
            first, last = edge.value.first, edge.value.last
        if not is_before:
            return Days(last + _DAY, self._today + _FAR)
        return Days(self._today, first - _DAY) if first > self._today else None

    def _not_bounded(self, start: int) -> Part | None:
        """ "pas avant 10h" is from 10:00 on."""
        denied = self.tokens.past("negations", start)
        bounded = self._bounded(denied, is_denied=True) if denied > start else None
        return Part(bounded.kind, bounded.value, start, bounded.end) if bounded else None

    def _marker(self, start: int) -> Part | None:
        for kind in (Kind.NEGATION, Kind.CONTRAST, Kind.JOINER):
            end = self.tokens.past(f"{kind}s", start)
            if end > start:
                return Part(kind, None, start, end)
        token = self.tokens.at(start)
        if token.startswith("ما") and token.endswith("ش"):  # "مانقدرش": I cannot
            return Part(Kind.NEGATION, None, start, start + 1)
        return None


def _hours_on_one_side(edge: Hours, is_before: bool) -> Hours:
    if not is_before:
        return Hours(edge.earliest, END_OF_DAY, edge.is_bare)
    minutes = max(edge.earliest.hour * 60 + edge.earliest.minute - 1, 0)
    return Hours(MIDNIGHT, time(minutes // 60, minutes % 60), edge.is_bare)
