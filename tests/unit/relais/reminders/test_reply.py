from datetime import timedelta

import pytest
from sqlalchemy import select

from relais.conversations import (
    Channel,
    Conversation,
    ConversationNotFoundError,
    Person,
    conversation_of,
)
from relais.reminders import (
    Answer,
    Reminder,
    ReminderState,
    hold,
    plan_reminders,
    reply_to,
    send_due,
)
from relais.rights import Cover
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests

AMINA = "+33639980001"


def _answer(running: RelaisForTests, answer: Answer) -> str:
    relais = running.relais
    with relais.database.transaction() as session:
        conversation = session.scalars(select(Conversation)).one()
        return reply_to(session, conversation.id, answer, relais.clock.now())


def _states(running: RelaisForTests) -> dict[str, str]:
    with running.relais.database.reading() as session:
        return {row.id: row.state for row in session.scalars(select(Reminder))}


@pytest.mark.parametrize(
    ("answer", "key", "state"),
    [
        ("done", "reminders.done", ReminderState.DONE),
        ("help", "reminders.help_noted", ReminderState.HELP),
        ("stop", "reminders.stopped", ReminderState.STOPPED),
    ],
)
def test_an_answer_is_noted_on_the_reminder(
    running: RelaisForTests, answer: Answer, key: str, state: ReminderState
) -> None:
    reminder = planned_reminder(running)
    send_due(running.relais)
    assert _answer(running, answer) == key
    assert _states(running) == {reminder.id: state}


def test_done_closes_the_reminder_sent_last(running: RelaisForTests, clock: FixedClock) -> None:
    first = planned_reminder(running, phone=AMINA, cover=Cover.PUMA)
    send_due(running.relais)
    clock.move(timedelta(hours=1))
    second = planned_reminder(running, phone=AMINA, cover=Cover.C2S)
    send_due(running.relais)
    _answer(running, "done")
    assert _states(running) == {first.id: ReminderState.SENT, second.id: ReminderState.DONE}


def test_help_calls_a_person(running: RelaisForTests, clock: FixedClock) -> None:
    planned_reminder(running)
    send_due(running.relais)
    _answer(running, "help")
    with running.relais.database.reading() as session:
        conversation = session.scalars(select(Conversation)).one()
    assert conversation.needs_person_reason == "reminder_help"
    assert conversation.needs_person_at == clock.now()


def test_somebody_may_change_their_mind(running: RelaisForTests) -> None:
    reminder = planned_reminder(running)
    send_due(running.relais)
    _answer(running, "done")
    _answer(running, "help")
    assert _states(running) == {reminder.id: ReminderState.HELP}


def test_stop_takes_back_what_was_planned_and_nothing_is_planned_again(
    running: RelaisForTests, clock: FixedClock
) -> None:
    sent = planned_reminder(running, phone=AMINA, cover=Cover.PUMA)
    send_due(running.relais)
    coming = planned_reminder(running, 70, phone=AMINA, cover=Cover.C2S)
    _answer(running, "stop")
    assert _states(running) == {
        sent.id: ReminderState.STOPPED,
        coming.id: ReminderState.WITHDRAWN,
    }
    assert plan_reminders(running.relais) == 0
    clock.move(timedelta(days=12))
    assert send_due(running.relais) == 0
    with running.relais.database.reading() as session:
        person = session.scalars(select(Person)).one()
    assert person.reminders_stopped_at is not None
    assert person.opted_out_at is None


def test_an_answer_touches_no_reminder_that_was_not_sent(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running)
    with running.relais.database.transaction() as session:
        person = session.get_one(Person, reminder.person_id)
        conversation_of(session, person, Channel.SMS, clock.now())
        hold(session, reminder.id, clock.now())
    assert _answer(running, "done") == "reminders.done"
    assert _states(running) == {reminder.id: ReminderState.HELD}


def test_a_conversation_that_was_erased_is_not_found(
    running: RelaisForTests, clock: FixedClock
) -> None:
    with (
        running.relais.database.transaction() as session,
        pytest.raises(ConversationNotFoundError),
    ):
        reply_to(session, "0" * 32, "done", clock.now())
