"""The language of a conversation: kept, changed after two clear messages, told once if not ours."""

import pytest
from sqlalchemy import select

from relais.conversations import (
    Author,
    Channel,
    Conversation,
    IncomingMessage,
    Message,
    answer,
    receive,
    remember_language,
    start_web_conversation,
)
from relais.conversations.language import HALF_UNDERSTOOD
from relais.conversations.receive import safety_text
from relais.replies import for_sms
from tests.factories.conversations import AMINA, keep_jobs_alive, receive_text
from tests.fakes.relais import RelaisForTests

FRENCH = "bonjour je voudrais voir un dentiste"
ENGLISH = "where can i see a doctor for free"
ENGLISH_AGAIN = "i need help with my papers please"
GERMAN = "ich brauche einen Arzt für mein Kind"
GERMAN_AGAIN = "wo ist das Krankenhaus bitte"


def write(running: RelaisForTests, *bodies: str) -> str | None:
    """Text these, each answered before the next; the language the conversation is then held in."""
    for body in bodies:
        running.rasa.says.setdefault(body, [{"say": "rights.c2s"}])
        answer(running.relais, receive_text(running, AMINA, body).conversation_id)
    with running.relais.database.reading() as session:
        return session.scalars(select(Conversation.language)).one()


def said(running: RelaisForTests) -> list[Message]:
    with running.relais.database.reading() as session:
        said = select(Message).where(Message.author == Author.ASSISTANT).order_by(Message.id)
        return list(session.scalars(said))


def text_of(running: RelaisForTests, message: Message) -> str:
    return running.relais.vault.decrypt(message.body_sealed)


def test_the_first_clear_message_tells_the_language(running: RelaisForTests) -> None:
    assert write(running, ENGLISH) == "en"


def test_one_message_in_another_language_changes_nothing_and_two_change_it(
    running: RelaisForTests,
) -> None:
    assert write(running, FRENCH, ENGLISH) == "fr"
    assert write(running, "ok", "Le Muy", ENGLISH_AGAIN) == "en"


def test_a_greeting_alone_is_only_a_guess(running: RelaisForTests) -> None:
    assert write(running, "bonjour") == "fr"
    assert write(running, ENGLISH) == "en"
    assert write(running, FRENCH) == "en"


@pytest.mark.parametrize("body", ["ok", "Draguignan", "14h30", "yes", "Trans en Provence", "👍"])
def test_nothing_said_twice_changes_nothing(running: RelaisForTests, body: str) -> None:
    assert write(running, FRENCH, body, body, body) == "fr"


def test_after_a_change_on_request_older_messages_count_no_more(running: RelaisForTests) -> None:
    write(running, ENGLISH, ENGLISH_AGAIN)
    with running.relais.database.transaction() as session:
        remember_language(session, session.scalars(select(Conversation)).one(), "fr")

    assert write(running, FRENCH, ENGLISH) == "fr"


def test_what_a_browser_says_is_corrected_by_the_very_first_message(
    running: RelaisForTests,
) -> None:
    keep_jobs_alive(running)
    with running.relais.database.transaction() as session:
        now = running.relais.clock.now()
        conversation = start_web_conversation(session, "f" * 64, now)
        remember_language(session, conversation, "fr")
        conversation_id = conversation.id
    for number, body in enumerate((ENGLISH, FRENCH)):
        running.rasa.says[body] = [{"say": "rights.c2s"}]
        sent = IncomingMessage(Channel.WEB, body, f"web:{number}", conversation_id=conversation_id)
        answer(running.relais, receive(running.relais, sent).conversation_id)

    assert [message.language for message in said(running)] == ["en", "en"]


def test_a_language_that_is_not_spoken_is_answered_in_two_and_told_so_once(
    running: RelaisForTests,
) -> None:
    assert write(running, GERMAN, GERMAN_AGAIN) == "de"

    first, second = said(running)
    assert first.reply_keys == [HALF_UNDERSTOOD, "rights.c2s"]
    assert second.reply_keys == ["rights.c2s"]
    texts, shown = running.relais.texts, text_of(running, first)
    for language in ("fr", "en"):
        assert for_sms(texts.text(HALF_UNDERSTOOD, language)) in shown
    assert shown.splitlines()[-1] == "1 Parler à une personne / Talk to a person"
    assert [choice["payload"] for choice in first.choices] == ["/talk_to_person"]
    assert second.choices == []


def test_a_person_is_not_offered_twice_in_one_message(running: RelaisForTests) -> None:
    person = {"say": "choice.talk_to_person", "payload": "/talk_to_person"}
    running.rasa.says[GERMAN] = [{"say": "rights.c2s", "choices": [person]}]

    write(running, GERMAN)

    assert [choice["payload"] for choice in said(running)[0].choices] == ["/talk_to_person"]


def test_a_danger_in_a_language_that_is_not_spoken_is_answered_in_two(
    running: RelaisForTests,
) -> None:
    alert = running.relais.screen.screen("je veux mourir")
    assert alert is not None

    reply = safety_text(running.relais, alert, GERMAN)

    for language in ("fr", "en"):
        assert for_sms(running.relais.texts.text(alert.reply_key, language)) in reply
