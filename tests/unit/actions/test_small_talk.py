"""Language, silence, and what is not for this assistant."""

import pytest

from relais.conversations import Person, get_conversation
from relais.replies import LANGUAGES
from tests.unit.actions.talk import Talk


def person(talk: Talk) -> Person:
    with talk.running.relais.database.reading() as session:
        conversation = get_conversation(session, talk.conversation_id)
        return session.get_one(Person, conversation.person_id)


def language(talk: Talk) -> str | None:
    with talk.running.relais.database.reading() as session:
        return get_conversation(session, talk.conversation_id).language


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_that_is_spoken_is_kept(talk: Talk, code: str) -> None:
    talk.says("parle ma langue", "change_language", language=code)

    assert talk.keys == ["small_talk.language_changed"]
    assert language(talk) == code
    assert person(talk).language == code


def test_a_language_that_is_not_spoken_is_said_so(talk: Talk) -> None:
    talk.says("sprechen Sie Deutsch", "change_language", language="de")

    assert talk.keys == ["small_talk.language_not_spoken"]
    assert talk.payloads[-1] == "/talk_to_person"
    assert language(talk) is None


def test_which_language_is_asked_when_none_is_named(talk: Talk) -> None:
    talk.says("changer de langue", "change_language")
    assert talk.keys == ["small_talk.language_ask"]

    assert talk.picks("3") == ["small_talk.language_changed"]
    assert language(talk) == "ar"


def test_what_to_stop_is_asked_first(talk: Talk) -> None:
    talk.says("arrêtez de m'écrire", "stop_messages")

    assert talk.keys == ["small_talk.stop_messages"]
    assert person(talk).opted_out_at is None
    assert person(talk).reminders_stopped_at is None


def test_only_reminders_are_stopped_when_that_is_chosen(talk: Talk) -> None:
    talk.says("arrêtez de m'écrire", "stop_messages")
    talk.picks("1")

    assert talk.keys == ["reminders.stopped"]
    assert person(talk).reminders_stopped_at == talk.now
    assert person(talk).opted_out_at is None


def test_everything_is_stopped_when_that_is_chosen(talk: Talk) -> None:
    talk.says("arrêtez de m'écrire", "stop_messages")
    talk.picks("2")

    assert talk.keys == ["messaging.stopped"]
    assert person(talk).opted_out_at == talk.now


def test_the_second_time_in_a_row_a_person_is_offered(talk: Talk) -> None:
    assert talk.says("qui a gagné", "out_of_scope") == ["small_talk.out_of_scope"]
    assert talk.says("la météo", "out_of_scope") == ["small_talk.out_of_scope_again"]
    assert talk.payloads == ["/talk_to_person"]


def test_later_on_it_is_the_first_time_again(talk: Talk) -> None:
    talk.says("qui a gagné", "out_of_scope")
    talk.says("oui", "affirm")

    assert talk.says("la météo", "out_of_scope") == ["small_talk.out_of_scope"]


def test_a_lone_town_that_was_asked_for_is_not_out_of_scope(talk: Talk) -> None:
    talk.says("dentiste à Aups", "find_care", care_type="dentist")

    assert talk.says("Draguignan", "out_of_scope") == ["care.found", "care.found_more"]
