"""Changing, cancelling and checking, from the first message to the last."""

from collections.abc import Callable

import pytest

from tests.unit.actions.booking import book_slot, coming, days
from tests.unit.actions.talk import Talk

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
