import pytest

from relais.db import Database
from relais.replies import Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.fakes.relais import RelaisForTests, build_relais


@pytest.fixture
def running(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    """A Relais on the rolled-back database. It is a Sunday, ten in the morning in France."""
    return build_relais(database, clock, keys, texts)
