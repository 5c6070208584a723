from dataclasses import replace

import pytest

from relais.conversations import take_over
from relais.conversations.second_net import DOUBTED, LOW_CONFIDENCE
from relais.replies import Choice
from tests.factories.conversations import AMINA
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests
from tests.unit.relais.conversations.said import alerts, conversation_of, replies, write

MISSED = "toujours la même chose là-bas le soir"  # the screen hears nothing in it


@pytest.fixture
def missed(running: RelaisForTests) -> RelaisForTests:
    """Rasa recognises what the screen does not."""
    running.rasa.intents[MISSED] = ("violence", 0.71)
    running.rasa.says[MISSED] = [{"say": "safety.violence"}]
    return running


def test_a_danger_that_rasa_alone_recognises_is_flagged_like_any_other(
    missed: RelaisForTests,
) -> None:
    write(missed, AMINA, MISSED)

    assert replies(missed) == [["safety.violence"]]
    conversation = conversation_of(missed)
    assert (conversation.danger, conversation.needs_person_reason) == ("violence", "danger")
    [alert] = alerts(missed)
    assert (alert.matched, alert.probability, alert.is_doubt) == ("understood", 0.71, False)


def test_where_it_is_only_likely_one_question_is_asked_with_the_number(
    missed: RelaisForTests,
) -> None:
    missed.rasa.intents[MISSED] = ("violence", LOW_CONFIDENCE - 0.01)
    missed.rasa.says[MISSED] = [{"say": "clarify.offer_person"}]
    write(missed, AMINA, MISSED)

    assert replies(missed) == [["safety.doubt_violence", "clarify.offer_person"]]
    [alert] = alerts(missed)
    assert (alert.danger, alert.is_doubt) == ("violence", True)
    assert conversation_of(missed).danger is None


def test_where_rasa_says_the_safety_reply_already_nothing_more_is_asked(
    missed: RelaisForTests,
) -> None:
    missed.rasa.intents[MISSED] = ("violence", LOW_CONFIDENCE - 0.01)
    write(missed, AMINA, MISSED)

    assert replies(missed) == [["safety.violence"]]
    assert [alert.is_doubt for alert in alerts(missed)] == [True]


def test_where_it_is_unlikely_it_is_a_message_like_any_other(missed: RelaisForTests) -> None:
    missed.rasa.intents[MISSED] = ("violence", DOUBTED - 0.01)
    missed.rasa.says[MISSED] = [{"say": "clarify.offer_person"}]
    write(missed, AMINA, MISSED)

    assert replies(missed) == [["clarify.offer_person"]]
    assert alerts(missed) == []


def test_one_beside_another_question_is_found_in_what_is_said(missed: RelaisForTests) -> None:
    missed.rasa.intents[MISSED] = ("ask_c2s", 0.9)
    missed.rasa.says[MISSED] = [{"say": "rights.c2s"}, {"say": "safety.violence"}]
    write(missed, AMINA, MISSED)

    assert [alert.danger for alert in alerts(missed)] == ["violence"]


def test_what_the_screen_saw_is_flagged_once(running: RelaisForTests) -> None:
    running.rasa.intents["je veux mourir"] = ("suicidal_thoughts", 0.99)
    running.rasa.says["je veux mourir"] = [{"say": "safety.suicidal_thoughts"}]
    write(running, AMINA, "je veux mourir")

    assert replies(running) == [["safety.suicidal_thoughts"]]
    assert [alert.matched for alert in alerts(running)] != ["understood"]
    assert len(alerts(running)) == 1


def test_it_is_answered_past_an_opt_out(missed: RelaisForTests) -> None:
    write(missed, AMINA, "STOP")
    rung = len(missed.bell.deliveries)

    write(missed, AMINA, MISSED)

    assert replies(missed)[-1] == ["safety.violence"]
    assert len(missed.bell.deliveries) == rung + 1


def test_it_is_answered_while_a_person_holds_the_conversation(missed: RelaisForTests) -> None:
    conversation_id = write(missed, AMINA, "bonjour")
    with missed.relais.database.transaction() as session:
        now = missed.relais.clock.now()
        take_over(session, conversation_id, make_member(session, now).id, now)

    write(missed, AMINA, MISSED)

    assert replies(missed)[-1] == ["safety.violence"]
    assert conversation_of(missed).held_by_id is not None


def test_it_is_answered_in_a_flood_that_is_cut(missed: RelaisForTests) -> None:
    settings = missed.relais.settings.model_copy(update={"daily_message_cap": 2})
    missed = replace(missed, relais=replace(missed.relais, settings=settings))
    for _ in range(4):
        write(missed, AMINA, "bonjour")
    assert replies(missed)[-1] == ["system.too_many_messages"]

    write(missed, AMINA, MISSED)

    assert replies(missed)[-1] == ["safety.violence"]


def test_one_picked_among_meanings_is_flagged_and_answered(missed: RelaisForTests) -> None:
    label = Choice("intent.violence", payload="/violence")
    missed.rasa.says["hm"] = [
        {"say": "clarify.did_you_mean", "choices": [{"say": label.key, "payload": label.payload}]}
    ]
    missed.rasa.says["/violence"] = [{"say": "safety.violence"}]
    write(missed, AMINA, "hm")
    write(missed, AMINA, "1")

    assert replies(missed)[-1] == ["safety.violence"]
    assert [alert.matched for alert in alerts(missed)] == ["chosen"]
