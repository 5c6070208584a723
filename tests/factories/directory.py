"""Places, for tests."""

import itertools
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from relais.directory import Place, Service

_serial = itertools.count(1)


def make_place(session: Session, *care_types: str, **fields: Any) -> Place:
    """A place that offers these kinds of care; further fields by name, as in the model."""
    number = next(_serial)
    place = Place(
        **{
            "id": f"place{number}",
            "name": f"Lieu {number}",
            "source": "for tests",
            "checked_on": date(2026, 11, 22),
            **fields,
        },
        services=[Service(care_type=care_type) for care_type in care_types],
    )
    session.add(place)
    session.flush()
    return place
