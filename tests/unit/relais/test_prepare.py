from pathlib import Path

import pytest
from sqlalchemy import func, select

from relais.appointments import Slot
from relais.db import connect
from relais.prepare import prepare
from relais.settings import load_settings
from relais.training import model_path

ROOT = Path(__file__).resolve().parents[3]
PUBLIC = {"RELAIS_PUBLIC_URL": "https://relais.example", "RELAIS_SECRET_KEY": "x" * 40}


@pytest.mark.parametrize(("environment", "is_offered"), [({}, True), (PUBLIC, False)])
def test_invented_appointments_are_offered_on_this_machine_and_never_in_public(
    tmp_path: Path, environment: dict[str, str], is_offered: bool
) -> None:
    settings = load_settings({"RELAIS_DATA_DIR": str(tmp_path)} | environment)
    model = model_path(ROOT, settings)
    model.parent.mkdir()
    model.touch()  # trained already

    prepare(ROOT, settings)

    with connect(settings.database).reading() as session:
        slots = session.scalar(select(func.count()).select_from(Slot))
    assert bool(slots) is is_offered
