"""What Twilio posts, believed only when it is signed for our public address."""

from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from relais.settings import Settings

MAX_BYTES = 64 * 1024
MAX_FIELDS = 500
FORM = "application/x-www-form-urlencoded"

Form = ImmutableMultiDict[str, str]


class TurnedAway(Exception):  # noqa: N818 - an answer, not a fault of ours
    """The request is not answered further; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class SignedForm:
    """Reads forms and checks their signature with the account's token."""

    def __init__(self, settings: Settings) -> None:
        """Without a token every form is turned away: nobody can prove who sent it."""
        token = settings.twilio_auth_token
        self._validator = RequestValidator(token.get_secret_value()) if token else None
        self._address = settings.address

    async def read(self, request: Request) -> Form:
        """Every field, empty and repeated ones too.

        Raises TurnedAway: 403 not signed, 413 too large, 415 no form, 400 unreadable.
        """
        if self._validator is None:
            raise TurnedAway(403)
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM:
            raise TurnedAway(415)
        form = _parse(await _body(request))
        signature = request.headers.get("X-Twilio-Signature", "")
        if not self._validator.validate(self._public_url(request), form, signature):
            raise TurnedAway(403)
        return form

    def _public_url(self, request: Request) -> str:
        """The address Twilio called: what a proxy made of host and scheme is left aside."""
        query = request.scope["query_string"].decode("latin-1")
        return f"{self._address}{request.scope['path']}{'?' if query else ''}{query}"


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise TurnedAway(413)
    return bytes(body)


def _parse(body: bytes) -> Form:
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise TurnedAway(400) from None
    return ImmutableMultiDict(fields)
