"""The sample directory holds known facts only, and is loaded once."""

from datetime import datetime
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.directory import Place, find_place, load_sample, recognise_place
from relais.messaging import PhoneNumber
from tests.conftest import FixedClock

LABELS = Path("relais/replies/texts/labels.yml")


@pytest.fixture
def places(session: Session, clock: FixedClock) -> list[Place]:
    load_sample(session, clock.now())
    return list(session.scalars(select(Place)))


def test_loading_twice_adds_nothing(session: Session, clock: FixedClock) -> None:
    now: datetime = clock.now()

    assert load_sample(session, now) > 0
    assert load_sample(session, now) == 0


def test_what_staff_corrected_is_left_alone(session: Session, clock: FixedClock) -> None:
    load_sample(session, clock.now())
    place = session.get_one(Place, "cpts")
    place.address = "corrected"
    session.flush()

    load_sample(session, clock.now())

    assert session.get_one(Place, "cpts").address == "corrected"


def test_every_place_says_where_its_facts_come_from(places: list[Place]) -> None:
    assert all(place.source.startswith("association") and place.sample for place in places)


def test_every_telephone_number_is_a_valid_one(places: list[Place]) -> None:
    numbers = [place.phone for place in places if place.phone]

    assert numbers
    assert [PhoneNumber.parse(number).e164 for number in numbers] == numbers


def test_every_kind_of_care_has_a_label(places: list[Place]) -> None:
    labels = yaml.safe_load(LABELS.read_text(encoding="utf-8"))

    care_types = {service.care_type for place in places for service in place.services}

    assert {f"care_type.{care_type}" for care_type in care_types} <= labels.keys()


def test_no_hours_are_claimed(places: list[Place]) -> None:
    assert all(place.opening_hours is None for place in places)


def test_every_place_answers_to_all_its_names(session: Session, places: list[Place]) -> None:
    for place in places:
        for name in (place.name, *place.other_names):
            found = find_place(session, name)
            assert found is not None, name
            assert found.id == place.id, name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("dentiste à Draguignan", "Draguignan"),
        ("à quelle heure ouvre promo soin", "Promo-Soins"),
        ("promo-soins draguignan", "Promo-Soins"),
        ("hôpital de Draguignan", "Draguignan"),
        ("le CHD est où", "Centre Hospitalier de la Dracénie"),
        ("quand passe le camion au muy", "Le Muy"),
        ("l'hôpital de Toulon", "Toulon"),
        ("عنوان مستشفى دراغينيان", "Draguignan"),
        ("quand le camion de promo-soins passe à Salernes", "Salernes"),
        ("je veux un rdv", None),
    ],
)
def test_a_place_or_else_a_town_is_recognised(text: str, place: str | None) -> None:
    assert recognise_place(text) == place
