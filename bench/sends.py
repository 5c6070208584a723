"""Texts per second from the outbox to a stand-in for Twilio, through the official SDK.

    .venv/bin/python -m bench.sends

Each text costs two transactions on disk and one HTTP request; four workers, as the jobs have.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from relais.clock import SystemClock
from relais.conversations import Author, Channel, Speech, conversation_of, person_by_phone, say
from relais.db import Database, connect
from relais.jobs import WORKERS
from relais.messaging import DeliveryState, PhoneNumber, deliver, make_sender
from relais.models import Base
from relais.settings import load_settings
from relais.vault import Keys, Vault
from tests.fakes.twilio.server import TwilioStandIn

TEXTS = 500


def enqueue_texts(database: Database, vault: Vault, clock: SystemClock) -> list[str]:
    """TEXTS deliveries to a hundred people; their ids."""
    ids = []
    with database.transaction() as session:
        for number in range(TEXTS):
            phone = PhoneNumber.parse(f"+336399800{number % 100:02d}")
            person = person_by_phone(session, vault, phone, clock.now())
            talk = conversation_of(session, person, Channel.SMS, clock.now())
            said = say(session, vault, talk, Speech("Bonjour.", Author.ASSISTANT), clock.now())
            ids.append(said.delivery_id or "")
    return ids


def main() -> None:
    """Measure and print one line."""
    vault, clock = Vault(Keys.derive("a secret for a bench alone")), SystemClock()
    with tempfile.TemporaryDirectory() as folder, TwilioStandIn() as twilio:
        database = connect(f"sqlite:///{Path(folder) / 'relais.db'}")
        Base.metadata.create_all(database.engine)
        settings = {
            "RELAIS_TWILIO_ACCOUNT_SID": twilio.account_sid,
            "RELAIS_TWILIO_AUTH_TOKEN": twilio.auth_token,
            "RELAIS_TWILIO_FROM": "+33937000000",
            "RELAIS_TWILIO_API_URL": twilio.address,
        }
        sender = make_sender(load_settings(settings))
        ids = enqueue_texts(database, vault, clock)
        started = time.perf_counter()
        with ThreadPoolExecutor(WORKERS) as pool:
            ended = list(pool.map(lambda i: deliver(database, vault, sender, clock, i), ids))
        seconds = time.perf_counter() - started
        sent = sum(one is not None and one.state is DeliveryState.SENT for one in ended)
        print(f"{sent} of {len(ids)} texts sent, {sent / seconds:.0f} a second")


if __name__ == "__main__":
    main()
