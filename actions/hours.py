"""Opening hours, as the renderer wants them to write them in the person's language."""

from collections.abc import Mapping, Sequence
from datetime import time
from itertools import groupby

from actions.says import typed

Openings = Sequence[tuple[time, time]]


def opening_hours(week: Mapping[int, Openings]) -> dict[str, str]:
    """The hours of each weekday (0 is Monday), days with the same hours put together.

    "0,1 09:00-12:00,14:00-17:00;4 09:00-12:00"
    """
    groups = [
        f"{','.join(str(day) for day, _ in days)} {_clock(openings)}"
        for openings, days in _same_hours(week)
    ]
    return typed("hours", ";".join(groups))


def _same_hours(
    week: Mapping[int, Openings],
) -> list[tuple[Openings, list[tuple[int, Openings]]]]:
    by_hours = groupby(week.items(), key=lambda one: tuple(one[1]))
    return [(openings, list(days)) for openings, days in by_hours]


def _clock(openings: Openings) -> str:
    return ",".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in openings)
