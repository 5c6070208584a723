"""Errors of the safety room."""

from relais.errors import RelaisError


class SafetyError(RelaisError):
    """Base of every error of the safety room."""

    code = "safety"


class SignsUnreadableError(SafetyError):
    """A data file of signs is missing, wrongly formed, or uses a word group that does not exist."""

    code = "safety.signs_unreadable"


class WeightsUnreadableError(SafetyError):
    """The fitted weights of the classifier are missing or of another version."""

    code = "safety.weights_unreadable"
