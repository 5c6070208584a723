"""The texts that the stand-in took, and how Twilio writes them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime

MAX_BODY = 1600


@dataclass(frozen=True)
class Text:
    """A text that was taken; bodies are kept, to be compared."""

    sid: str
    account_sid: str
    to: str
    body: str
    from_: str | None
    messaging_service_sid: str | None
    status_callback: str | None
    created_at: datetime

    def as_json(self) -> dict[str, object]:
        """The resource as the API gives it."""
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages/{self.sid}"
        moment = format_datetime(self.created_at.astimezone(UTC))
        return {
            "account_sid": self.account_sid,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": moment,
            "date_sent": None,
            "date_updated": moment,
            "direction": "outbound-api",
            "error_code": None,
            "error_message": None,
            "from": self.from_,
            "messaging_service_sid": self.messaging_service_sid,
            "num_media": "0",
            "num_segments": "0" if self.messaging_service_sid else "1",
            "price": None,
            "price_unit": None,
            "sid": self.sid,
            "status": "accepted" if self.messaging_service_sid else "queued",
            "subresource_uris": {"media": f"{path}/Media.json"},
            "to": self.to,
            "uri": f"{path}.json",
        }


def take(account_sid: str, form: Mapping[str, str], now: datetime) -> Text | int:
    """The text of a request, or the error code that Twilio would answer."""
    if not form.get("To"):
        return 21604
    if not form.get("Body"):
        return 21602
    if not (form.get("From") or form.get("MessagingServiceSid")):
        return 21603
    if len(form["Body"]) > MAX_BODY:
        return 21617
    return Text(
        sid=f"SM{uuid.uuid4().hex}",
        account_sid=account_sid,
        to=form["To"],
        body=form["Body"],
        from_=form.get("From"),
        messaging_service_sid=form.get("MessagingServiceSid"),
        status_callback=form.get("StatusCallback"),
        created_at=now,
    )


def matches(text: Text, query: Mapping[str, str]) -> bool:
    """Whether the filters of a listing let a text through."""
    day = text.created_at.astimezone(UTC).date()
    return (
        query.get("To", text.to) == text.to
        and query.get("From", text.from_) == text.from_
        and _day(query.get("DateSent"), day) == day
        and _day(query.get("DateSent>"), day) <= day
        and _day(query.get("DateSent<"), day) >= day
    )


def _day(written: str | None, default: date) -> date:
    return datetime.fromisoformat(written).date() if written else default
