"""How often log-ins may be tried: per login, so that no password is guessed, and per address."""

import hashlib
import logging

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from relais.staff.errors import TooManyAttemptsError
from relais.staff.members import normalise_login

log = logging.getLogger(__name__)

PER_LOGIN = RateLimitItemPerMinute(10, multiples=15, namespace="log-in/login")
# Everybody in the association's office shares one address.
PER_ADDRESS = RateLimitItemPerMinute(60, multiples=15, namespace="log-in/address")

REDIS_TIMEOUT_SECONDS = 1.0


class LoginLimiter:
    """Counts attempts, in Redis when there is one, else in this process."""

    def __init__(self, queue_url: str | None = None) -> None:
        """`queue_url` is the Redis address; nothing connects before the first attempt."""
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(_redis(queue_url)) if queue_url else None

    def attempt(self, login: str, address: str) -> None:
        """Count an attempt before its password is looked at. Raises TooManyAttemptsError."""
        if not self._hit(PER_ADDRESS, address):
            raise TooManyAttemptsError
        if not self._hit(PER_LOGIN, _hashed(login)):
            raise TooManyAttemptsError

    def succeeded(self, login: str) -> None:
        """Forget the attempts with this login: its owner is in."""
        self._here.clear(PER_LOGIN, _hashed(login))
        if self._shared is not None:
            try:
                self._shared.clear(PER_LOGIN, _hashed(login))
            except StorageError:
                log.warning("the shared count of log-ins does not answer")

    def _hit(self, item: RateLimitItem, key: str) -> bool:
        if self._shared is not None:
            try:
                return self._shared.hit(item, key)
            except StorageError:
                log.warning("the shared count of log-ins does not answer; counting here")
        return self._here.hit(item, key)


def _redis(url: str) -> Storage:
    return RedisStorage(
        url,
        key_prefix="relais-limits",
        wrap_exceptions=True,
        socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        socket_timeout=REDIS_TIMEOUT_SECONDS,
    )


def _hashed(login: str) -> str:
    # People type passwords into the wrong field: what is typed there is not kept anywhere.
    return hashlib.sha256(normalise_login(login).encode()).hexdigest()
