"""The whole web application on a database of its own, and a browser without a screen."""

from collections.abc import Callable

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from relais.conversations import answer
from relais.db import Database
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.fakes.relais import RelaisForTests, build_relais
from tests.integration.web.widget.chat import Chat
from web.app import create_app

SHELTER = ("203.0.113.7", 50000)  # an address of the range for documentation


@pytest.fixture
def house(shared_database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    return build_relais(shared_database, clock, keys, texts)


@pytest.fixture
def client(house: RelaisForTests) -> TestClient:
    return TestClient(create_app(house.relais), client=SHELTER)


@pytest.fixture
def chat(client: TestClient) -> Chat:
    """A conversation that has begun."""
    chat = Chat(client)
    assert chat.begin().status_code == 201
    return chat


@pytest.fixture
def answer_all(house: RelaisForTests) -> Callable[[], None]:
    """Does what the bell rang for."""

    def answer_all() -> None:
        for conversation_id in house.bell.conversations:
            answer(house.relais, conversation_id)

    return answer_all


@pytest.fixture
def take_database_down(shared_database: Database) -> Callable[[], None]:
    def refuse(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("down for the test"))

    return lambda: event.listen(shared_database.engine, "begin", refuse)
