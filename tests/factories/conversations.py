"""People who write, for tests. Numbers are of the range reserved for fiction."""

import itertools

from relais.conversations import Channel, IncomingMessage, Received, receive
from relais.heartbeat import JOBS, beat
from relais.messaging import PhoneNumber
from tests.fakes.relais import RelaisForTests

_serial = itertools.count(1)

AMINA = "+33639980001"
BORIS = "+33639980002"


def text_from(number: str, body: str, *, provider_id: str = "") -> IncomingMessage:
    """A text message as the Twilio webhook hands it in."""
    return IncomingMessage(
        channel=Channel.SMS,
        body=body,
        provider_id=provider_id or f"SM{next(_serial):032d}",
        phone=PhoneNumber.parse(number),
    )


def receive_text(running: RelaisForTests, number: str, body: str) -> Received:
    """Receive a text while the jobs live."""
    keep_jobs_alive(running)
    return receive(running.relais, text_from(number, body))


def keep_jobs_alive(running: RelaisForTests) -> None:
    """A heartbeat of this very moment."""
    with running.relais.database.transaction() as session:
        beat(session, JOBS, running.relais.clock.now())
