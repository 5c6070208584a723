"""The web application with its demo, as it is without Twilio on this machine."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from relais.db import Database
from relais.heartbeat import JOBS, beat
from relais.jobs import Worker
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.fakes.relais import RelaisForTests, build_relais
from web.app import create_app

SendText = Callable[..., Response]
ReadTexts = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def house(shared_database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    return build_relais(shared_database, clock, keys, texts)


@pytest.fixture
def client(house: RelaisForTests) -> TestClient:
    return TestClient(create_app(house.relais), client=("203.0.113.7", 50000))


@pytest.fixture
def jobs_live(shared_database: Database, clock: FixedClock) -> None:
    with shared_database.transaction() as session:
        beat(session, JOBS, clock.now())


@pytest.fixture
def phone(client: TestClient) -> dict[str, str]:
    """A phone of the page: `id` and `number`."""
    added: dict[str, str] = client.post("/demo/api/phones").json()
    return added


@pytest.fixture
def send(client: TestClient, phone: dict[str, str]) -> SendText:
    def send(text: str, *, phone_id: str = phone["id"], client_id: str = "") -> Response:
        body = {"client_id": client_id or uuid.uuid4().hex, "text": text}
        return client.post(f"/demo/api/phones/{phone_id}/texts", json=body)

    return send


@pytest.fixture
def read(client: TestClient, phone: dict[str, str]) -> ReadTexts:
    def read(*, phone_id: str = phone["id"], lang: str = "fr") -> list[dict[str, Any]]:
        reply = client.get(f"/demo/api/phones/{phone_id}/texts?lang={lang}")
        assert reply.status_code == 200
        texts: list[dict[str, Any]] = reply.json()["texts"]
        return texts

    return read


@pytest.fixture
def answer_all(house: RelaisForTests) -> Callable[[], None]:
    """Answers what waits, without sending it."""

    def answer_all() -> None:
        for conversation_id in house.bell.conversations:
            Worker(house.relais).answer(conversation_id)

    return answer_all


@pytest.fixture
def deliver_all(house: RelaisForTests) -> Callable[[], None]:
    """Sends what is in the outbox."""

    def deliver_all() -> None:
        for delivery_id in house.bell.deliveries:
            Worker(house.relais).deliver(delivery_id)

    return deliver_all
