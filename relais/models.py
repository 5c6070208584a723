"""Every model, gathered for migrations and for tests that build the schema."""

from relais.appointments.models import Appointment, CareSession, Slot
from relais.conversations.models import (
    Conversation,
    DangerAlert,
    Message,
    PendingErasure,
    Person,
)
from relais.db import Base
from relais.directory.models import Place, Service
from relais.heartbeat import Heartbeat
from relais.messaging.models import Delivery
from relais.reminders.models import Reminder
from relais.rights.models import Right
from relais.staff.models import AuditEntry, StaffMember, StaffSession
from relais.understanding.models import LabelSuggestion

__all__ = [
    "Appointment",
    "AuditEntry",
    "Base",
    "CareSession",
    "Conversation",
    "DangerAlert",
    "Delivery",
    "Heartbeat",
    "LabelSuggestion",
    "Message",
    "PendingErasure",
    "Person",
    "Place",
    "Reminder",
    "Right",
    "Service",
    "Slot",
    "StaffMember",
    "StaffSession",
]
