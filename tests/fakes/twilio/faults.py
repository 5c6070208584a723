"""What can be ordered to go wrong, each for one request."""

import threading
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refuse:
    """400 with an error code of Twilio. Its message quotes the number, as Twilio's does."""

    code: int


@dataclass(frozen=True)
class TooManyRequests:
    """429; `retry_after` in seconds, left out when None."""

    retry_after: int | None = None


@dataclass(frozen=True)
class ServerError:
    """A 5xx, with the text taken or not: from outside it cannot be told."""

    status: int = 500
    is_accepted: bool = False


@dataclass(frozen=True)
class HangUp:
    """The connection is closed without an answer, and nothing was taken."""


@dataclass(frozen=True)
class HangUpAfterAccepting:
    """The text is taken, then the connection is closed without an answer."""


@dataclass(frozen=True)
class HangAfterAccepting:
    """The text is taken, then nothing comes until `release` is set or the server stops."""

    release: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Slow:
    """Answered as usual once `release` is set. `is_held` tells that the request has come in."""

    release: threading.Event = field(default_factory=threading.Event)
    is_held: threading.Event = field(default_factory=threading.Event)


Fault = (
    Refuse
    | TooManyRequests
    | ServerError
    | HangUp
    | HangUpAfterAccepting
    | HangAfterAccepting
    | Slow
)
