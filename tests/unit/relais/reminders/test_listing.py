from datetime import timedelta

import pytest
from sqlalchemy import select, update

from relais.conversations import Conversation
from relais.messaging import DeliveryState
from relais.reminders import (
    Reminder,
    ReminderFilter,
    ReminderPage,
    ReminderState,
    hold,
    list_reminders,
    send_due,
)
from relais.rights import Cover
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests


def _list(running: RelaisForTests, shown: ReminderFilter, page: int = 1) -> ReminderPage:
    with running.relais.database.reading() as session:
        return list_reminders(session, running.relais.vault, shown, page)


def test_what_is_coming_is_in_the_order_it_leaves(
    running: RelaisForTests, clock: FixedClock
) -> None:
    later, sooner = planned_reminder(running, 74), planned_reminder(running, 65)
    with running.relais.database.transaction() as session:
        hold(session, later.id, clock.now())
    page = _list(running, ReminderFilter.COMING)
    assert [line.reminder.id for line in page.lines] == [sooner.id, later.id]
    assert page.counts[ReminderFilter.COMING] == 2


def test_a_line_holds_what_a_mediator_needs(running: RelaisForTests) -> None:
    name = running.relais.vault.encrypt("Amina")
    planned_reminder(running, cover=Cover.AME, name_sealed=name, language="ar")
    line = _list(running, ReminderFilter.COMING).lines[0]
    assert (line.name, line.cover, line.person.language) == ("Amina", Cover.AME, "ar")
    assert (line.conversation_id, line.delivery) == (None, None)


def test_a_sent_reminder_shows_its_conversation_and_its_delivery(running: RelaisForTests) -> None:
    planned_reminder(running)
    send_due(running.relais)
    line = _list(running, ReminderFilter.SENT).lines[0]
    assert line.delivery is DeliveryState.PENDING
    with running.relais.database.reading() as session:
        assert line.conversation_id == session.scalars(select(Conversation.id)).one()


@pytest.mark.parametrize("state", list(ReminderState))
def test_every_state_is_in_one_tab(running: RelaisForTests, state: ReminderState) -> None:
    planned_reminder(running)
    with running.relais.database.transaction() as session:
        session.execute(update(Reminder).values(state=state))
    assert sum(len(_list(running, shown).lines) for shown in ReminderFilter) == 1


def test_what_is_over_is_listed_latest_first(running: RelaisForTests, clock: FixedClock) -> None:
    first = planned_reminder(running)
    send_due(running.relais)
    clock.move(timedelta(hours=1))
    second = planned_reminder(running)
    send_due(running.relais)
    lines = _list(running, ReminderFilter.SENT).lines
    assert [line.reminder.id for line in lines] == [second.id, first.id]


def test_a_long_list_has_pages(running: RelaisForTests) -> None:
    for _ in range(31):
        planned_reminder(running)
    first, second = (_list(running, ReminderFilter.COMING, page) for page in (1, 2))
    assert (len(first.lines), len(second.lines), first.pages) == (30, 1, 2)
    assert not {line.reminder.id for line in first.lines} & {
        line.reminder.id for line in second.lines
    }
