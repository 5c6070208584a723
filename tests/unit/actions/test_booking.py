"""Booking, from the first message to the last."""

from datetime import timedelta

import pytest

from relais.replies import LANGUAGES
from tests.conftest import FixedClock
from tests.unit.actions.booking import ASK, book_slot, coming, days, take_from_under
from tests.unit.actions.talk import Talk


def test_an_appointment_is_booked_after_a_yes(known: Talk) -> None:
    known.says(ASK + " dentiste", "book_appointment", care_type="dentist")
    assert known.keys == ["appointments.offer_slots"]
    assert "jeudi 26 novembre à 9 h" in known.answer.text

    known.picks("1")
    assert known.keys == ["appointments.confirm_booking"]
    assert coming(known) == []

    known.says("oui d'accord", "affirm")
    assert known.keys == ["appointments.booked"]
    assert "Maison de la Solidarité" in known.answer.text
    assert days(known) == ["dentist 26/11 09:00"]


def test_a_choice_is_picked_in_arabic_digits(known: Talk) -> None:
    known.says("rdv", "book_appointment", care_type="dentist")

    assert known.picks("٢") == ["appointments.confirm_booking"]


def test_only_the_wanted_days_are_offered(known: Talk) -> None:
    known.says("rdv infirmier vendredi matin", "book_appointment", care_type="nurse")

    labels = [choice.label for choice in known.answer.choices[:3]]
    assert all(label.startswith("vendredi 27 novembre") for label in labels)


def test_an_hour_that_is_not_free_brings_others_of_that_day(known: Talk) -> None:
    known.says("rdv dentiste jeudi 15h", "book_appointment", care_type="dentist")

    assert known.keys == ["appointments.offer_slots"]
    assert known.answer.choices[0].label == "jeudi 26 novembre à 9 h"


def test_a_day_without_slots_is_said_before_others_are_offered(known: Talk) -> None:
    known.says("rdv dentiste samedi", "book_appointment", care_type="dentist")

    assert known.keys == ["appointments.nothing_at_that_date"]
    assert known.answer.choices[0].label == "jeudi 26 novembre à 9 h"


def test_another_day_offers_later_slots(known: Talk) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    first = [choice.label for choice in known.answer.choices[:3]]

    known.picks("un autre jour")

    later = [choice.label for choice in known.answer.choices[:3]]
    assert known.keys == ["appointments.offer_slots"]
    assert not set(first) & set(later)


def test_the_day_said_before_the_care_counts(known: Talk) -> None:
    known.says("rdv vendredi", "book_appointment")
    assert known.keys == ["appointments.ask_care_type"]

    known.says("infirmier", "find_care", care_type="nurse")

    assert known.keys == ["appointments.offer_slots"]
    assert known.answer.choices[0].label.startswith("vendredi 27 novembre")


def test_an_old_care_is_not_booked_unasked(known: Talk) -> None:
    known.says("où est le dentiste", "find_care", care_type="dentist")
    for _ in range(4):
        known.says("un match de foot", "out_of_scope")

    assert known.says(ASK, "book_appointment") == ["appointments.ask_care_type"]


def test_care_that_is_not_given_here_leads_to_the_directory(known: Talk) -> None:
    known.says("rdv cardiologue", "book_appointment", care_type="cardiologist")

    assert known.keys == ["appointments.no_slots"]
    assert known.picks("1") == ["care.none_found"]


def test_a_new_person_is_offered_the_interview_first(talk: Talk) -> None:
    talk.says("rdv dentiste", "book_appointment", care_type="dentist")
    assert talk.keys == ["appointments.interview_first"]

    talk.picks("1")
    talk.picks("1")
    talk.says("oui", "affirm")
    assert days(talk) == ["social_worker 23/11 09:00"]

    talk.says("rdv dentiste", "book_appointment", care_type="dentist")
    assert talk.keys == ["appointments.offer_slots"]


def test_a_second_appointment_for_the_same_care_is_not_offered(known: Talk) -> None:
    book_slot(known, "dentist")

    known.says("rdv dentiste", "book_appointment", care_type="dentist")

    assert known.keys == ["appointments.yours"]


def test_a_slot_taken_before_it_is_picked_brings_others(known: Talk) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    take_from_under(known, "dentist")

    known.picks("1")

    assert known.keys == ["appointments.slot_taken"]
    assert known.picks("1") == ["appointments.confirm_booking"]


def test_a_slot_taken_before_the_yes_brings_others(known: Talk) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    known.picks("1")
    take_from_under(known, "dentist")

    known.says("oui", "affirm")

    assert known.keys == ["appointments.slot_taken"]
    assert coming(known) == []


def test_a_slot_that_has_begun_brings_others(known: Talk, clock: FixedClock) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    clock.move(timedelta(days=4))

    known.picks("1")

    assert known.keys == ["appointments.offer_slots"]


def test_a_yes_said_twice_books_once(known: Talk) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    known.picks("1")
    asked = dict(known.slots)
    offered = known.answer
    known.says("oui", "affirm")
    known.slots = asked
    known.offer(offered)

    assert known.says("oui", "affirm") == ["appointments.yours"]
    assert len(coming(known)) == 1


def test_a_no_to_a_slot_offers_later_ones(known: Talk) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    known.picks("1")

    known.picks("non")

    assert known.keys == ["appointments.offer_slots"]
    assert known.answer.choices[0].label == "jeudi 3 décembre à 9 h"
    assert coming(known) == []


def test_a_no_to_all_slots_offers_later_ones(known: Talk) -> None:
    known.says("rdv dentiste", "book_appointment", care_type="dentist")
    offered = [choice.label for choice in known.answer.choices[:3]]

    known.says("aucun des trois", "deny")

    assert known.keys == ["appointments.offer_slots"]
    assert not set(offered) & {choice.label for choice in known.answer.choices[:3]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_fits_a_text_message_in_every_language(known: Talk, language: str) -> None:
    known.language = language
    known.says("rdv", "book_appointment", care_type="general_practitioner")
    known.picks("1")
    known.says("oui", "affirm")
    known.says("rdv", "check_appointment")
    known.says("samedi", "change_appointment")
    known.picks("1")
    known.says("oui", "affirm")
    known.says("annuler", "cancel_appointment")
    known.says("oui", "affirm")

    assert known.keys == ["appointments.cancelled"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interview_fits_a_text_message_in_every_language(talk: Talk, language: str) -> None:
    talk.language = language

    assert talk.says("rdv", "book_appointment", care_type="dentist") == [
        "appointments.interview_first"
    ]
