"""The meaning that somebody picks for their message is kept, for the staff to label it."""

import pytest
from sqlalchemy import select

from relais.conversations import Conversation, Message, Person, answer, erase_person
from relais.understanding import LabelSuggestion
from tests.factories.conversations import AMINA, receive_text
from tests.fakes.relais import RelaisForTests

UNCLEAR = "la feuille, mon numero 06 39 98 00 01"
CHOICES = ["ask_health_card", "violence", "none_of_these"]


@pytest.fixture
def asked_back(running: RelaisForTests) -> RelaisForTests:
    """Somebody was not understood, and is asked what they mean."""
    running.rasa.intents["la feuille, mon numero [numéro]"] = ("nlu_fallback", 0.3)
    running.rasa.says["la feuille, mon numero [numéro]"] = [
        {
            "say": "clarify.did_you_mean",
            "choices": [
                {
                    "say": "choice." + name if name == "none_of_these" else "intent." + name,
                    "payload": "/" + name,
                }
                for name in CHOICES
            ],
        }
    ]
    write(running, UNCLEAR)
    return running


def write(running: RelaisForTests, body: str) -> None:
    received = receive_text(running, AMINA, body)
    answer(running.relais, received.conversation_id)


def suggestions(running: RelaisForTests) -> list[LabelSuggestion]:
    with running.relais.database.reading() as session:
        return list(session.scalars(select(LabelSuggestion)))


@pytest.mark.parametrize("pick", ["1", "١", "۱", "ma carte vitale"])
def test_the_meaning_picked_is_suggested_without_the_number(
    asked_back: RelaisForTests, pick: str
) -> None:
    write(asked_back, pick)

    [suggestion] = suggestions(asked_back)
    assert suggestion.intent == "ask_health_card"
    assert suggestion.text == "la feuille, mon numero [numéro]"
    assert suggestion.guessed == []
    with asked_back.relais.database.reading() as session:
        message = session.get_one(Message, suggestion.message_id)
        assert message.redacted == suggestion.text


@pytest.mark.parametrize("body", ["3", "autre chose", "je veux un dentiste"])
def test_none_of_them_or_other_words_suggest_nothing(asked_back: RelaisForTests, body: str) -> None:
    write(asked_back, body)

    assert suggestions(asked_back) == []


def test_a_choice_under_an_answer_suggests_nothing(running: RelaisForTests) -> None:
    running.rasa.says["c'est quoi la C2S"] = [
        {"say": "rights.c2s", "choices": [{"say": "choice.renewal", "payload": "/ask_renewal"}]}
    ]
    write(running, "c'est quoi la C2S")
    write(running, "1")

    assert running.rasa.asked[-1][1] == "/ask_renewal"
    assert suggestions(running) == []


def test_a_danger_that_is_picked_is_shown_to_the_staff(asked_back: RelaisForTests) -> None:
    write(asked_back, "2")

    with asked_back.relais.database.reading() as session:
        conversation = session.scalars(select(Conversation)).one()
    assert (conversation.danger, conversation.needs_person_reason) == ("violence", "danger")
    assert conversation.danger_at is not None


def test_the_suggestion_is_erased_with_the_person(asked_back: RelaisForTests) -> None:
    write(asked_back, "1")
    assert len(suggestions(asked_back)) == 1

    with asked_back.relais.database.transaction() as session:
        person_id = session.scalars(select(Person.id)).one()
        erase_person(session, person_id, asked_back.relais.clock.now())

    assert suggestions(asked_back) == []
