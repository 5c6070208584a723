"""Searching the directory for a kind of care."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, contains_eager

from relais.directory.models import Place, Service
from relais.directory.places import home_place


@dataclass(frozen=True)
class Found:
    """A page of places that offer a kind of care, the best first."""

    services: Sequence[Service]  # each with its place
    total: int  # on all pages
    in_town: int  # how many of them are in the town asked for


def search(
    session: Session, care_type: str, town: str | None = None, limit: int = 1, offset: int = 0
) -> Found:
    """The places that offer `care_type`: those of `town` first, then the association's town.

    Within a town, first those that receive people without cover, then those that are free. How far
    a place is from a town is not known, so nothing is left out and nothing is called near.
    """
    in_wanted_town = Place.town == town
    home = home_place(session)
    nearest = case((in_wanted_town, 0), (Place.town == (home.town if home else None), 1), else_=2)
    rows = session.scalars(
        select(Service)
        .join(Service.place)
        .options(contains_eager(Service.place))
        .where(Service.care_type == care_type)
        .order_by(
            nearest,
            func.coalesce(Place.without_cover, False).desc(),
            func.coalesce(Place.free, False).desc(),
            Place.name,
            Place.id,
        )
        .limit(limit)
        .offset(offset)
    ).all()
    total, in_town = session.execute(
        select(func.count(), func.count(case((in_wanted_town, 1))))
        .select_from(Service)
        .join(Service.place)
        .where(Service.care_type == care_type)
    ).one()
    return Found(rows, total, in_town)
