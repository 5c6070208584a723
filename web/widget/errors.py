"""Why the widget's server refuses a request."""

from relais.errors import RelaisError


class SessionUnknownError(RelaisError):
    """No token, or one whose conversation is not there any more."""

    code = "session_unknown"
