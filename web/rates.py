"""How fast one browser, and one address, may ask."""

import logging
from ipaddress import ip_address

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from relais.settings import Settings
from relais.vault import Vault

log = logging.getLogger(__name__)

MESSAGES_OF_A_BROWSER = RateLimitItemPerMinute(30, namespace="widget/messages/browser")
READINGS_OF_A_BROWSER = RateLimitItemPerMinute(240, namespace="widget/readings/browser")
# A shelter or a library is one address for everybody in it.
MESSAGES_OF_AN_ADDRESS = RateLimitItemPerMinute(240, namespace="widget/messages/address")
SESSIONS_OF_AN_ADDRESS = RateLimitItemPerMinute(60, namespace="widget/sessions/address")
DEMO_TEXTS_OF_AN_ADDRESS = RateLimitItemPerMinute(240, namespace="demo/texts/address")
REDIS_SECONDS = 1


class Rates:
    """Counts requests, in Redis when there is one, else in this process.

    A store that fails stops nobody: a flood costs less than a person who is not heard.
    """

    def __init__(self, settings: Settings, vault: Vault) -> None:
        options = (
            {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
            if settings.queue_url
            else {}
        )
        storage = storage_from_string(
            settings.queue_url or "memory://", wrap_exceptions=True, **options
        )
        self._limiter = MovingWindowRateLimiter(storage)
        self._vault = vault

    def allows_browser(self, item: RateLimitItem, token: str) -> bool:
        """Count a request with this token; whether it is within the rate."""
        return self._hit(item, token)

    def allows_address(self, item: RateLimitItem, request: Request) -> bool:
        """Count a request from its address; whether it is within the rate.

        A loopback address tells nothing: it is a proxy that does not say for whom it asks.
        """
        address = request.client.host if request.client else ""
        return _is_loopback(address) or self._hit(item, address)

    def _hit(self, item: RateLimitItem, who: str) -> bool:
        try:
            # Neither a token nor an address is kept anywhere.
            return self._limiter.hit(item, self._vault.fingerprint(who))
        except StorageError as error:
            log.warning("rates cannot be kept: %s", type(error.storage_error).__name__)
            return True


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
