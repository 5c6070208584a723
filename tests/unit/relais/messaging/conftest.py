import pytest

from relais.db import Database
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.unit.relais.messaging.waiting_text import Outbox


@pytest.fixture
def outbox(database: Database, vault: Vault, clock: FixedClock) -> Outbox:
    return Outbox(database, vault, clock)
