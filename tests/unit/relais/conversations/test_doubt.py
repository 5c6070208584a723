from datetime import timedelta

import pytest

from relais.conversations import take_over
from relais.conversations.doubt import OPEN_FOR
from relais.safety import Danger
from tests.factories.conversations import AMINA, receive_text
from tests.factories.dangers import doubt, doubting
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests
from tests.unit.relais.conversations.said import (
    alerts,
    conversation_of,
    last_text,
    on_call_texts,
    replies,
    write,
)

BODY = "il ne va pas bien du tout et ma C2S est finie"
ANSWER = "safety.doubt_emergency"


@pytest.fixture
def doubted(running: RelaisForTests) -> RelaisForTests:
    """Somebody wrote what may be an emergency, and asked something beside it."""
    running = doubting(running, {BODY: doubt(Danger.EMERGENCY)})
    running.rasa.intents[BODY] = ("ask_renewal", 0.9)
    running.rasa.says[BODY] = [
        {
            "say": "rights.renewal",
            "choices": [{"say": "choice.talk_to_person", "payload": "/talk_to_person"}],
        }
    ]
    return running


def test_one_question_is_asked_at_once_with_the_number_in_it(doubted: RelaisForTests) -> None:
    received = receive_text(doubted, AMINA, BODY)

    assert replies(doubted) == [[ANSWER]]
    assert "15" in last_text(doubted)[:60]
    assert last_text(doubted).endswith("1 Oui, c'est urgent\n2 Non, pas urgent")
    assert received.safety_text == last_text(doubted)


def test_the_rest_of_the_message_is_answered_and_its_choices_are_numbered_on(
    doubted: RelaisForTests,
) -> None:
    write(doubted, AMINA, BODY)

    assert replies(doubted) == [[ANSWER], ["rights.renewal"]]
    assert last_text(doubted).endswith("3 Parler à une personne")
    write(doubted, AMINA, "3")
    assert doubted.rasa.asked[-1][1] == "/talk_to_person"


def test_a_doubt_is_shown_to_staff_as_a_doubt_and_nobody_is_texted(
    doubted: RelaisForTests,
) -> None:
    write(doubted, AMINA, BODY)

    conversation = conversation_of(doubted)
    assert (conversation.danger, conversation.needs_person_reason) == (None, "doubt")
    [alert] = alerts(doubted)
    assert (alert.is_doubt, alert.matched, alert.probability) == (True, "classifier", 0.5)


@pytest.mark.parametrize(
    "body", ["1", "oui", "Oui, c'est urgent", "oui il va pas mieux", "نعم", "yes"]
)
@pytest.mark.parametrize("is_answered", [False, True])
def test_a_yes_gets_the_safety_reply_at_once_and_raises_the_alarm(
    doubted: RelaisForTests, body: str, is_answered: bool
) -> None:
    (write if is_answered else receive_text)(doubted, AMINA, BODY)

    received = receive_text(doubted, AMINA, body)

    assert received.alert is not None
    assert replies(doubted)[-1] == ["safety.emergency"]
    assert conversation_of(doubted).danger == "emergency"
    assert [(a.matched, a.is_doubt, a.doubt_answer) for a in alerts(doubted)] == [
        ("classifier", True, "yes"),
        ("said_yes", False, None),
    ]


def test_the_yes_is_no_answer_to_a_question_of_rasa(doubted: RelaisForTests) -> None:
    write(doubted, AMINA, BODY)
    write(doubted, AMINA, "oui")

    assert [text for _, text in doubted.rasa.asked] == [BODY]


@pytest.mark.parametrize("body", ["2", "non", "Non, pas urgent", "لا"])
def test_a_no_goes_on_as_usual_and_staff_still_see_the_doubt(
    doubted: RelaisForTests, body: str
) -> None:
    write(doubted, AMINA, BODY)
    write(doubted, AMINA, body)

    assert replies(doubted)[-1] == ["safety.doubt_ended"]
    assert alerts(doubted)[0].doubt_answer == "no"
    assert conversation_of(doubted).danger is None
    assert conversation_of(doubted).needs_person_reason == "doubt"
    write(doubted, AMINA, "oui")
    assert doubted.rasa.asked[-1][1] == "oui"


def test_the_question_ends_when_much_else_was_said_since(doubted: RelaisForTests) -> None:
    write(doubted, AMINA, BODY)
    doubted.relais.clock.move(OPEN_FOR + timedelta(seconds=1))  # type: ignore[attr-defined]
    write(doubted, AMINA, "bonjour")
    write(doubted, AMINA, "oui")

    assert conversation_of(doubted).danger is None
    assert doubted.rasa.asked[-1][1] == "oui"


def test_a_sure_danger_is_not_asked_about(doubted: RelaisForTests) -> None:
    write(doubted, AMINA, BODY)
    write(doubted, AMINA, "je veux mourir")

    assert replies(doubted)[-1] == ["safety.suicidal_thoughts"]
    assert conversation_of(doubted).danger == "suicidal_thoughts"


def test_a_doubt_of_which_rasa_is_sure_becomes_a_danger(running: RelaisForTests) -> None:
    running = doubting(running, {"au secours lui": doubt(Danger.EMERGENCY)})
    running.rasa.intents["au secours lui"] = ("emergency", 0.8)
    running.rasa.says["au secours lui"] = [{"say": "safety.emergency"}]

    write(running, AMINA, "au secours lui")

    assert replies(running) == [[ANSWER], ["safety.emergency"]]
    [alert] = alerts(running)
    assert (alert.is_doubt, alert.matched) == (False, "understood")


def test_a_question_about_a_childs_danger_leads_to_the_reply_for_children(
    running: RelaisForTests,
) -> None:
    alert = doubt(Danger.VIOLENCE)
    child = type(alert)(alert.danger, "safety.violence_child", "classifier", is_doubt=True)
    running = doubting(running, {"mon fils et lui": child})

    write(running, AMINA, "mon fils et lui")
    write(running, AMINA, "1")

    assert replies(running)[0] == ["safety.doubt_violence"]
    assert replies(running)[-1] == ["safety.violence_child"]


def test_a_doubt_is_asked_about_past_an_opt_out_and_while_a_person_holds(
    doubted: RelaisForTests,
) -> None:
    conversation_id = write(doubted, AMINA, "STOP")
    with doubted.relais.database.transaction() as session:
        now = doubted.relais.clock.now()
        member = make_member(session, now)
        take_over(session, conversation_id, member.id, now)
    before = len(doubted.bell.deliveries)

    receive_text(doubted, AMINA, BODY)
    assert len(doubted.bell.deliveries) == before + 1
    receive_text(doubted, AMINA, "oui")

    assert replies(doubted)[1:] == [[ANSWER], ["safety.emergency"]]
    assert len(doubted.bell.deliveries) == before + 2
    assert on_call_texts(doubted) == []
