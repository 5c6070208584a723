"""The official SDK against a real HTTP server."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from relais.messaging import (
    ConsoleSender,
    OutcomeUnknown,
    Reason,
    Refused,
    TryLater,
    make_sender,
)
from relais.messaging.twilio_sender import TwilioSender
from relais.messaging.twilio_transport import Transport
from relais.settings import Settings
from tests.conftest import FixedClock
from tests.fakes.twilio import (
    Fault,
    HangAfterAccepting,
    HangUp,
    HangUpAfterAccepting,
    Refuse,
    ServerError,
    TooManyRequests,
    TwilioStandIn,
)

TO, BODY = "+33639980001", "Bonjour. Quatre = 4 & cinq = 5 €, نعم 😀"
MINUTE = timedelta(minutes=1)


def test_a_text_arrives_as_it_was_written(sender: TwilioSender, twilio: TwilioStandIn) -> None:
    sid = sender.send(TO, BODY, reference="d1")

    (text,) = twilio.accepted
    assert (text.sid, text.to, text.body) == (sid, TO, BODY)
    assert (text.from_, text.messaging_service_sid) == ("+33639989999", None)
    assert text.status_callback == "https://relais.example/twilio/status?delivery=d1"


def test_a_messaging_service_is_named_as_such(settings: Settings, twilio: TwilioStandIn) -> None:
    service = "MG" + "1" * 32
    sender = TwilioSender(settings.model_copy(update={"twilio_from": service}))

    sender.send(TO, BODY, reference="d1")

    (text,) = twilio.accepted
    assert (text.from_, text.messaging_service_sid) == (None, service)


def test_a_machine_out_of_reach_asks_for_no_statuses(
    settings: Settings, twilio: TwilioStandIn
) -> None:
    local = settings.model_copy(update={"public_url": "", "twilio_api_url": None})
    sender = TwilioSender(local)
    sender._client.api.base_url = twilio.address

    sender.send(TO, BODY, reference="d1")

    assert twilio.accepted[0].status_callback is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (21610, Reason.OPTED_OUT),
        (21211, Reason.INVALID_NUMBER),
        (21408, Reason.REGION_NOT_ALLOWED),
        (21999, Reason.OTHER),
    ],
)
def test_a_refusal_gives_its_code_and_reason(
    sender: TwilioSender, twilio: TwilioStandIn, code: int, reason: Reason
) -> None:
    twilio.order(Refuse(code))

    with pytest.raises(Refused) as refusal:
        sender.send(TO, BODY, reference="d1")

    assert (refusal.value.error_code, refusal.value.reason) == (code, reason)
    assert TO not in str(refusal.value)


@pytest.mark.parametrize("code", [21606, 21703])
def test_a_fault_of_our_account_is_no_refusal_of_the_number(
    sender: TwilioSender, twilio: TwilioStandIn, code: int
) -> None:
    twilio.order(Refuse(code))

    with pytest.raises(TryLater):
        sender.send(TO, BODY, reference="d1")


def test_a_wrong_token_is_no_refusal_of_the_number(settings: Settings) -> None:
    wrong = Settings.model_validate(settings.model_dump() | {"twilio_auth_token": "wrong"})

    with pytest.raises(TryLater, match="20003"):
        TwilioSender(wrong).send(TO, BODY, reference="d1")


@pytest.mark.parametrize("asked", [7, None])
def test_too_many_requests_says_how_long_to_wait(
    sender: TwilioSender, twilio: TwilioStandIn, asked: int | None
) -> None:
    twilio.order(TooManyRequests(asked))

    with pytest.raises(TryLater) as later:
        sender.send(TO, BODY, reference="d1")

    assert later.value.retry_after == (None if asked is None else timedelta(seconds=asked))
    assert twilio.accepted == []


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (ServerError(500), 0),
        (ServerError(503, is_accepted=True), 1),
        (HangUp(), 0),
        (HangUpAfterAccepting(), 1),
    ],
)
def test_when_it_cannot_be_told_whether_a_text_was_taken_that_is_said(
    sender: TwilioSender, twilio: TwilioStandIn, fault: Fault, taken: int
) -> None:
    twilio.order(fault)

    with pytest.raises(OutcomeUnknown):
        sender.send(TO, BODY, reference="d1")

    assert len(twilio.accepted) == taken


def test_an_answer_that_never_comes_is_waited_for_only_so_long(
    sender: TwilioSender, twilio: TwilioStandIn
) -> None:
    sender._client.http_client = Transport(httpx.Timeout(0.2))
    twilio.order(HangAfterAccepting())

    with pytest.raises(OutcomeUnknown, match="ReadTimeout"):
        sender.send(TO, BODY, reference="d1")

    assert len(twilio.accepted) == 1


def test_a_provider_that_nobody_reaches_took_nothing(settings: Settings) -> None:
    with TwilioStandIn() as gone:
        address = gone.address
    sender = TwilioSender(settings.model_copy(update={"twilio_api_url": address}))

    with pytest.raises(TryLater, match="ConnectError"):
        sender.send(TO, BODY, reference="d1")


def test_a_text_is_found_by_number_body_and_date(
    sender: TwilioSender, twilio: TwilioStandIn, clock: FixedClock
) -> None:
    sender.send(TO, BODY, reference="an hour ago")
    clock.move(timedelta(hours=1))
    first = sender.send(TO, BODY, reference="first")
    sender.send(TO, "other words", reference="other words")
    sender.send("+33639980002", BODY, reference="another number")
    clock.move(MINUTE)
    second = sender.send(TO, BODY, reference="second")

    assert sender.find(TO, BODY, clock.now() - MINUTE) == [first, second]


def test_a_text_is_found_among_many(sender: TwilioSender, twilio: TwilioStandIn) -> None:
    sid = sender.send(TO, BODY, reference="d1")
    for number in range(60):
        sender.send(TO, f"text {number}", reference="later")

    assert sender.find(TO, BODY, twilio.now()) == [sid]


@pytest.mark.parametrize("fault", [ServerError(500), HangUp(), Refuse(20001)])
def test_a_look_that_fails_finds_neither_something_nor_nothing(
    sender: TwilioSender, twilio: TwilioStandIn, clock: FixedClock, fault: Fault
) -> None:
    twilio.order(fault)

    with pytest.raises(OutcomeUnknown):
        sender.find(TO, BODY, clock.now())


def test_threads_that_share_the_sender_each_get_their_own_answer(
    sender: TwilioSender, twilio: TwilioStandIn
) -> None:
    start = threading.Barrier(8)

    def send(number: int) -> tuple[str, str]:
        start.wait()
        return f"text {number}", sender.send(TO, f"text {number}", reference=str(number))

    with ThreadPoolExecutor(8) as pool:
        answers = dict(pool.map(send, range(8)))

    assert answers == {text.body: text.sid for text in twilio.accepted}


def test_neither_numbers_nor_bodies_reach_any_log(
    sender: TwilioSender,
    twilio: TwilioStandIn,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    twilio.order(Refuse(21606))

    with pytest.raises(TryLater):
        sender.send(TO, BODY, reference="d1")
    sender.send(TO, BODY, reference="d1")
    sender.find(TO, BODY, clock.now())

    assert "21606" in caplog.text
    assert "39980001" not in caplog.text
    assert "Bonjour" not in caplog.text


def test_the_settings_choose_who_carries_the_texts(settings: Settings) -> None:
    assert isinstance(make_sender(settings), TwilioSender)
    assert isinstance(make_sender(Settings.model_validate({})), ConsoleSender)
