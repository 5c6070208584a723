"""Opening hours in words."""

from collections.abc import Mapping, Sequence
from datetime import time
from itertools import groupby

from babel.dates import get_day_names

Openings = Sequence[tuple[time, time]]


def hours_in_words(week: Mapping[int, Openings], language: str) -> str:
    """The hours of each weekday (0 is Monday), days with the same hours put together.

    "lundi, mardi 09:00-12:00, 14:00-17:00; vendredi 09:00-12:00"
    """
    names = get_day_names("wide", locale=language)
    groups = [
        (", ".join(str(names[day]) for day, _ in days), openings)
        for openings, days in _same_hours(week)
    ]
    return "; ".join(f"{days} {_clock(openings)}" for days, openings in groups)


def _same_hours(
    week: Mapping[int, Openings],
) -> list[tuple[Openings, list[tuple[int, Openings]]]]:
    by_hours = groupby(week.items(), key=lambda one: tuple(one[1]))
    return [(openings, list(days)) for openings, days in by_hours]


def _clock(openings: Openings) -> str:
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in openings)
