"""Loading the sample directory, and the names by which its places are recognised."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy.orm import Session

from relais.directory.models import Place, Service
from relais.directory.places import Named, match_place
from relais.directory.spelling import words
from relais.directory.towns import find_town

_PLACE_FIELDS = (
    *("name", "kind", "address", "town", "phone", "email", "free", "without_cover", "home"),
    *("interview_first", "interpreter", "languages", "opening_hours", "source", "extra"),
)


def load_sample(session: Session, now: datetime) -> int:
    """Add the sample places that are not in the directory yet; how many.

    A place that is there already is left as it is: staff may have corrected it.
    """
    missing = [entry for entry in _sample() if session.get(Place, entry["id"]) is None]
    session.add_all(_place(entry, now.date()) for entry in missing)
    session.flush()
    return len(missing)


def recognise_place(text: str) -> str | None:
    """The place or else the town that a text names: "Promo-Soins", "Draguignan".

    Needs no database: of the places it knows those of the sample directory, by their own names.
    """
    proper = [
        Named(entry["id"], entry.get("town"), (entry["name"], *entry["other_names"]))
        for entry in _sample()
    ]
    place_id = match_place(text, proper)
    town = find_town(text)
    entry = next((entry for entry in _sample() if entry["id"] == place_id), None)
    if entry is None:
        return town.town if town else None
    if town and (town.town != entry["town"] or _says_only_where(text, entry)):
        return town.town
    return str(entry["short_name"])


def _says_only_where(text: str, entry: dict[str, Any]) -> bool:
    """Whether a place was named by its kind and its town: "hôpital de Draguignan"."""
    joined = "".join(words(text))
    proper = (name for name in entry["other_names"] if find_town(name) is None)
    return not any("".join(words(name)) in joined for name in proper)


def _place(entry: dict[str, Any], today: date) -> Place:
    checked_on: date = entry["checked_on"]
    return Place(
        id=entry["id"],
        other_names=[*entry["other_names"], *entry.get("generic_names", [])],
        services=[Service(**service) for service in entry.get("services", [])],
        checked_on=min(checked_on, today),
        sample=True,
        **{field: entry[field] for field in _PLACE_FIELDS if field in entry},
    )


@cache
def _sample() -> tuple[dict[str, Any], ...]:
    text = files("relais.directory.sample").joinpath("places.yml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))
