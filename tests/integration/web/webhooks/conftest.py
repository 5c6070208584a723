from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from relais.db import Database
from relais.heartbeat import JOBS, beat
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.fakes.relais import RelaisForTests, build_relais
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN
from tests.integration.web.webhooks.twilio_client import PUBLIC_URL, TwilioClient
from web.webhooks.routes import routes

BuildRelais = Callable[..., RelaisForTests]


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture
def build(shared_database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> BuildRelais:
    """A Relais reached at PUBLIC_URL through Twilio; further settings by name."""

    def build(**settings: Any) -> RelaisForTests:
        usual = {
            "public_url": PUBLIC_URL,
            "secret_key": "a secret for tests, of enough letters",
            "twilio_account_sid": ACCOUNT_SID,
            "twilio_auth_token": AUTH_TOKEN,
            "twilio_from": "+33639989999",
        }
        return build_relais(shared_database, clock, keys, texts, **(usual | settings))

    return build


@pytest.fixture
def house(build: BuildRelais) -> RelaisForTests:
    return build()


@pytest.fixture
def twilio(house: RelaisForTests) -> TwilioClient:
    return client_of(house)


@pytest.fixture
def jobs_live(shared_database: Database, clock: FixedClock) -> None:
    with shared_database.transaction() as session:
        beat(session, JOBS, clock.now())


@pytest.fixture
def database_down(shared_database: Database) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("down for the test"))

    event.listen(shared_database.engine, "begin", refuse)


def client_of(house: RelaisForTests) -> TwilioClient:
    app = FastAPI()
    app.include_router(routes(house.relais))
    return TwilioClient(TestClient(app), app)
