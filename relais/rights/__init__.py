"""Covers with an end date, and when they have to be asked for again."""

from relais.rights.models import Cover, Right
from relais.rights.record_right import record_right
from relais.rights.renewals import reminder_day

__all__ = ["Cover", "Right", "record_right", "reminder_day"]
