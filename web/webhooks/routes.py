"""What Twilio calls: texts that come in, and what became of those that went out."""

import logging
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

import anyio
from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from relais.bootstrap import Relais
from relais.conversations import (
    Channel,
    IncomingMessage,
    note_outcome,
    receive,
    safety_text,
)
from relais.messaging import InvalidPhoneNumberError, PhoneNumber, record_status
from web.webhooks.sender_rate import SenderRate
from web.webhooks.signed_form import Form, SignedForm, TurnedAway

log = logging.getLogger(__name__)

# Twilio waits 15 seconds; a danger must be answered well before.
STORE_SECONDS = 8.0
XML = "application/xml"
# Twilio puts the parts of a long text together up to 1600; longer ones cost time to read.
MAX_CHARACTERS = 3200
ERROR_CODE = re.compile(r"[0-9]{1,6}")


def routes(relais: Relais) -> APIRouter:
    """POST /twilio/sms and POST /twilio/status, for signed forms alone."""
    router = APIRouter()
    forms, rate = SignedForm(relais.settings), SenderRate(relais.settings)

    @router.post("/twilio/sms")
    async def receive_text(request: Request) -> Response:
        try:
            form = await forms.read(request)
        except TurnedAway as turned_away:
            return Response(status_code=turned_away.status)
        if not form.get("MessageSid"):
            return Response(status_code=400)
        answer = await _in_time(lambda: _take_in(relais, rate, form))
        return answer or _last_resort(relais, form)

    @router.post("/twilio/status")
    async def note_status(request: Request) -> Response:
        try:
            form = await forms.read(request)
        except TurnedAway as turned_away:
            return Response(status_code=turned_away.status)
        delivery_id = request.query_params.get("delivery")
        answer = await _in_time(lambda: _note(relais, form, delivery_id))
        return answer or Response(status_code=503)

    return router


async def _in_time(work: Callable[[], Response]) -> Response | None:
    """What `work` answers in a thread; None when it fails or takes too long."""
    try:
        with anyio.fail_after(STORE_SECONDS):
            return await to_thread.run_sync(work, abandon_on_cancel=True)
    except Exception as error:  # whatever broke, Twilio must hear of it, and a danger be answered
        # Only its name: an error of the database quotes what was to be stored.
        log.error("a webhook failed: %s", type(error).__name__)
        return None


def _take_in(relais: Relais, rate: SenderRate, form: Form) -> Response:
    incoming = _incoming(form)
    if incoming is None:
        log.warning("text %s is from no number", form["MessageSid"])
        return _danger_reply(relais, form) or _twiml()
    assert incoming.phone is not None
    sender = relais.vault.fingerprint(incoming.phone.e164)
    if rate.is_exceeded(sender) and relais.screen.screen(incoming.body) is None:
        return _too_many(form)
    received = receive(relais, incoming)
    if received.is_new:
        rate.count(sender)
    return _twiml(received.safety_text if received.needs_twiml else None)


def _incoming(form: Form) -> IncomingMessage | None:
    """The message, or None when its sender is no number that could be answered."""
    try:
        phone = PhoneNumber.parse(form.get("From", ""))
    except InvalidPhoneNumberError:
        return None
    return IncomingMessage(
        channel=Channel.SMS,
        body=_body(form),
        provider_id=form["MessageSid"],
        phone=phone,
    )


def _body(form: Form) -> str:
    """The text without NUL, which PostgreSQL cannot hold, and of a length that Twilio may send."""
    return form.get("Body", "").replace("\0", "")[:MAX_CHARACTERS]


def _note(relais: Relais, form: Form, delivery_id: str | None) -> Response:
    provider_id = form.get("MessageSid") or form.get("SmsSid") or ""
    status = form.get("MessageStatus") or form.get("SmsStatus") or ""
    written = form.get("ErrorCode", "")
    error_code = int(written) if ERROR_CODE.fullmatch(written) else None
    now = relais.clock.now()
    with relais.database.transaction() as session:
        outcome = record_status(
            session, provider_id, status, error_code, now, delivery_id=delivery_id
        )
        if outcome is not None:
            note_outcome(session, outcome, now)
    return Response(status_code=204)


def _last_resort(relais: Relais, form: Form) -> Response:
    """Not stored: a danger is answered all the same, anything else left to Twilio's fallback."""
    return _danger_reply(relais, form) or Response(status_code=503)


def _too_many(form: Form) -> Response:
    log.warning("text %s is one too many of its sender", form["MessageSid"])
    return Response(status_code=429, headers={"Retry-After": "60"})


def _danger_reply(relais: Relais, form: Form) -> Response | None:
    """The safety reply in the answer itself, which needs neither database nor queue nor Rasa."""
    alert = relais.screen.screen(_body(form))
    if alert is None:
        return None
    log.warning("danger %s in text %s, answered in the webhook", alert.danger, form["MessageSid"])
    return _twiml(safety_text(relais, alert, _body(form)))


def _twiml(text: str | None = None) -> Response:
    message = f"<Message>{escape(text)}</Message>" if text else ""
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>', media_type=XML
    )
