"""Runs the migrations, for the database that `relais db upgrade` or a developer names."""

import os

from alembic import context

from relais.db import connect
from relais.models import Base
from relais.settings import load_settings


def run() -> None:
    """Upgrade, or compare with the models for a new migration."""
    url = context.config.attributes.get("database_url") or load_settings(os.environ).database
    database = connect(url)
    engine = database.engine
    with engine.connect() as connection:  # type: ignore[union-attr]
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    database.dispose()


run()
