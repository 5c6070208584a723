"""Texts out: numbers, segments, keywords, the outbox, and who carries them."""

from relais.messaging.cap import sent_lately
from relais.messaging.choose_sender import make_sender
from relais.messaging.console_sender import ConsoleSender
from relais.messaging.deliver import deliver
from relais.messaging.errors import (
    EmptyTextError,
    InvalidPhoneNumberError,
    MessagingError,
    OutcomeUnknown,
    Refused,
    SenderError,
    TryLater,
)
from relais.messaging.keywords import (
    Keyword,
    asks_for_discretion,
    is_only_about_discretion,
    read_keyword,
)
from relais.messaging.models import Delivery, DeliveryState
from relais.messaging.outbox import due_deliveries, enqueue, withdraw, withdraw_waiting
from relais.messaging.outcome import Outcome
from relais.messaging.phone_number import PhoneNumber
from relais.messaging.reasons import Reason
from relais.messaging.segments import Encoding, Segments, measure
from relais.messaging.sender import SmsSender
from relais.messaging.status import record_status

__all__ = [
    "ConsoleSender",
    "Delivery",
    "DeliveryState",
    "EmptyTextError",
    "Encoding",
    "InvalidPhoneNumberError",
    "Keyword",
    "MessagingError",
    "Outcome",
    "OutcomeUnknown",
    "PhoneNumber",
    "Reason",
    "Refused",
    "Segments",
    "SenderError",
    "SmsSender",
    "TryLater",
    "asks_for_discretion",
    "deliver",
    "due_deliveries",
    "enqueue",
    "is_only_about_discretion",
    "make_sender",
    "measure",
    "read_keyword",
    "record_status",
    "sent_lately",
    "withdraw",
    "withdraw_waiting",
]
