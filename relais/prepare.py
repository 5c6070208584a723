"""What has to be in place before anything starts: schema, sample data, model."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

from relais import appointments, directory, staff
from relais.bootstrap import Relais, build
from relais.settings import Settings
from relais.training import model_path, train

DEMO_PASSWORD = "relais-demo"  # noqa: S105 - printed at start, and only where the demo is on


def prepare(root: Path, settings: Settings) -> None:
    """Bring everything up to date; quick when nothing changed.

    The sample is for trying things out on this machine: in public nobody may be offered an
    appointment that no professional has given. There only `relais load-sample` brings it.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade_database(root, settings)
    relais = build(settings)
    if settings.is_local:
        load_sample_data(relais)
    retire_demo(relais)
    if not model_path(root, settings).exists():
        print("Training the assistant, once for this data …", file=sys.stderr)  # noqa: T201
        train(root, settings)


def upgrade_database(root: Path, settings: Settings) -> None:
    """Run the migrations that are missing."""
    config = Config()
    config.set_main_option("script_location", str(root / "migrations"))
    config.attributes["database_url"] = settings.database
    command.upgrade(config, "head")


def load_sample_data(relais: Relais) -> None:
    """The sample directory and rhythms, once; the demo logins where the demo is on."""
    now = relais.clock.now()
    with relais.database.transaction() as session:
        directory.load_sample(session, now)
        appointments.load_sample_sessions(session, now)
        appointments.make_slots(session, now, relais.settings.zone)
        if relais.settings.demo_enabled:
            for role in staff.Role:
                staff.ensure_demo_member(session, role, DEMO_PASSWORD, now)


def retire_demo(relais: Relais) -> None:
    """Close the demo logins where the demo is off."""
    if not relais.settings.demo_enabled:
        with relais.database.transaction() as session:
            staff.retire_demo_members(session)
