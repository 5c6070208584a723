"""Errors of the messaging room."""

from datetime import timedelta

from relais.errors import RelaisError
from relais.messaging.reasons import Reason


class MessagingError(RelaisError):
    """Base of this room's errors."""

    code = "messaging"


class InvalidPhoneNumberError(MessagingError):
    """What was written is no telephone number. The detail never repeats it."""

    code = "invalid_phone_number"


class EmptyTextError(MessagingError):
    """There is nothing to send."""

    code = "empty_text"


class SenderError(MessagingError):
    """Base of what a sender may raise: exactly one of the three below."""

    code = "sender"


class Refused(SenderError):  # noqa: N818 - an answer of the provider, not a fault of ours
    """The provider will not send this text to this number, today or later."""

    code = "refused"

    def __init__(self, reason: Reason, error_code: int | None = None) -> None:
        """`error_code` is the provider's own, kept for staff."""
        super().__init__(reason)
        self.reason = reason
        self.error_code = error_code


class TryLater(SenderError):  # noqa: N818
    """The provider has certainly not taken the text; it may be sent again."""

    code = "try_later"

    def __init__(self, detail: str = "", retry_after: timedelta | None = None) -> None:
        """`retry_after`: how long the provider asked us to wait, when it did."""
        super().__init__(detail)
        self.retry_after = retry_after


class OutcomeUnknown(SenderError):  # noqa: N818
    """The provider may or may not have taken the text: look before sending again."""

    code = "outcome_unknown"
