from datetime import timedelta

from sqlalchemy import select

from relais.conversations import (
    Author,
    Conversation,
    Message,
    MessageState,
    Person,
    answer,
    answer_as_staff,
    hand_back,
    take_over,
)
from relais.conversations.answer import ATTEMPTS_BEFORE_A_PERSON
from relais.messaging.models import Delivery
from relais.staff.models import Role, StaffMember
from tests.factories.conversations import AMINA, receive_text
from tests.fakes.relais import RelaisForTests

C2S = "c'est quoi la C2S ?"


def _said(running: RelaisForTests) -> list[Message]:
    with running.relais.database.reading() as session:
        return list(
            session.scalars(
                select(Message).where(Message.author != Author.PERSON).order_by(Message.id)
            )
        )


def _conversation(running: RelaisForTests) -> Conversation:
    with running.relais.database.reading() as session:
        return session.scalars(select(Conversation)).one()


def _staff(running: RelaisForTests) -> str:
    with running.relais.database.transaction() as session:
        member = StaffMember(
            login="m",
            name="M",
            password_hash="-",
            role=Role.MEDIATOR,
            created_at=running.relais.clock.now(),
        )
        session.add(member)
        session.flush()
        return member.id


def test_a_question_is_answered_with_what_rasa_decided_to_say(running: RelaisForTests) -> None:
    running.rasa.says[C2S] = [{"say": "rights.c2s"}]
    running.rasa.intents[C2S] = ("ask_c2s", 0.9)
    received = receive_text(running, AMINA, C2S)

    assert answer(running.relais, received.conversation_id) == 1

    [reply] = _said(running)
    assert reply.reply_keys == ["rights.c2s"]
    assert running.relais.vault.decrypt(reply.body_sealed).startswith(
        running.relais.texts.text("rights.c2s", "fr")[:20]
    )
    with running.relais.database.reading() as session:
        question = session.scalars(select(Message).order_by(Message.id)).first()
        delivery = session.scalars(select(Delivery)).one()
    assert question is not None
    assert (question.intent, question.state) == ("ask_c2s", MessageState.ANSWERED)
    assert running.bell.deliveries == [delivery.id]


def test_rasa_gets_the_opaque_conversation_and_the_redacted_text(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "mon numero est 0639980001 merci")
    answer(running.relais, received.conversation_id)

    assert running.rasa.asked == [(received.conversation_id, "mon numero est [numéro] merci")]


def test_messages_are_answered_in_the_order_they_came(running: RelaisForTests) -> None:
    for body in ("un", "deux mots", "trois"):
        received = receive_text(running, AMINA, body)

    assert answer(running.relais, received.conversation_id) == 3

    assert [text for _, text in running.rasa.asked] == ["un", "deux mots", "trois"]


def test_a_number_picks_the_choice_last_offered(running: RelaisForTests) -> None:
    running.rasa.says[C2S] = [
        {
            "say": "rights.c2s",
            "choices": [
                {"say": "choice.required_documents", "payload": "/ask_required_documents"},
                {"say": "choice.talk_to_person", "payload": "/talk_to_person"},
            ],
        }
    ]
    received = receive_text(running, AMINA, C2S)
    answer(running.relais, received.conversation_id)
    receive_text(running, AMINA, "2")
    answer(running.relais, received.conversation_id)

    assert running.rasa.asked[-1] == (received.conversation_id, "/talk_to_person")


def test_when_rasa_is_down_the_message_waits_and_a_person_is_called_in_the_end(
    running: RelaisForTests, clock: object
) -> None:
    running.rasa.down = True
    received = receive_text(running, AMINA, C2S)

    for _ in range(ATTEMPTS_BEFORE_A_PERSON - 1):
        answer(running.relais, received.conversation_id)
        running.relais.clock.move(timedelta(minutes=1))  # type: ignore[attr-defined]
    assert _said(running) == []

    answer(running.relais, received.conversation_id)
    [apology] = _said(running)
    assert apology.reply_keys == ["system.unavailable"]
    assert _conversation(running).needs_person_reason == "not_understood"


def test_when_rasa_comes_back_the_message_that_waited_is_answered(
    running: RelaisForTests,
) -> None:
    running.rasa.down = True
    received = receive_text(running, AMINA, C2S)
    answer(running.relais, received.conversation_id)

    running.rasa.down = False
    assert answer(running.relais, received.conversation_id) == 0  # not before the backoff
    running.relais.clock.move(timedelta(minutes=1))  # type: ignore[attr-defined]
    assert answer(running.relais, received.conversation_id) == 1


def test_the_assistant_is_silent_while_a_person_holds_the_conversation(
    running: RelaisForTests,
) -> None:
    received = receive_text(running, AMINA, "bonjour")
    staff_id = _staff(running)
    with running.relais.database.transaction() as session:
        take_over(session, received.conversation_id, staff_id, running.relais.clock.now())

    answer(running.relais, received.conversation_id)
    assert _said(running) == []

    with running.relais.database.transaction() as session:
        hand_back(session, received.conversation_id)
    receive_text(running, AMINA, "bonjour")
    answer(running.relais, received.conversation_id)
    assert len(_said(running)) == 1


def test_any_answer_of_the_staff_takes_the_conversation_over(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "bonjour")
    answer(running.relais, received.conversation_id)
    staff_id = _staff(running)
    with running.relais.database.transaction() as session:
        answer_as_staff(
            session,
            running.relais.vault,
            received.conversation_id,
            staff_id,
            "Bonjour, je vous appelle demain.",
            running.relais.clock.now(),
        )

    receive_text(running, AMINA, "merci")
    answer(running.relais, received.conversation_id)

    assert _conversation(running).held_by_id == staff_id
    assert [message.author for message in _said(running)] == [Author.ASSISTANT, Author.STAFF]


def test_a_number_said_to_a_mediator_picks_no_choice_of_the_assistant(
    running: RelaisForTests,
) -> None:
    running.rasa.says[C2S] = [
        {
            "say": "rights.c2s",
            "choices": [{"say": "choice.yes", "payload": "/affirm"}],
        }
    ]
    received = receive_text(running, AMINA, C2S)
    answer(running.relais, received.conversation_id)
    staff_id = _staff(running)
    with running.relais.database.transaction() as session:
        take_over(session, received.conversation_id, staff_id, running.relais.clock.now())
    receive_text(running, AMINA, "1")
    answer(running.relais, received.conversation_id)

    assert len(running.rasa.asked) == 1


def test_what_the_staff_said_ends_the_choices_before_it(running: RelaisForTests) -> None:
    running.rasa.says[C2S] = [
        {"say": "rights.c2s", "choices": [{"say": "choice.yes", "payload": "/affirm"}]}
    ]
    received = receive_text(running, AMINA, C2S)
    answer(running.relais, received.conversation_id)
    staff_id = _staff(running)
    with running.relais.database.transaction() as session:
        vault, now = running.relais.vault, running.relais.clock.now()
        answer_as_staff(session, vault, received.conversation_id, staff_id, "1 ou 2 ?", now)
        hand_back(session, received.conversation_id)
    receive_text(running, AMINA, "1")
    answer(running.relais, received.conversation_id)

    assert running.rasa.asked[-1] == (received.conversation_id, "1")


def test_with_rasa_down_a_held_conversation_is_still_shown_and_silent(
    running: RelaisForTests,
) -> None:
    received = receive_text(running, AMINA, "bonjour")
    staff_id = _staff(running)
    with running.relais.database.transaction() as session:
        take_over(session, received.conversation_id, staff_id, running.relais.clock.now())
    running.rasa.down = True

    assert answer(running.relais, received.conversation_id) == 1
    assert _said(running) == []


def test_stop_is_confirmed_once_and_then_nothing_is_sent(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "STOP")
    answer(running.relais, received.conversation_id)
    receive_text(running, AMINA, "c'est quoi la C2S ?")
    answer(running.relais, received.conversation_id)

    assert [message.reply_keys for message in _said(running)] == [["messaging.stopped"]]
    with running.relais.database.reading() as session:
        assert session.scalars(select(Person)).one().opted_out_at is not None
    assert _conversation(running).needs_person_reason == "opted_out"


def test_a_danger_is_answered_even_after_stop(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, "STOP")
    answer(running.relais, received.conversation_id)
    before = len(running.bell.deliveries)

    receive_text(running, AMINA, "je veux mourir")

    assert len(running.bell.deliveries) == before + 1


def test_start_brings_the_texts_back(running: RelaisForTests) -> None:
    for body in ("STOP", "START", "bonjour"):
        received = receive_text(running, AMINA, body)
        answer(running.relais, received.conversation_id)

    assert [message.reply_keys[0] for message in _said(running)] == [
        "messaging.stopped",
        "messaging.started",
        "small_talk.greet",
    ]


def test_a_flood_is_cut_and_shown_to_a_person(running: RelaisForTests) -> None:
    cap = running.relais.settings.daily_message_cap
    received = receive_text(running, AMINA, "bonjour")
    for _ in range(cap + 3):
        receive_text(running, AMINA, "bonjour")
    answer(running.relais, received.conversation_id)

    keys = [message.reply_keys[0] for message in _said(running)]
    assert len(keys) == cap + 1
    assert keys[-1] == "system.too_many_messages"
    assert _conversation(running).needs_person_reason == "too_many"


def test_a_question_beside_a_danger_is_still_answered(running: RelaisForTests) -> None:
    body = "je veux mourir et ma C2S est finie"
    running.rasa.intents[body] = ("ask_renewal", 0.9)
    running.rasa.says[body] = [{"say": "rights.renewal"}]
    received = receive_text(running, AMINA, body)
    answer(running.relais, received.conversation_id)

    assert [message.reply_keys for message in _said(running)] == [
        ["safety.suicidal_thoughts"],
        ["rights.renewal"],
    ]


def test_a_danger_alone_gets_no_second_reply(running: RelaisForTests) -> None:
    body = "je veux mourir"
    running.rasa.intents[body] = ("suicidal_thoughts", 0.9)
    received = receive_text(running, AMINA, body)
    answer(running.relais, received.conversation_id)

    assert len(_said(running)) == 1


def test_a_reply_that_cannot_be_rendered_calls_a_person(running: RelaisForTests) -> None:
    running.rasa.says["bonjour"] = [{"say": "care.found"}]  # its arguments are missing
    received = receive_text(running, AMINA, "bonjour")
    answer(running.relais, received.conversation_id)

    [reply] = _said(running)
    assert reply.reply_keys == ["system.unavailable"]
    assert _conversation(running).needs_person_reason == "not_rendered"


def test_a_picture_without_words_is_told_that_only_words_are_read(
    running: RelaisForTests,
) -> None:
    received = receive_text(running, AMINA, "")
    answer(running.relais, received.conversation_id)

    assert [message.reply_keys for message in _said(running)] == [["system.received_non_text"]]
    assert running.rasa.asked == []
