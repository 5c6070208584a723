"""A person of the staff is called when somebody asks for one, or to be forgotten."""

from relais.conversations import get_conversation
from tests.unit.actions.talk import Talk


def needs_person(talk: Talk) -> str | None:
    with talk.running.relais.database.reading() as session:
        return get_conversation(session, talk.conversation_id).needs_person_reason


def test_a_person_is_called(talk: Talk) -> None:
    assert talk.says("je veux parler à quelqu'un", "talk_to_person") == ["people.talk_to_person"]
    assert needs_person(talk) == "asked"


def test_nothing_is_asked_of_the_staff_before_a_yes_to_erasure(talk: Talk) -> None:
    talk.says("effacez mes données", "delete_my_data")

    assert talk.keys == ["people.delete_my_data"]
    assert needs_person(talk) is None


def test_a_yes_has_the_staff_erase_the_person(talk: Talk) -> None:
    talk.says("effacez mes données", "delete_my_data")
    talk.picks("oui")

    assert talk.keys == ["people.delete_my_data_noted"]
    assert needs_person(talk) == "erasure_asked"


def test_a_no_keeps_everything(talk: Talk) -> None:
    talk.says("effacez mes données", "delete_my_data")
    talk.picks("2")

    assert talk.keys == ["people.delete_my_data_kept"]
    assert needs_person(talk) is None
