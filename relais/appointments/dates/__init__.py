"""Understanding when a person wants to come."""

from relais.appointments.dates.parts import Days
from relais.appointments.dates.wanted import Wanted, understand_date

__all__ = ["Days", "Wanted", "understand_date"]
