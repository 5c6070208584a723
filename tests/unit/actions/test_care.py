"""Finding care, and telling about a place."""

import pytest
from sqlalchemy import select

from relais.directory import Place
from relais.replies import LANGUAGES
from tests.factories.directory import make_place
from tests.unit.actions.talk import Talk


def test_a_place_is_given_with_its_address_and_telephone(talk: Talk) -> None:
    talk.says("où trouver un dentiste à Draguignan", "find_care", care_type="dentist")

    assert talk.keys[0] == "care.found"
    assert "Promo-Soins Draguignan" in talk.answer.text
    assert "57 Boulevard Joseph Bernard de Trans" in talk.answer.text
    assert "04 94 50 64 70" in talk.answer.text
    assert "Il faut prendre rendez-vous" in talk.answer.text


def test_more_places_are_shown_one_by_one_until_there_are_none(talk: Talk) -> None:
    talk.says("dentiste svp", "find_care", care_type="dentist")
    assert talk.keys == ["care.found", "care.found_more"]

    talk.picks("1")
    assert talk.keys == ["care.found"]
    assert "Marseille" in talk.answer.text

    talk.says("/more_places", "more_places")
    assert talk.keys == ["care.no_more"]


def test_a_place_that_gives_appointments_here_offers_one(talk: Talk) -> None:
    talk.says("une sage-femme", "find_care", care_type="midwife")

    assert talk.payloads == ['/book_appointment{"care_type": "midwife"}']


def test_without_a_telephone_the_association_s_is_given(talk: Talk) -> None:
    talk.says("où faire une radio", "find_care", care_type="radiology")

    assert talk.keys == ["care.found_without_phone"]
    assert "Adresse : Draguignan" in talk.answer.text


def test_nothing_in_a_town_is_said_and_what_is_elsewhere_can_be_picked(talk: Talk) -> None:
    talk.says("dentiste à Aups", "find_care", care_type="dentist")
    assert talk.keys == ["care.none_found_near"]
    assert [choice.label for choice in talk.answer.choices] == [
        "Promo-Soins Draguignan",
        "La PASS de Ville Marseille",
    ]

    talk.picks("1")
    assert talk.keys == ["care.found"]
    assert talk.payloads == ['/book_appointment{"care_type": "dentist"}']


def test_nothing_at_all_offers_a_person(talk: Talk) -> None:
    talk.says("un cardiologue", "find_care", care_type="cardiologist")

    assert talk.keys == ["care.none_found"]
    assert talk.payloads == ["/talk_to_person"]


def test_which_care_is_asked_when_none_is_named(talk: Talk) -> None:
    talk.says("je cherche un endocrinologue à Lorgues", "find_care")

    assert talk.keys == ["care.ask_care_type"]
    assert talk.picks("dentiste") == ["care.none_found_near"]


def test_an_old_care_is_not_taken_for_one_that_is_not_known(talk: Talk) -> None:
    talk.says("dentiste", "find_care", care_type="dentist")

    talk.says("un endocrinologue à Lorgues", "find_care")

    assert talk.keys == ["care.ask_care_type"]


def test_a_town_alone_asks_for_the_same_care_there(talk: Talk) -> None:
    talk.says("dentiste à Draguignan", "find_care", care_type="dentist")

    talk.says("et à Marseille ?", "find_care")

    assert talk.keys[0] == "care.found"
    assert "La PASS de Ville Marseille" in talk.answer.text


def test_the_town_is_remembered_for_the_next_question(talk: Talk) -> None:
    talk.says("je cherche un dentiste à Marseille", "find_care", care_type="dentist")

    talk.says("et un infirmier", "find_care", care_type="nurse")

    assert "La PASS de Ville Marseille" in talk.answer.text


def test_an_emergency_department_comes_with_the_number_to_call(talk: Talk) -> None:
    talk.says("où sont les urgences", "find_care", care_type="emergency_department")

    assert talk.keys == ["care.emergency_department"]
    assert "appelez le 15" in talk.answer.text
    assert talk.picks("1") == ["care.found_without_phone"]


def test_a_place_named_without_a_care_is_described(talk: Talk) -> None:
    talk.says("c'est où promosoins", "find_care")

    assert talk.keys == ["care.place_details"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("à quelle heure ouvre promo soin", "Promo-Soins Draguignan"),
        ("vous êtes où exactement", "Promo-Soins Draguignan"),
        ("numéro de la pass de ville", "La PASS de Ville Marseille"),
        ("وين جات بروموسوان", "Promo-Soins Draguignan"),
    ],
)
def test_a_place_is_described_by_any_of_its_names(talk: Talk, text: str, name: str) -> None:
    talk.says(text, "ask_place_details")

    assert talk.keys == ["care.place_details"]
    assert name in talk.answer.text


def test_a_kind_of_place_is_described_when_one_is_known(talk: Talk) -> None:
    talk.says("numéro du labo", "ask_place_details", care_type="medical_laboratory")

    assert talk.keys == ["care.place_details_without_phone"]


@pytest.mark.parametrize("text", ["horaires de la pmi", "la pmi de Toulon"])
def test_a_kind_of_place_that_is_not_known_is_not_made_up(talk: Talk, text: str) -> None:
    talk.says(text, "ask_place_details", care_type="mother_and_child_clinic")

    assert talk.keys == ["care.place_unknown"]


def test_a_kind_of_place_in_another_town_is_not_taken_for_ours(talk: Talk) -> None:
    talk.says("le labo de Toulon", "ask_place_details", care_type="medical_laboratory")

    assert talk.keys == ["care.place_unknown"]


def test_where_after_an_answer_offers_the_care_it_was_about_first(talk: Talk) -> None:
    talk.heard("les vaccins c'est gratuit ?", "ask_vaccination")
    talk.says("je dois aller où pour ça", "find_care")

    assert talk.keys == ["care.ask_care_type"]
    assert talk.payloads[0] == '/find_care{"care_type": "vaccination_centre"}'


def test_the_place_just_shown_is_the_one_asked_about(talk: Talk) -> None:
    talk.says("un labo à Draguignan", "find_care", care_type="medical_laboratory")
    name = talk.answer.text.splitlines()[0]
    talk.heard("merci", "thank")
    talk.says("ça ouvre quand", "ask_place_details")

    assert name in talk.answer.text
    assert "Promo-Soins Draguignan" not in talk.answer.text


def test_the_other_place_shown_is_the_one_asked_about(talk: Talk) -> None:
    talk.says("un dentiste", "find_care", care_type="dentist")
    talk.picks("1")
    name = talk.answer.text.splitlines()[0]
    talk.says("/ask_place_details", "ask_place_details")

    assert name in talk.answer.text


def test_the_place_picked_by_its_name_is_the_one_asked_about(talk: Talk) -> None:
    talk.says("dentiste à Aups", "find_care", care_type="dentist")
    talk.picks("2")
    name = talk.answer.text.splitlines()[0]
    talk.says("/ask_place_details", "ask_place_details")

    assert name in talk.answer.text


def test_a_place_shown_long_ago_is_not_meant(talk: Talk) -> None:
    talk.says("un labo à Draguignan", "find_care", care_type="medical_laboratory")
    for _ in range(4):
        talk.heard("merci", "thank")
    talk.says("c'est ouvert quand chez vous", "ask_place_details")

    assert "Promo-Soins Draguignan" in talk.answer.text


def test_a_place_picked_from_a_choice_is_described(talk: Talk) -> None:
    talk.says('/ask_place_details{"place_id": "cpts"}', "ask_place_details", place_id="cpts")

    assert "CPTS" in talk.answer.text


def test_known_hours_are_told_in_the_language_of_the_person(talk: Talk) -> None:
    with talk.running.relais.database.transaction() as session:
        make_place(
            session,
            name="Cabinet du Lac",
            phone="+33639980001",
            opening_hours="Mo,Tu 09:00-12:00,14:00-17:00; Fr 09:00-12:00",
        )

    talk.says("horaires du cabinet du lac", "ask_place_details")

    assert talk.keys == ["care.place_details", "care.hours"]
    assert "lundi, mardi 09:00-12:00, 14:00-17:00; vendredi 09:00-12:00" in talk.answer.text


def test_an_empty_directory_is_admitted(talk: Talk) -> None:
    with talk.running.relais.database.transaction() as session:
        for place in session.scalars(select(Place)):
            session.delete(place)

    talk.says("c'est où chez vous", "ask_place_details")

    assert talk.keys == ["care.place_unknown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_the_sample_fits_a_text_message(talk: Talk, language: str) -> None:
    talk.language = language
    with talk.running.relais.database.reading() as session:
        places = list(session.scalars(select(Place)))
        care_types = {service.care_type for place in places for service in place.services}
    for place in places:
        talk.says("/ask_place_details", "ask_place_details", place_id=place.id)
    for care_type in sorted(care_types):
        for town in ("", "Aups", "Marseille"):
            talk.slots = {}
            talk.says(f"je cherche {town}", "find_care", care_type=care_type)

    assert talk.keys == ["care.none_found_near"] or "care.found" in talk.keys
