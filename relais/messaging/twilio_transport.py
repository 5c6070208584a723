"""How the Twilio SDK reaches the network here.

The SDK's own client writes addresses and parameters to its log, waits without limit unless told,
keeps the last request in memory and may mix up the answers of two threads. This one does not.
"""

import logging
from datetime import timedelta

import httpx
from twilio.http import HttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]

from relais.messaging.errors import OutcomeUnknown, TryLater

TIMEOUT = httpx.Timeout(connect=5.0, read=15.0, write=10.0, pool=10.0)
TOO_MANY_REQUESTS = 429
# Their lines hold whole addresses, and a look-up holds the number in its address.
_TALKATIVE = ("httpx", "httpcore")


class Transport(HttpClient):  # type: ignore[misc]  # the SDK is not typed
    """Carries the requests of the SDK with httpx; safe to share between threads.

    Raises TryLater when a request certainly did not arrive or was turned away for now, and
    OutcomeUnknown when the far end may have acted on it.
    """

    def __init__(self, timeout: httpx.Timeout = TIMEOUT) -> None:
        super().__init__(logger=logging.getLogger(__name__), is_async=False)
        # trust_env: proxies and certificates of the environment are no settings of ours.
        self._http = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)
        for name in _TALKATIVE:
            logger = logging.getLogger(name)
            logger.setLevel(max(logger.level, logging.WARNING))

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One request, answered or told apart as above; 4xx go back to the SDK."""
        try:
            answer = self._http.request(
                method, uri, params=_plain(params), data=_plain(data), headers=headers, auth=auth
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise TryLater(type(error).__name__) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise OutcomeUnknown(type(error).__name__) from None
        if answer.status_code == TOO_MANY_REQUESTS:
            raise TryLater("too many requests", _retry_after(answer.headers))
        if answer.status_code >= 500:
            raise OutcomeUnknown(f"status {answer.status_code}")
        return Response(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._http.close()


def _plain(values: dict[str, object] | None) -> dict[str, str] | None:
    """Every value the SDK gives for a text is a single one; None stays out of the address."""
    return None if values is None else {name: str(value) for name, value in values.items()}


def _retry_after(headers: httpx.Headers) -> timedelta | None:
    written = headers.get("Retry-After", "")
    return timedelta(seconds=int(written)) if written.isdecimal() else None
