"""Booking, changing, cancelling and checking, from the first message to the last."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.appointments import Appointment, appointments_of, book, open_slots
from relais.conversations import get_conversation
from relais.rights import Cover, Right
from tests.conftest import FixedClock
from tests.factories.appointments import make_person
from tests.unit.actions.talk import Talk

ASK = "je voudrais un rdv"


@pytest.fixture
def known(talk: Talk) -> Talk:
    """Somebody whose rights are recorded: no interview comes first."""
    with talk.running.relais.database.transaction() as session:
        person_id = get_conversation(session, talk.conversation_id).person_id
        session.add(
            Right(
                person_id=person_id,
                cover=Cover.C2S,
                ends_on=talk.now.date() + timedelta(days=90),
                created_at=talk.now,
                updated_at=talk.now,
            )
        )
    return talk


def coming(talk: Talk) -> list[Appointment]:
    with talk.running.relais.database.reading() as session:
        person_id = get_conversation(session, talk.conversation_id).person_id
        return appointments_of(session, person_id, talk.now)


def days(talk: Talk) -> list[str]:
    """The coming appointments: care, day and hour in Paris."""
    zone = talk.running.relais.settings.zone
    return [
        f"{one.slot.session.care_type} {one.slot.starts_at.astimezone(zone):%d/%m %H:%M}"
        for one in coming(talk)
    ]


def book_slot(talk: Talk, care_type: str, text: str = ASK) -> None:
    talk.says(text, "book_appointment", care_type=care_type)
    talk.picks("1")
    assert talk.says("oui", "affirm") == ["appointments.booked"]


def take_from_under(talk: Talk, care_type: str) -> None:
    """Somebody else books the first free slot of this care."""
    relais = talk.running.relais
    with relais.database.transaction() as session:
        slot = open_slots(session, care_type, None, talk.now, relais.settings.zone)[0]
        book(session, slot.id, make_person(session, talk.now).id, talk.now)


# Booking


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


# Changing


def test_an_appointment_is_moved_after_a_yes(known: Talk) -> None:
    book_slot(known, "dentist")

    known.says("je peux pas venir, on peut décaler ?", "change_appointment")
    known.picks("3")
    assert known.keys == ["appointments.confirm_move"]
    assert days(known) == ["dentist 26/11 09:00"]

    known.says("oui", "affirm")
    assert known.keys == ["appointments.moved"]
    assert days(known) == ["dentist 03/12 09:00"]


def test_the_day_to_move_from_is_not_taken_for_the_day_to_move_to(known: Talk) -> None:
    book_slot(known, "nurse", "rdv infirmier mardi")

    known.says("mon rdv de mardi je voudrais le mettre vendredi", "change_appointment")

    assert known.answer.choices[0].label.startswith("vendredi 27 novembre")


def test_a_no_to_the_new_date_leaves_the_old_one(known: Talk) -> None:
    book_slot(known, "dentist")
    known.says("décaler", "change_appointment")
    known.picks("2")

    assert known.says("non", "deny") == ["appointments.not_cancelled"]
    assert days(known) == ["dentist 26/11 09:00"]


def test_a_day_said_in_other_words_while_moving_still_moves(known: Talk) -> None:
    book_slot(known, "dentist")
    known.says("décaler", "change_appointment")

    known.says("plutôt le jeudi 10 décembre", "book_appointment")
    assert known.keys == ["appointments.offer_slots"]
    known.picks("1")
    assert known.keys == ["appointments.confirm_move"]


def test_which_of_several_to_change_is_asked(known: Talk) -> None:
    book_slot(known, "dentist")
    book_slot(known, "nurse")

    known.says("changer mon rdv", "change_appointment")
    assert len(known.answer.choices) == 2

    assert known.picks("1") == ["appointments.offer_slots"]


def test_the_care_named_says_which_of_several_to_change(known: Talk) -> None:
    book_slot(known, "dentist")
    book_slot(known, "nurse")

    known.says("changer mon rdv infirmier", "change_appointment", care_type="nurse")

    assert known.keys == ["appointments.offer_slots"]
    assert known.answer.choices[0].label.startswith("mardi 24 novembre")


# Cancelling


def test_nothing_is_cancelled_before_a_yes(known: Talk) -> None:
    book_slot(known, "dentist")

    known.says("annulez mon rdv", "cancel_appointment")
    assert known.keys == ["appointments.confirm_cancel"]
    assert len(coming(known)) == 1

    known.says("oui", "affirm")
    assert known.keys == ["appointments.cancelled"]
    assert coming(known) == []


def test_a_no_cancels_nothing(known: Talk) -> None:
    book_slot(known, "dentist")
    known.says("annulez", "cancel_appointment")

    assert known.says("non", "deny") == ["appointments.not_cancelled"]
    assert len(coming(known)) == 1


def test_a_yes_to_something_else_cancels_nothing(known: Talk) -> None:
    book_slot(known, "dentist")
    known.says("annulez", "cancel_appointment")
    known.says("qui a gagné le match", "out_of_scope")

    assert known.says("oui", "affirm") == ["small_talk.affirm_alone"]
    assert len(coming(known)) == 1


def test_which_of_several_to_cancel_is_asked(known: Talk) -> None:
    book_slot(known, "dentist")
    book_slot(known, "nurse")

    known.says("annuler mon rdv", "cancel_appointment")
    assert known.keys == ["appointments.ask_which_to_cancel"]

    known.picks("2")
    known.says("oui", "affirm")
    assert days(known) == ["nurse 24/11 14:00"]


def test_the_day_named_says_which_of_several_to_cancel(known: Talk) -> None:
    book_slot(known, "dentist")
    book_slot(known, "nurse")

    known.says("annuler le rdv de jeudi", "cancel_appointment")

    assert known.keys == ["appointments.confirm_cancel"]
    assert "dentiste" in known.answer.text


def test_the_appointment_of_somebody_else_is_never_shown(
    known: Talk, start: Callable[[], Talk]
) -> None:
    book_slot(known, "dentist")
    identifier = coming(known)[0].id
    other = start()

    other.says("annuler", "cancel_appointment", appointment_id=identifier)

    assert other.keys == ["appointments.none"]


# Checking


def test_the_coming_appointment_is_told(known: Talk) -> None:
    book_slot(known, "dentist")

    known.says("c'est quand mon rdv", "check_appointment")

    assert known.keys == ["appointments.yours"]
    assert "jeudi 26 novembre à 9 h" in known.answer.text


def test_one_of_several_is_told_once_chosen(known: Talk) -> None:
    book_slot(known, "dentist")
    book_slot(known, "nurse")

    known.says("c'est quand mon rdv", "check_appointment")
    known.picks("1")

    assert known.keys == ["appointments.yours"]
    assert "infirmier" in known.answer.text


@pytest.mark.parametrize(
    "intent", ["check_appointment", "cancel_appointment", "change_appointment"]
)
def test_no_appointment_is_said_to_be_none(talk: Talk, intent: str) -> None:
    assert talk.says("mon rdv", intent) == ["appointments.none"]


# Other languages


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
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


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_interview_fits_a_text_message_in_every_language(talk: Talk, language: str) -> None:
    talk.language = language

    assert talk.says("rdv", "book_appointment", care_type="dentist") == [
        "appointments.interview_first"
    ]
