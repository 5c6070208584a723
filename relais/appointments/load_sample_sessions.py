"""Loading the sample sessions."""

from datetime import datetime, time
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.appointments.models import CareSession


def load_sample_sessions(session: Session, now: datetime) -> int:
    """Add the sample sessions to a place that has no session yet; how many.

    The sample directory must be there. Each is marked `sample`, which staff are shown.
    """
    sample = _sample()
    place_id = sample["place"]
    known = session.scalar(select(CareSession.id).where(CareSession.place_id == place_id).limit(1))
    if known is not None:
        return 0
    sessions = [
        CareSession(
            **{**entry, "starts": time.fromisoformat(entry["starts"])},
            place_id=place_id,
            valid_from=now.date(),
            sample=True,
        )
        for entry in sample["sessions"]
    ]
    session.add_all(sessions)
    session.flush()
    return len(sessions)


def _sample() -> dict[str, Any]:
    text = files("relais.appointments.sample").joinpath("sessions.yml").read_text(encoding="utf-8")
    sample: dict[str, Any] = yaml.safe_load(text)
    return sample
