"""What Twilio posts to us, signed as Twilio signs."""

import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

Fields = Sequence[tuple[str, str]]


def sign(url: str, fields: Fields, auth_token: str) -> str:
    """The X-Twilio-Signature of a post to `url`; a name may come more than once."""
    return str(RequestValidator(auth_token).compute_signature(url, ImmutableMultiDict(fields)))


def sign_and_post(url: str, fields: Fields, auth_token: str) -> tuple[int, str]:
    """Post fields as Twilio does; status and body of the answer."""
    request = urllib.request.Request(
        url,
        data=urlencode(fields).encode(),
        headers={
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": sign(url, fields, auth_token),
        },
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
