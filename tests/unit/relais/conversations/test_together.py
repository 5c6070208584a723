"""Two questions of one message get one answer with both."""

import pytest
from sqlalchemy import select

from relais.conversations import Author, Conversation, Message, answer
from tests.factories.conversations import AMINA, receive_text
from tests.fakes.relais import RelaisForTests

CARD, CANCEL = "j'ai perdu ma carte vitale", "annulez mon rdv"
PERSON = {"say": "choice.talk_to_person", "payload": "/talk_to_person"}


@pytest.fixture
def talking(running: RelaisForTests) -> RelaisForTests:
    running.rasa.intents |= {
        CARD: ("ask_health_card", 0.9),
        CANCEL: ("cancel_appointment", 0.95),
        f"{CARD} et {CANCEL}": ("nlu_fallback", 0.3),
        "je veux mourir.": ("suicidal_thoughts", 0.95),
    }
    running.rasa.says |= {
        CARD: [{"say": "rights.health_card", "choices": [PERSON]}],
        CANCEL: [
            {
                "say": "appointments.none",
                "choices": [PERSON, {"say": "choice.yes", "payload": "/affirm"}],
            }
        ],
        "je veux mourir.": [{"say": "safety.suicidal_thoughts"}],
    }
    return running


def write(running: RelaisForTests, body: str) -> list[Message]:
    """Write; what was said so far."""
    received = receive_text(running, AMINA, body)
    answer(running.relais, received.conversation_id)
    with running.relais.database.reading() as session:
        said = select(Message).where(Message.author == Author.ASSISTANT).order_by(Message.id)
        return list(session.scalars(said))


def test_both_are_answered_in_one_message_the_appointment_first(talking: RelaisForTests) -> None:
    running = talking
    [said] = write(running, f"{CARD} et {CANCEL}")

    assert said.reply_keys == ["appointments.none", "rights.health_card"]
    assert [text for _, text in running.rasa.asked] == [CANCEL, CARD]
    with running.relais.database.reading() as session:
        conversation = session.scalars(select(Conversation)).one()
        message = session.scalars(select(Message).order_by(Message.id)).first()
    assert [one["payload"] for one in conversation.offered] == ["/talk_to_person", "/affirm"]
    assert [one["number"] for one in conversation.offered] == [1, 2]
    assert message is not None
    assert message.intent == "cancel_appointment"


def test_of_two_answers_that_ask_for_a_yes_only_the_last_asked_stands(
    talking: RelaisForTests,
) -> None:
    yes = {"say": "choice.yes", "payload": "/affirm"}
    talking.rasa.says[CARD] = [{"say": "people.delete_my_data", "choices": [yes]}]
    [said] = write(talking, f"{CARD} et {CANCEL}")

    assert [text for _, text in talking.rasa.asked] == [CANCEL, CARD]
    assert said.reply_keys == ["people.delete_my_data"]


def test_beside_a_danger_already_answered_the_other_question_is(talking: RelaisForTests) -> None:
    body = f"je veux mourir. {CARD}"
    talking.rasa.intents[body] = ("suicidal_thoughts", 0.9)
    said = write(talking, body)

    assert [message.reply_keys for message in said] == [
        ["safety.suicidal_thoughts"],
        ["rights.health_card"],
    ]


def test_when_rasa_goes_down_in_between_nothing_is_said_by_halves(talking: RelaisForTests) -> None:
    ask = talking.rasa.ask

    def once(conversation_id: str, text: str, language: str, channel: str):
        understood = ask(conversation_id, text, language, channel)
        talking.rasa.down = True
        return understood

    talking.rasa.ask = once  # type: ignore[method-assign]

    assert write(talking, f"{CARD} et {CANCEL}") == []


def test_a_message_with_one_question_is_asked_as_it_is(talking: RelaisForTests) -> None:
    write(talking, f"bonjour et {CARD}")

    assert [text for _, text in talking.rasa.asked] == [f"bonjour et {CARD}"]
