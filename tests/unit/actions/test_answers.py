"""A yes or a no answers the last question, and no other."""

from relais.conversations import get_conversation
from tests.unit.actions.talk import Talk


def needs_person(talk: Talk) -> str | None:
    with talk.running.relais.database.reading() as session:
        return get_conversation(session, talk.conversation_id).needs_person_reason


def test_a_yes_to_nothing_does_nothing(talk: Talk) -> None:
    assert talk.says("oui", "affirm") == ["small_talk.affirm_alone"]


def test_a_no_to_nothing_does_nothing(talk: Talk) -> None:
    assert talk.says("non", "deny") == ["small_talk.deny_alone"]


def test_a_question_is_answered_once(talk: Talk) -> None:
    talk.says("effacez mes données", "delete_my_data")
    talk.says("oui", "affirm")

    assert talk.says("oui", "affirm") == ["small_talk.affirm_alone"]


def test_what_a_reminder_said_in_between_makes_the_question_stale(talk: Talk) -> None:
    talk.says("effacez mes données", "delete_my_data")
    with talk.running.relais.database.transaction() as session:
        conversation = get_conversation(session, talk.conversation_id)
        conversation.offered = [{"number": 1, "label": "Fait", "payload": "/renewal_done"}]

    assert talk.says("oui", "affirm") == ["small_talk.affirm_alone"]
    assert needs_person(talk) is None


def test_a_yes_while_slots_are_offered_offers_them_again(talk: Talk) -> None:
    talk.says("rdv", "book_appointment", care_type="social_worker")
    offered = [choice.label for choice in talk.answer.choices]

    assert talk.says("oui", "affirm") == ["appointments.offer_slots"]
    assert [choice.label for choice in talk.answer.choices] == offered


def test_when_nothing_is_left_a_person_is_offered(talk: Talk) -> None:
    talk.says("rdv", "book_appointment", care_type="social_worker")
    for _ in range(20):  # two sessions a week for six weeks
        if talk.says("aucun", "deny") != ["appointments.offer_slots"]:
            break

    assert talk.keys == ["appointments.no_slots"]
    assert talk.payloads == ["/talk_to_person"]
