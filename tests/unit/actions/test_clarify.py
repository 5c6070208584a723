"""What is not understood leads to a meaning, a date, or a person, never to a dead end."""

import pytest

from relais.conversations import get_conversation
from relais.replies import match_choice
from tests.unit.actions.talk import Talk

RANKING = [
    ("nlu_fallback", 0.3),
    ("ask_c2s", 0.25),
    ("greet", 0.2),
    ("ask_ame", 0.15),
    ("emergency", 0.1),
    ("ask_transport", 0.08),
]


def needs_person(talk: Talk) -> str | None:
    with talk.running.relais.database.reading() as session:
        return get_conversation(session, talk.conversation_id).needs_person_reason


def test_the_likeliest_meanings_are_proposed_a_danger_first(talk: Talk) -> None:
    talk.says("c2s ame ???", "nlu_fallback", ranking=RANKING)

    assert talk.keys == ["clarify.did_you_mean"]
    assert talk.payloads == ["/emergency", "/ask_c2s", "/ask_ame", "/none_of_these"]


def test_without_a_plausible_meaning_other_words_are_asked_for(talk: Talk) -> None:
    talk.says("xyz", "nlu_fallback", ranking=[("nlu_fallback", 0.3), ("ask_c2s", 0.01)])

    assert talk.keys == ["clarify.not_understood"]


def test_none_of_the_meanings_offers_a_person(talk: Talk) -> None:
    talk.says("c2s ame ???", "nlu_fallback", ranking=RANKING)
    talk.picks("4")

    assert talk.keys == ["clarify.offer_person"]
    assert talk.says("oui svp", "affirm") == ["people.talk_to_person"]
    assert needs_person(talk) == "asked"


def test_a_no_to_a_person_calls_nobody(talk: Talk) -> None:
    talk.says("/none_of_these", "none_of_these")

    assert talk.says("non", "deny") == ["small_talk.deny_alone"]
    assert needs_person(talk) is None


def test_the_second_doubt_in_a_row_offers_a_person(talk: Talk) -> None:
    talk.says("xyz", "nlu_fallback", ranking=RANKING)

    assert talk.says("zyx", "nlu_fallback", ranking=RANKING) == ["clarify.offer_person"]


def test_after_something_understood_a_doubt_is_the_first_again(talk: Talk) -> None:
    talk.says("xyz", "nlu_fallback", ranking=RANKING)
    talk.says("oui", "affirm")

    assert talk.says("xyz", "nlu_fallback", ranking=RANKING) == ["clarify.did_you_mean"]


def test_a_date_is_understood_where_dates_were_offered(talk: Talk) -> None:
    talk.says("rdv", "book_appointment", care_type="social_worker")

    talk.says("jeudi", "nlu_fallback", ranking=RANKING)

    assert talk.keys == ["appointments.confirm_booking"]
    assert "jeudi 26 novembre" in talk.answer.text


def test_a_date_that_fits_several_slots_offers_those(talk: Talk) -> None:
    talk.says("rdv", "book_appointment", care_type="social_worker")

    talk.says("lundi matin", "nlu_fallback", ranking=RANKING)

    assert talk.keys == ["appointments.offer_slots"]
    assert all(choice.label.startswith("lundi 23") for choice in talk.answer.choices[:3])


def test_a_date_that_is_not_understood_is_said_so(talk: Talk) -> None:
    talk.language = "ar"
    talk.says("rdv", "book_appointment", care_type="social_worker")

    talk.says("mardi 25/11 31", "nlu_fallback", ranking=RANKING)

    assert talk.keys == ["appointments.date_not_understood"]
    assert talk.payloads[0].startswith("/choose_slot")


def test_something_else_is_not_taken_for_a_date(talk: Talk) -> None:
    talk.says("rdv", "book_appointment", care_type="social_worker")

    talk.says("heu", "nlu_fallback", ranking=RANKING)

    assert talk.keys == ["clarify.did_you_mean"]


def test_a_town_alone_goes_on_with_the_search(talk: Talk) -> None:
    talk.says("dentiste à Aups", "find_care", care_type="dentist")

    talk.says("Marseille", "nlu_fallback", ranking=RANKING)

    assert talk.keys[0] == "care.found"
    assert "La PASS de Ville Marseille" in talk.answer.text


def test_a_town_alone_says_too_little_without_a_search(talk: Talk) -> None:
    assert talk.says("Marseille", "nlu_fallback", ranking=RANKING) == ["clarify.did_you_mean"]


def test_the_care_that_was_asked_for_is_an_answer(talk: Talk) -> None:
    talk.says("où se soigner à Marseille", "find_care")

    talk.says("infirmier", "nlu_fallback", ranking=RANKING, care_type="nurse")

    assert talk.keys == ["care.found", "care.found_more"]
    assert "Marseille" in talk.answer.text


def test_the_care_asked_for_to_book_is_an_answer(talk: Talk) -> None:
    talk.says("rdv", "book_appointment")

    talk.says("l'assistante sociale", "nlu_fallback", ranking=RANKING, care_type="social_worker")

    assert talk.keys == ["appointments.offer_slots"]


def test_what_was_just_talked_about_pulls_its_own_questions_up(talk: Talk) -> None:
    ranking = [
        ("nlu_fallback", 0.3),
        ("find_care", 0.2),
        ("ask_hygiene", 0.14),
        ("complain", 0.12),
        ("ask_required_documents", 0.1),
        ("ask_renewal", 0.03),
    ]
    talk.says("hum", "nlu_fallback", ranking=ranking)
    assert talk.payloads == ["/find_care", "/ask_hygiene", "/complain", "/none_of_these"]

    talk.heard("l'AME", "ask_ame")
    talk.heard("merci", "thank")
    talk.says("hum", "nlu_fallback", ranking=ranking)
    assert talk.payloads == [
        "/find_care",
        "/ask_required_documents",
        "/ask_hygiene",
        "/none_of_these",
    ]


def test_a_danger_far_down_the_ranking_is_still_proposed_first(talk: Talk) -> None:
    ranking = [("ask_c2s", 0.25), ("ask_ame", 0.2), ("ask_renewal", 0.15), ("violence", 0.06)]
    talk.says("hum", "nlu_fallback", ranking=ranking)

    assert talk.payloads == ["/violence", "/ask_c2s", "/ask_ame", "/none_of_these"]


@pytest.mark.parametrize("answer", ["2", "٢", "۲", "२", "deux", "le 2 svp", "comprendre la c2s"])
def test_a_meaning_is_picked_by_its_number_in_any_digits_or_by_its_words(
    talk: Talk, answer: str
) -> None:
    talk.says("c2s ame ???", "nlu_fallback", ranking=RANKING)

    assert match_choice(answer, talk.answer.choices) == "/ask_c2s"
