"""Covers with an end date, and when they have to be asked for again."""

from relais.rights.models import Cover, Right
from relais.rights.record_right import RightEntry, record_right, record_rights
from relais.rights.renewals import reminder_day

__all__ = ["Cover", "Right", "RightEntry", "record_right", "record_rights", "reminder_day"]
