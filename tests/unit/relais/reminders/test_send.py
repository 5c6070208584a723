from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from relais.conversations import Conversation, Message, Person
from relais.db import Database
from relais.messaging import Delivery
from relais.reminders import Reminder, ReminderState, hold, plan_reminders, release, send_due
from relais.replies import Texts
from relais.rights import Cover, Right
from relais.vault import Keys, Vault
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests, build_relais


def _state(running: RelaisForTests, reminder: Reminder) -> ReminderState:
    with running.relais.database.reading() as session:
        return ReminderState(session.get_one(Reminder, reminder.id).state)


def _deliveries(running: RelaisForTests) -> list[Delivery]:
    with running.relais.database.reading() as session:
        return list(session.scalars(select(Delivery)))


def _change(running: RelaisForTests, model: Any, row_id: str, **values: Any) -> None:
    with running.relais.database.transaction() as session:
        session.execute(update(model).where(model.id == row_id).values(**values))


def test_a_due_reminder_is_said_once(running: RelaisForTests, clock: FixedClock) -> None:
    reminder = planned_reminder(running)
    assert [send_due(running.relais) for _ in range(3)] == [1, 0, 0]
    with running.relais.database.reading() as session:
        sent = session.get_one(Reminder, reminder.id)
        message = session.scalars(select(Message)).one()
        delivery = session.scalars(select(Delivery)).one()
    assert (sent.state, sent.sent_at, sent.message_id) == (
        ReminderState.SENT,
        clock.now(),
        message.id,
    )
    assert message.reply_keys == ["reminders.c2s"]
    assert delivery.message_id == message.id
    assert running.bell.deliveries == [delivery.id]


def test_where_others_read_the_telephone_it_names_neither_cover_nor_association(
    running: RelaisForTests, vault: Vault
) -> None:
    reminder = planned_reminder(running)
    _change(running, Person, reminder.person_id, discreet=True)

    send_due(running.relais)

    with running.relais.database.reading() as session:
        message = session.scalars(select(Message)).one()
    text = vault.decrypt(message.body_sealed)
    assert message.reply_keys == ["reminders.discreet"]
    assert "11 janvier 2027" in text
    assert [word for word in ("C2S", "Promo", "CPAM", "santé") if word in text] == []


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("fr", "se termine le", "11 janvier 2027"),
        ("en", "Promo-Soins", "January 11, 2027"),
        ("ar", "ينتهي", "2027"),
    ],
)
def test_it_speaks_the_language_of_the_person(
    running: RelaisForTests, vault: Vault, language: str, words: str, day: str
) -> None:
    planned_reminder(running, language=language)
    send_due(running.relais)
    with running.relais.database.reading() as session:
        message = session.scalars(select(Message)).one()
    body = vault.decrypt(message.body_sealed)
    assert words in body
    assert day in body
    assert message.language == language


def test_its_choices_are_those_the_assistant_understands(running: RelaisForTests) -> None:
    planned_reminder(running)
    send_due(running.relais)
    with running.relais.database.reading() as session:
        offered = session.scalars(select(Conversation)).one().offered
    assert [choice["payload"] for choice in offered] == [
        "/renewal_done",
        "/renewal_help",
        "/stop_reminders",
    ]
    assert [choice["number"] for choice in offered] == [1, 2, 3]


@pytest.mark.parametrize("cover", list(Cover))
def test_each_cover_has_its_reminder(running: RelaisForTests, cover: Cover) -> None:
    planned_reminder(running, cover=cover)
    send_due(running.relais)
    with running.relais.database.reading() as session:
        assert session.scalars(select(Message)).one().reply_keys == [f"reminders.{cover}"]


def test_a_reminder_waits_for_its_day(running: RelaisForTests, clock: FixedClock) -> None:
    reminder = planned_reminder(running, 62)
    assert send_due(running.relais) == 0
    clock.move(timedelta(days=2))
    assert send_due(running.relais) == 1
    assert _state(running, reminder) == ReminderState.SENT


def test_nothing_leaves_in_quiet_hours(running: RelaisForTests, clock: FixedClock) -> None:
    reminder = planned_reminder(running)
    clock.moment = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert send_due(running.relais) == 0
    assert _state(running, reminder) == ReminderState.PLANNED
    clock.moment = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert send_due(running.relais) == 1


def test_on_the_day_clocks_go_back_nothing_leaves_an_hour_too_early(
    running: RelaisForTests, clock: FixedClock
) -> None:
    clock.moment = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    planned_reminder(running)
    clock.moment = datetime(2026, 10, 25, 7, 30, tzinfo=UTC)  # 08:30, the day before 09:30
    assert send_due(running.relais) == 0
    clock.moment = datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    assert send_due(running.relais) == 1


def test_quiet_hours_that_begin_meanwhile_stop_the_round(
    running: RelaisForTests, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        planned_reminder(running)
    clock.moment = datetime(2026, 11, 22, 18, 59, tzinfo=UTC)
    ring = running.bell.delivery_waits

    def ring_slowly(delivery_id: str) -> None:
        ring(delivery_id)
        clock.move(timedelta(seconds=40))

    monkeypatch.setattr(running.bell, "delivery_waits", ring_slowly)
    assert send_due(running.relais) == 2


def test_a_right_that_has_ended_is_not_reminded_of(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, 1)
    clock.move(timedelta(days=2))
    assert send_due(running.relais) == 0
    assert _state(running, reminder) == ReminderState.EXPIRED
    assert _deliveries(running) == []


def test_a_right_is_reminded_of_on_its_last_day(running: RelaisForTests, clock: FixedClock) -> None:
    reminder = planned_reminder(running, 1)
    clock.move(timedelta(days=1))
    assert send_due(running.relais) == 1
    assert _state(running, reminder) == ReminderState.SENT


def test_held_too_long_a_reminder_expires_even_at_night(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, 1)
    with running.relais.database.transaction() as session:
        hold(session, reminder.id, clock.now())
    clock.move(timedelta(days=2, hours=12))
    assert send_due(running.relais) == 0
    assert _state(running, reminder) == ReminderState.EXPIRED


def test_a_held_reminder_stays_until_it_is_released(
    running: RelaisForTests, clock: FixedClock
) -> None:
    reminder = planned_reminder(running)
    with running.relais.database.transaction() as session:
        hold(session, reminder.id, clock.now())
    assert send_due(running.relais) == 0
    with running.relais.database.transaction() as session:
        release(session, reminder.id, clock.now())
    assert send_due(running.relais) == 1


@pytest.mark.parametrize(
    "changed", ["opted_out_at", "reminders_stopped_at", "consented_at", "unreachable"]
)
def test_who_changed_their_mind_after_the_plan_is_not_written_to(
    running: RelaisForTests, clock: FixedClock, changed: str
) -> None:
    reminder = planned_reminder(running)
    value = {"consented_at": None, "unreachable": "landline"}.get(changed, clock.now())
    _change(running, Person, reminder.person_id, **{changed: value})
    assert send_due(running.relais) == 0
    assert _state(running, reminder) == ReminderState.WITHDRAWN
    assert _deliveries(running) == []


def test_a_right_renewed_after_the_plan_is_not_said_to_end(running: RelaisForTests) -> None:
    reminder = planned_reminder(running)
    later = reminder.ends_on + timedelta(days=365)
    _change(running, Right, reminder.right_id, ends_on=later)
    assert send_due(running.relais) == 0
    assert _state(running, reminder) == ReminderState.WITHDRAWN


def test_a_person_who_had_too_many_texts_today_is_reminded_later(
    database: Database, clock: FixedClock, keys: Keys, texts: Texts
) -> None:
    capped = build_relais(database, clock, keys, texts, daily_message_cap=1)
    planned_reminder(capped, phone="+33639980001", cover=Cover.PUMA)
    assert send_due(capped.relais) == 1
    second = planned_reminder(capped, phone="+33639980001", cover=Cover.C2S)
    assert send_due(capped.relais) == 0
    assert _state(capped, second) == ReminderState.PLANNED
    clock.move(timedelta(days=1, minutes=1))
    assert send_due(capped.relais) == 1


def test_a_broken_bell_leaves_the_text_to_the_sweep(running: RelaisForTests) -> None:
    reminder = planned_reminder(running)
    running.bell.broken = True
    assert send_due(running.relais) == 1
    assert _state(running, reminder) == ReminderState.SENT
    assert len(_deliveries(running)) == 1


def test_one_number_that_cannot_be_opened_keeps_nobody_else_waiting(
    running: RelaisForTests,
) -> None:
    unreadable = planned_reminder(running, 40)
    other = planned_reminder(running, 50)
    stranger = Vault(Keys.derive("another secret than that of this installation"))
    _change(running, Person, unreadable.person_id, phone_sealed=stranger.encrypt("+33639980001"))
    assert send_due(running.relais) == 1
    assert _state(running, unreadable) == ReminderState.PLANNED
    assert _state(running, other) == ReminderState.SENT


def test_a_renewed_right_is_reminded_of_again_at_its_next_end(
    running: RelaisForTests, clock: FixedClock
) -> None:
    first = planned_reminder(running)
    send_due(running.relais)
    later = first.ends_on + timedelta(days=365)
    _change(running, Right, first.right_id, ends_on=later)
    clock.moment = datetime(later.year, later.month, later.day, 9, tzinfo=UTC) - timedelta(days=60)
    assert plan_reminders(running.relais) == 1
    assert send_due(running.relais) == 1
    assert len(_deliveries(running)) == 2
