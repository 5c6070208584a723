from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from relais.db import Database
from relais.replies import Texts
from relais.staff import Role
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests, build_relais
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import NUMBER, talk
from web.app import create_app

LogIn = Callable[..., ConsoleClient]


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture
def house(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    return build_relais(database, clock, keys, texts)


@pytest.fixture
def visitor(house: RelaisForTests) -> ConsoleClient:
    """Somebody who has not logged in."""
    return ConsoleClient(TestClient(create_app(house.relais), follow_redirects=False))


@pytest.fixture
def log_in(house: RelaisForTests, visitor: ConsoleClient) -> LogIn:
    """Log the visitor in as a new member with this role."""

    def log_in(role: Role, **more: str) -> ConsoleClient:
        with house.relais.database.transaction() as session:
            member = make_member(session, house.relais.clock.now(), role=role, **more)
        visitor.log_in(member.login)
        return visitor

    return log_in


@pytest.fixture
def mediator(log_in: LogIn) -> ConsoleClient:
    return log_in(Role.MEDIATOR, name="Amina")


@pytest.fixture
def reviewer(log_in: LogIn) -> ConsoleClient:
    return log_in(Role.REVIEWER)


@pytest.fixture
def admin(log_in: LogIn) -> ConsoleClient:
    return log_in(Role.ADMIN, name="Denise")


@pytest.fixture
def talked(house: RelaisForTests) -> str:
    """A conversation of one question and one answer."""
    return talk(house, NUMBER, "comment demander la C2S ?", intent="ask_c2s", confidence=0.62)
