"""Which days and hours a message asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from relais.appointments.dates.hours import END_OF_DAY, MIDNIGHT, NOON_HOUR
from relais.appointments.dates.parts import Days, Hours, Kind, Part, coming_weekday
from relais.appointments.dates.reading import Reader
from relais.appointments.dates.vocabulary import Tokens

_NIGHT_ENDS = 7  # "à 3h" is 15:00: nobody is received at night
_ANY_HOUR = Hours(MIDNIGHT, END_OF_DAY)


@dataclass(frozen=True)
class Wanted:
    """The days asked for, none of them past (none at all: any day), and hours of those days.

    Hours are local, both ends included; an exact hour has equal ends.
    """

    days: tuple[Days, ...] = ()
    earliest: time = MIDNIGHT
    latest: time = END_OF_DAY

    def covers(self, local: datetime) -> bool:
        """Whether a local moment is on one of the days and within the hours."""
        return self.covers_day(local.date()) and self.earliest <= local.time() <= self.latest

    def covers_day(self, day: date) -> bool:
        """Whether a day is one of those asked for."""
        return not self.days or any(days.first <= day <= days.last for days in self.days)

    def at_any_hour(self) -> "Wanted":
        """The same days, at any hour."""
        return Wanted(self.days)


def understand_date(
    text: str, now: datetime, zone: ZoneInfo, not_on: date | None = None
) -> Wanted | None:
    """What a message in French, English or Arabic asks for, or None when it says no clear date.

    `now` is aware. Nothing past is ever given, and nothing is guessed: a message that contradicts
    itself, or names days without saying which, says no date. What is denied ("je ne peux pas
    mardi") is left out, and so is the day `not_on`, that of an appointment to be moved.
    """
    local = now.astimezone(zone)
    reader = Reader(text, local.date())
    parts = _not_denied(list(reader.parts()))
    hours = _hours([part.value for part in parts if part.kind == Kind.HOURS])
    day_parts = [part for part in parts if part.kind in {Kind.DAYS, Kind.WEEKDAY}]
    days = _days(day_parts, parts, reader.tokens, local.date(), not_on)
    if days is None or hours is None or (not days and hours == _ANY_HOUR):
        return None
    wanted = Wanted(days, hours.earliest, hours.latest)
    return None if _is_over(wanted, local) else wanted


def _not_denied(parts: Iterable[Part]) -> list[Part]:
    kept, is_denied = [], False
    for part in parts:
        if part.kind == Kind.NEGATION:
            is_denied = True
        elif part.kind == Kind.CONTRAST:
            is_denied = False
        elif not is_denied:
            kept.append(part)
    return kept


# Days


def _days(
    day_parts: Sequence[Part],
    parts: Sequence[Part],
    tokens: Tokens,
    today: date,
    not_on: date | None,
) -> tuple[Days, ...] | None:
    """The days asked for, () when none are named, None when they are unclear or past."""
    if not day_parts:
        return ()
    merged = _merge(day_parts, parts, tokens, today)
    if merged is None:
        return None
    moved_from = Days(not_on, not_on) if not_on else None
    kept = [(days, part) for days, part in merged if days != moved_from]
    distinct = tuple(dict.fromkeys(days for days, _ in kept))
    if len(distinct) > 1 and not _are_joined([part for _, part in kept], parts, tokens):
        return None
    ahead = tuple(Days(max(days.first, today), days.last) for days in distinct)
    return tuple(days for days in ahead if days.first <= days.last) or None


def _merge(
    day_parts: Sequence[Part], parts: Sequence[Part], tokens: Tokens, today: date
) -> list[tuple[Days, Part]] | None:
    """Days with the part that said them; "mardi 24 novembre" and "mardi de la semaine prochaine"
    are one. None when they contradict each other."""
    merged: list[tuple[Days, Part]] = []
    position = 0
    while position < len(day_parts):
        part = day_parts[position]
        following = day_parts[position + 1] if position + 1 < len(day_parts) else None
        is_pair = following is not None and _is_pair(part, following, parts, tokens)
        if following is not None and is_pair:
            together = _together(part, following)
            if together is None:
                return None
            whole = Part(Kind.DAYS, together, part.start, following.end)
            merged.append((together, whole))
        elif part.kind == Kind.WEEKDAY:
            day = coming_weekday(today, *part.value)
            merged.append((Days(day, day), part))
        else:
            merged.append((part.value, part))
        position += 2 if is_pair else 1
    return merged


def _is_pair(one: Part, other: Part, parts: Sequence[Part], tokens: Tokens) -> bool:
    """Whether two parts stand side by side and one of them is a weekday, the other a date."""
    kinds = {one.kind, other.kind}
    return kinds == {Kind.DAYS, Kind.WEEKDAY} and _only(
        ("between",), one.end, other.start, parts, tokens
    )


def _together(one: Part, other: Part) -> Days | None:
    weekday, days = (one, other) if one.kind == Kind.WEEKDAY else (other, one)
    span: Days = days.value
    if span.is_single:
        return span if span.first.weekday() == weekday.value[0] else None
    day = date.fromordinal(span.first.toordinal() + (weekday.value[0] - span.first.weekday()) % 7)
    return Days(day, day) if day <= span.last else None


def _are_joined(said: Sequence[Part], parts: Sequence[Part], tokens: Tokens) -> bool:
    """Whether days are listed ("lundi ou mardi"), and not told from one another in some way."""
    pairs = pairwise(said)
    return all(
        _only(("joiners", "between"), one.end, other.start, parts, tokens)
        and any(tokens.match("joiners", at) for at in range(one.end, other.start))
        for one, other in pairs
    )


def _only(
    kinds: Sequence[str], start: int, end: int, parts: Sequence[Part], tokens: Tokens
) -> bool:
    """Whether between two positions there are only words of `kinds`, and hours."""
    position = start
    while position < end:
        hours = next(
            (part for part in parts if part.start == position and part.kind == Kind.HOURS), None
        )
        past = hours.end if hours else max(tokens.past(kind, position) for kind in kinds)
        if past == position:
            return False
        position = past
    return True


# Hours


def _hours(said: Sequence[Hours]) -> Hours | None:
    """The hours asked for; None when several contradict each other."""
    clocks = [hours for hours in said if hours.is_bare or hours.is_exact]
    spans = [hours for hours in said if hours not in clocks]
    span = spans[0] if len(set(spans)) == 1 else None
    clear = [_out_of_the_night(hours, span) for hours in clocks]
    if len(set(clear)) == 1 and not (span and not _overlap(clear[0], span)):
        return clear[0] if span is None or clear[0].is_exact else _intersection(clear[0], span)
    if not clear:
        return span or (_ANY_HOUR if not spans else None)
    return _between(clear)


def _between(clear: Sequence[Hours]) -> Hours | None:
    """ "entre 14h et 16h", "après 10h et avant 12h"."""
    if len(clear) != 2:
        return None
    one, other = clear
    if one.is_exact and other.is_exact and one.earliest < other.earliest:
        return Hours(one.earliest, other.latest)
    return _intersection(one, other) if _overlap(one, other) else None


def _overlap(one: Hours, other: Hours) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _intersection(one: Hours, other: Hours) -> Hours:
    return Hours(max(one.earliest, other.earliest), min(one.latest, other.latest))


def _out_of_the_night(hours: Hours, span: Hours | None) -> Hours:
    """A bare "3h" in the afternoon; "8h" too when the message says "soir"."""
    if not hours.is_bare:
        return hours
    return Hours(_by_day(hours.earliest, span), _by_day(hours.latest, span))


def _by_day(moment: time, span: Hours | None) -> time:
    if moment in {MIDNIGHT, END_OF_DAY} or moment.hour >= NOON_HOUR:
        return moment
    later = moment.replace(hour=moment.hour + NOON_HOUR)
    if span is not None and not span.earliest <= moment <= span.latest:
        return later if span.earliest <= later <= span.latest else moment
    return later if span is None and moment.hour < _NIGHT_ENDS else moment


def _is_over(wanted: Wanted, local: datetime) -> bool:
    return bool(wanted.days) and all(
        days.last == local.date() and wanted.latest <= local.time() for days in wanted.days
    )
