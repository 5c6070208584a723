"""Errors of the conversations room."""

from relais.errors import RelaisError


class ConversationError(RelaisError):
    """Base of this room's errors."""

    code = "conversation"


class ConversationNotFoundError(ConversationError):
    """There is no such conversation, or it has been erased."""

    code = "conversation_not_found"


class EmptyAnswerError(ConversationError):
    """A member of the staff tried to send nothing."""

    code = "empty_answer"


class TextTooLongError(ConversationError):
    """A text is longer than the channel takes."""

    code = "text_too_long"


class AlertNotFoundError(ConversationError):
    """There is no such alert in this conversation, or it has been erased."""

    code = "alert_not_found"
