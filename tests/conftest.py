"""What every test may ask for: a rolled-back database, a still clock, throw-away keys."""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from relais.db import Database, connect
from relais.models import Base
from relais.replies import Texts
from relais.vault import Keys, Vault

POSTGRES = os.environ.get("RELAIS_TEST_POSTGRES_URL")
BACKENDS = ["sqlite"] + (["postgresql"] if POSTGRES else [])


class FixedClock:
    """A clock that moves only when told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, step: timedelta) -> None:
        self.moment += step


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys.derive("a secret for tests, and for tests alone")


@pytest.fixture(scope="session")
def vault(keys: Keys) -> Vault:
    return Vault(keys)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


def _postgres_schema() -> Iterator[str]:
    """The address of a fresh schema, dropped afterwards."""
    assert POSTGRES is not None
    address = POSTGRES.replace("postgresql://", "postgresql+psycopg://")
    schema = f"relais_test_{uuid.uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{address}?options=-csearch_path%3D{schema}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


def fresh_address(backend: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / 'relais.db'}"
    else:
        yield from _postgres_schema()


def _prepared(address: str) -> Iterator[Database]:
    database = connect(address)
    Base.metadata.create_all(database.engine)
    yield database
    database.dispose()


@pytest.fixture(scope="session", params=BACKENDS)
def prepared_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One schema for the whole run, which no test ever commits to."""
    for address in fresh_address(request.param, tmp_path_factory.mktemp("db")):
        yield from _prepared(address)


@pytest.fixture
def database(prepared_database: Database) -> Iterator[Database]:
    """A database whose every transaction is rolled back at the end of the test."""
    with prepared_database.engine.connect() as connection:
        outer = connection.begin()
        yield Database(connection)
        outer.rollback()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture(params=BACKENDS)
def shared_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own for tests in which several threads commit."""
    for address in fresh_address(request.param, tmp_path):
        yield from _prepared(address)
