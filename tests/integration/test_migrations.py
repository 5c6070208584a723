"""The migrations make the schema that the models describe, on every database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from relais.db import connect
from relais.models import Base
from relais.prepare import upgrade_database
from relais.settings import load_settings
from tests.conftest import BACKENDS, fresh_address

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from fresh_address(request.param, tmp_path)


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    upgrade_database(ROOT, load_settings({"RELAIS_DATABASE_URL": address}))
    database = connect(address)
    assert isinstance(database.engine, Engine)
    yield database.engine
    database.dispose()


def test_the_migrated_schema_is_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine, address: str) -> None:
    upgrade_database(ROOT, load_settings({"RELAIS_DATABASE_URL": address}))

    assert "messages" in inspect(engine).get_table_names()


def test_a_migration_can_be_taken_back(engine: Engine, address: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database_url"] = address
    command.downgrade(config, "base")

    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_dangers_recognised_before_there_were_alerts_become_alerts(
    engine: Engine, address: str
) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database_url"] = address
    command.downgrade(config, "0002")
    with engine.begin() as connection:
        for statement in _DANGERS_OF_OLD:
            connection.execute(text(statement))

    command.upgrade(config, "0003")

    with engine.connect() as connection:
        alerts = connection.execute(
            text("SELECT matched, is_doubt, handled_at IS NULL FROM danger_alerts ORDER BY id")
        )
        assert [tuple(map(str, row)) for row in alerts] in (
            [("violence.fr_x", "0", "1"), ("chosen", "0", "0")],
            [("violence.fr_x", "False", "True"), ("chosen", "False", "False")],
        )
        assert connection.scalar(text("SELECT count(*) FROM messages")) == 2


_DANGERS_OF_OLD = (
    "INSERT INTO people (id, created_at) VALUES ('p', '2026-11-22 10:00:00')",
    *(
        f"""INSERT INTO conversations
        (id, person_id, channel, created_at, last_message_at, offered, danger)
        VALUES ('{name}', 'p', '{channel}', '2026-11-22 10:00:00', '2026-11-22 10:00:00', '[]',
        {danger})"""
        for name, channel, danger in (("open", "sms", "'violence'"), ("settled", "web", "NULL"))
    ),
    *(
        f"""INSERT INTO messages
        (conversation_id, author, state, created_at, attempts, body_sealed, redacted, ranking,
        danger, danger_matched, reply_keys, choices)
        VALUES ('{name}', 'person', 'answered', '2026-11-22 10:00:00', 0, '', '', '[]',
        'violence', {matched}, '[]', '[]')"""
        for name, matched in (("open", "'violence.fr_x'"), ("settled", "NULL"))
    ),
)
