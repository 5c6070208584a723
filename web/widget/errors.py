"""Why the widget's server refuses a request."""

from relais.errors import RelaisError


class WidgetError(RelaisError):
    """Base of the widget's errors."""

    code = "widget"


class SessionUnknownError(WidgetError):
    """No token, or one whose conversation is not there any more."""

    code = "session_unknown"


class BodyTooLargeError(WidgetError):
    """The body of a request is larger than any message can be."""

    code = "body_too_large"


class BodyInvalidError(WidgetError):
    """The body of a request is not what the route takes. What it was is not repeated."""

    code = "invalid"


class TooManyRequestsError(WidgetError):
    """One browser, or one address, asks too often."""

    code = "too_many_requests"
