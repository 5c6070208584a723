"""Places are found by the names people give them."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from relais.directory import PlaceNotFoundError, find_place, home_place, load_sample, place_of
from tests.conftest import FixedClock
from tests.factories.directory import make_place


@pytest.fixture
def now(clock: FixedClock) -> datetime:
    return clock.now()


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("promo soins", "promosoins"),
        ("promosoins", "promosoins"),
        ("à quelle heure ouvre Promo-Soins ?", "promosoins"),
        ("adresse promo soin", "promosoins"),
        ("where is promosoin please", "promosoins"),
        ("بروموسوان", "promosoins"),
        ("وين جات بروموسوان", "promosoins"),
        ("la maison de la solidarité", "promosoins"),
        ("hopital de draguignan", "chd"),
        ("numéro de téléphone de l'hôpital de la dracénie", "chd"),
        ("l'hopitale c'est quelle rue", "chd"),
        ("CHD", "chd"),
        ("السبيطار ديال دراغينيان", "chd"),
        ("cpts dracenie", "cpts"),
        ("la pass de ville à marseille", "pass_ville_marseille"),
        ("Ikambéré", "ikambere"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(
    session: Session, now: datetime, text: str, place_id: str
) -> None:
    load_sample(session, now)

    found = find_place(session, text)

    assert found is not None
    assert found.id == place_id


@pytest.mark.parametrize(
    "text",
    ["où est le dentiste", "l'hôpital de Toulon", "hôpital à Brignoles", "un chat", "", "pass"],
)
def test_an_unknown_place_is_not_mistaken_for_a_known_one(
    session: Session, now: datetime, text: str
) -> None:
    load_sample(session, now)

    assert find_place(session, text) is None


def test_the_town_somebody_comes_from_does_not_hide_the_place(
    session: Session, now: datetime
) -> None:
    load_sample(session, now)

    found = find_place(session, "je suis à Toulon, comment aller à promo-soins")

    assert found is not None
    assert found.id == "promosoins"


def test_the_longest_name_wins(session: Session) -> None:
    make_place(session, id="clinic", name="Clinique")
    make_place(session, id="clinic_of_the_lake", name="Clinique du Lac")

    found = find_place(session, "adresse de la clinique du lac svp")

    assert found is not None
    assert found.id == "clinic_of_the_lake"


def test_the_association_itself_is_known(session: Session, now: datetime) -> None:
    load_sample(session, now)

    home = home_place(session)

    assert home is not None
    assert home.id == "promosoins"


def test_an_unknown_identifier_is_refused(session: Session) -> None:
    with pytest.raises(PlaceNotFoundError):
        place_of(session, "nowhere")
