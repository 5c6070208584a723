"""Posts what Twilio posts, signed, to an application in this process."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, sign

PUBLIC_URL = "https://relais.example"
FORM = "application/x-www-form-urlencoded; charset=UTF-8"
FROM = "+33639980001"

Fields = list[tuple[str, str]]


def text_fields(body: str, *, sid: str = "SM1", sender: str = FROM, **more: str) -> Fields:
    """The fields of an incoming text, among them some we do not know."""
    return [
        ("AccountSid", ACCOUNT_SID),
        ("ApiVersion", "2010-04-01"),
        ("Body", body),
        ("From", sender),
        ("FromCity", ""),
        ("MessageSid", sid),
        ("NumMedia", "0"),
        ("To", "+33639989999"),
        ("SomethingNew", "é"),
        *more.items(),
    ]


def headers(path: str, fields: Fields, token: str = AUTH_TOKEN) -> dict[str, str]:
    """The headers of a signed post."""
    signature = sign(f"{PUBLIC_URL}{path}", fields, token)
    return {"Content-Type": FORM, "X-Twilio-Signature": signature}


@dataclass
class TwilioClient:
    """A client whose every post is signed with the right token."""

    client: TestClient
    app: FastAPI

    def post(self, path: str, fields: Fields) -> Response:
        content = urlencode(fields)
        return self.client.post(path, content=content, headers=headers(path, fields))

    def text(self, body: str, *, sid: str = "SM1", sender: str = FROM, **more: str) -> Response:
        return self.post("/twilio/sms", text_fields(body, sid=sid, sender=sender, **more))

    def status(
        self, sid: str, status: str, error_code: str | None = None, query: str = ""
    ) -> Response:
        fields = [("MessageSid", sid), ("MessageStatus", status)]
        if error_code is not None:
            fields.append(("ErrorCode", error_code))
        return self.post(f"/twilio/status{query}", fields)
