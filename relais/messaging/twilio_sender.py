"""Texts through Twilio, with its official SDK."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]
from twilio.rest.api.v2010.account.message import (  # type: ignore[import-untyped]
    MessageInstance,
)

from relais.messaging.errors import OutcomeUnknown, Refused, SenderError, TryLater
from relais.messaging.reasons import MISCONFIGURED, reason_of
from relais.messaging.twilio_transport import Transport
from relais.settings import Settings

log = logging.getLogger(__name__)

MESSAGING_SERVICE = "MG"
LOOK_BACK_LIMIT = 200
CLOCK_DIFFERENCE = timedelta(minutes=2)
# Below it stand HTTP statuses, which the SDK gives when the answer was not Twilio's.
FIRST_TWILIO_CODE = 10_000


class TwilioSender:
    """Sends and looks up texts. May be shared between threads."""

    def __init__(self, settings: Settings) -> None:
        """`settings` must hold a Twilio account; nothing connects before the first call."""
        assert settings.twilio_account_sid
        assert settings.twilio_auth_token
        assert settings.twilio_from
        self._from = settings.twilio_from
        self._callback = _callback_address(settings)
        self._transport = Transport()
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
            http_client=self._transport,
            # An empty environment would make the SDK read the real one.
            environment={"TWILIO_EDGE": "", "TWILIO_REGION": ""},
        )
        if settings.twilio_api_url:
            self._client.api.base_url = settings.twilio_api_url.rstrip("/")

    def send(self, to: str, body: str, *, reference: str) -> str:
        """Hand one text over; Twilio's SID of it."""
        options = {"to": to, "body": body}
        options["messaging_service_sid" if self._uses_a_service else "from_"] = self._from
        if self._callback:
            options["status_callback"] = f"{self._callback}?delivery={reference}"
        try:
            message = self._client.messages.create(**options)
        except TwilioException as error:
            raise _translated(error) from None
        except json.JSONDecodeError:
            raise OutcomeUnknown("an answer that is not JSON") from None
        if not message.sid:
            raise OutcomeUnknown("an answer without a SID")
        return str(message.sid)

    def find(self, to: str, body: str, since: datetime) -> Sequence[str]:
        """SIDs of the texts with this body sent to `to` since then, the oldest first."""
        try:
            # Not filtered by date: a text that is still queued has no date of sending.
            messages = self._client.messages.list(to=to, limit=LOOK_BACK_LIMIT)
        except (TwilioException, json.JSONDecodeError):
            raise OutcomeUnknown("the texts could not be listed") from None
        earliest = since - CLOCK_DIFFERENCE
        found = [message for message in messages if _is_it(message, body, earliest)]
        return [str(message.sid) for message in reversed(found)]

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._transport.close()

    @property
    def _uses_a_service(self) -> bool:
        return self._from.startswith(MESSAGING_SERVICE)


def _callback_address(settings: Settings) -> str | None:
    """None on a machine that Twilio cannot reach: it would refuse the whole text."""
    if settings.is_local and settings.twilio_api_url is None:
        return None
    return f"{settings.address}/twilio/status"


def _is_it(message: MessageInstance, body: str, earliest: datetime) -> bool:
    moment = message.date_created or message.date_sent
    is_recent = moment is None or moment >= earliest
    return is_recent and (message.body or "").strip() == body.strip()


def _translated(error: TwilioException) -> SenderError:
    """What an error means for the text. Its message is dropped: it may quote the number."""
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    is_twilios = isinstance(code, int) and code >= FIRST_TWILIO_CODE
    if status != 400 or not is_twilios or code in MISCONFIGURED:
        log.error("Twilio does not take texts from this account: status %s, code %s", status, code)
        return TryLater(f"status {status}, code {code}")
    return Refused(reason_of(code), code)
