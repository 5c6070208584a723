"""The parts a date is said with."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a part of a message says."""

    DAYS = "days"  # value: Days
    WEEKDAY = "weekday"  # value: 0 for Monday, and how many weeks to add
    HOURS = "hours"  # value: Hours
    NEGATION = "negation"  # what follows is not wanted
    CONTRAST = "contrast"  # ends what a negation denies
    JOINER = "joiner"  # or, and


@dataclass(frozen=True)
class Days:
    """From a day to a day, both included."""

    first: date
    last: date

    @property
    def is_single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@dataclass(frozen=True)
class Hours:
    """From an hour to an hour, both included; `is_bare` when "3h" may mean 15:00."""

    earliest: time
    latest: time
    is_bare: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is one hour of the clock."""
        return self.earliest == self.latest


@dataclass(frozen=True)
class Part:
    """A part of a date and the tokens that say it (end exclusive)."""

    kind: Kind
    value: Any
    start: int
    end: int


def coming_weekday(today: date, weekday: int, weeks: int = 0) -> date:
    """The next such weekday after today (0 is Monday), and as many weeks later."""
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead, weeks=weeks)
