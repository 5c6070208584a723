"""Answers to a reminder are noted."""

from relais.conversations import get_conversation
from tests.unit.actions.talk import Talk


def test_a_request_already_filed_is_noted(talk: Talk) -> None:
    assert talk.says("/renewal_done", "renewal_done") == ["reminders.done"]


def test_help_calls_a_person(talk: Talk) -> None:
    assert talk.says("/renewal_help", "renewal_help") == ["reminders.help_noted"]

    with talk.running.relais.database.reading() as session:
        assert get_conversation(session, talk.conversation_id).needs_person_at == talk.now
