"""How fast one sender may write: floods are cut, by number and not by address."""

import logging

from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from relais.settings import Settings

log = logging.getLogger(__name__)

PER_MINUTE = RateLimitItemPerMinute(60, namespace="sms")
REDIS_SECONDS = 1


class SenderRate:
    """Counts new messages of each sender, in Redis when there is one, else in this process.

    A store that fails stops nobody: a flood costs less than a person who is not heard.
    """

    def __init__(self, settings: Settings) -> None:
        options = (
            {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
            if settings.queue_url
            else {}
        )
        storage = storage_from_string(
            settings.queue_url or "memory://", wrap_exceptions=True, **options
        )
        self._limiter = MovingWindowRateLimiter(storage)

    def is_exceeded(self, sender: str) -> bool:
        """Whether a sender wrote more than PER_MINUTE. `sender` is a fingerprint, no number."""
        try:
            return not self._limiter.test(PER_MINUTE, sender)
        except StorageError as error:
            log.warning("rates cannot be read: %s", type(error.storage_error).__name__)
            return False

    def count(self, sender: str) -> None:
        """Count a new message; the same one again is not counted again."""
        try:
            self._limiter.hit(PER_MINUTE, sender)
        except StorageError as error:
            log.warning("rates cannot be kept: %s", type(error.storage_error).__name__)
