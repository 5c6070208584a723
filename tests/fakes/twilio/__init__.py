"""A stand-in for Twilio on loopback: a real HTTP server that the official SDK talks to."""

from tests.fakes.twilio.faults import (
    Fault,
    HangAfterAccepting,
    HangUp,
    HangUpAfterAccepting,
    Refuse,
    ServerError,
    Slow,
    TooManyRequests,
)
from tests.fakes.twilio.server import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn
from tests.fakes.twilio.texts import Text
from tests.fakes.twilio.webhooks import sign, sign_and_post

__all__ = [
    "ACCOUNT_SID",
    "AUTH_TOKEN",
    "Fault",
    "HangAfterAccepting",
    "HangUp",
    "HangUpAfterAccepting",
    "Refuse",
    "ServerError",
    "Slow",
    "Text",
    "TooManyRequests",
    "TwilioStandIn",
    "sign",
    "sign_and_post",
]
