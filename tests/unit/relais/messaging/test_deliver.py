import logging
from datetime import timedelta

import pytest

from relais.db import Database
from relais.messaging import (
    ConsoleSender,
    DeliveryState,
    OutcomeUnknown,
    Reason,
    Refused,
    SenderError,
    TryLater,
    deliver,
    record_status,
)
from relais.vault import Vault
from tests.factories.messaging import BODY, NUMBER, make_conversation, make_delivery
from tests.unit.relais.messaging.waiting_text import Outbox

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
UNKNOWN, LATER = OutcomeUnknown(), TryLater()


def test_a_text_is_sent_once_and_then_forgotten(outbox: Outbox) -> None:
    assert outbox.deliver() is DeliveryState.SENT
    assert outbox.deliver() is None

    assert outbox.sender.sent == [(NUMBER, BODY, outbox.delivery_id)]
    row = outbox.row()
    assert row.provider_id == "SM1"
    assert (row.to_sealed, row.body_sealed, row.lease_until) == (None, None, None)


def test_the_row_says_sending_before_the_call_is_made(outbox: Outbox) -> None:
    seen: list[DeliveryState] = []
    outbox.sender.before_answering = lambda: seen.append(outbox.row().state)

    outbox.deliver()

    assert seen == [DeliveryState.SENDING]


def test_a_second_worker_leaves_a_text_alone_while_it_is_being_sent(outbox: Outbox) -> None:
    second: list[DeliveryState | None] = []

    def try_too() -> None:
        outbox.sender.before_answering = lambda: None
        second.append(outbox.deliver())

    outbox.sender.before_answering = try_too
    outbox.deliver()

    assert second == [None]
    assert len(outbox.sender.sent) == 1


def test_the_console_sender_takes_texts_too(outbox: Outbox, database: Database) -> None:
    deliver(database, outbox.vault, ConsoleSender(), outbox.clock, outbox.delivery_id)

    row = outbox.row()
    assert row.state == DeliveryState.SENT
    assert str(row.provider_id).startswith("console-")


def test_a_text_for_later_waits(outbox: Outbox, database: Database, vault: Vault) -> None:
    now = outbox.clock.now()
    with database.transaction() as session:
        outbox.delivery_id = make_delivery(session, vault, now, due_at=now + MINUTE).id

    assert outbox.deliver() is None
    outbox.clock.move(MINUTE)
    assert outbox.deliver() is DeliveryState.SENT


def test_an_erased_text_is_nothing_to_do(outbox: Outbox) -> None:
    outbox.delivery_id = "0" * 32

    assert outbox.deliver() is None


def test_a_refusal_ends_the_delivery_with_its_reason(outbox: Outbox) -> None:
    outbox.sender.answers = [Refused(Reason.OPTED_OUT, 21610)]

    outcome = deliver(
        outbox.database, outbox.vault, outbox.sender, outbox.clock, outbox.delivery_id
    )

    assert outcome is not None
    assert (outcome.state, outcome.reason) == (DeliveryState.FAILED, Reason.OPTED_OUT)
    row = outbox.row()
    assert (row.reason, row.error_code) == (Reason.OPTED_OUT, 21610)
    assert (row.to_sealed, row.body_sealed) == (None, None)


def test_a_text_that_was_not_taken_goes_again_without_a_look(outbox: Outbox) -> None:
    outbox.sender.answers = [LATER]

    assert outbox.deliver() is DeliveryState.PENDING
    assert outbox.deliver() is None
    assert outbox.deliver_when_due() is DeliveryState.SENT
    assert (len(outbox.sender.sent), outbox.sender.looked_up) == (2, [])


def test_the_provider_may_ask_for_a_longer_wait(outbox: Outbox) -> None:
    outbox.sender.answers = [TryLater(retry_after=7 * MINUTE)]

    outbox.deliver()

    assert outbox.row().due_at == outbox.clock.now() + 7 * MINUTE


def test_each_wait_is_longer_up_to_an_hour(outbox: Outbox) -> None:
    outbox.sender.answers = [LATER] * 12
    waits: list[timedelta] = []
    for _ in range(12):
        outbox.deliver_when_due()
        waits.append(outbox.row().due_at - outbox.clock.now())

    assert waits[:4] == [5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)


def test_a_text_whose_outcome_is_unknown_is_looked_up_and_found(outbox: Outbox) -> None:
    began = outbox.clock.now()
    outbox.sender.answers, outbox.sender.found = [UNKNOWN], ["SM-taken"]

    assert outbox.deliver() is DeliveryState.SENDING
    assert outbox.deliver() is None
    assert outbox.deliver_when_due() is DeliveryState.SENT

    assert outbox.sender.looked_up == [(NUMBER, BODY, began)]
    assert len(outbox.sender.sent) == 1
    assert outbox.row().provider_id == "SM-taken"


def test_a_text_whose_outcome_is_unknown_goes_again_when_it_is_not_found(outbox: Outbox) -> None:
    outbox.sender.answers = [UNKNOWN]

    outbox.deliver()

    assert outbox.deliver_when_due() is DeliveryState.SENT
    assert len(outbox.sender.sent) == 2


def test_the_provider_has_time_to_list_a_text_before_it_is_looked_up(outbox: Outbox) -> None:
    outbox.sender.answers = [UNKNOWN]

    outbox.deliver()

    assert outbox.row().lease_until == outbox.clock.now() + 10 * SECOND


@pytest.mark.parametrize("trouble", [UNKNOWN, LATER])
def test_a_failed_look_is_no_leave_to_send(outbox: Outbox, trouble: SenderError) -> None:
    outbox.sender.answers, outbox.sender.found = [UNKNOWN], trouble

    outbox.deliver()

    assert outbox.deliver_when_due() is DeliveryState.SENDING
    assert len(outbox.sender.sent) == 1


def test_a_crash_in_mid_send_leaves_a_row_that_is_looked_up(outbox: Outbox) -> None:
    def crash() -> None:
        raise KeyboardInterrupt

    outbox.sender.before_answering = crash
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver()
    outbox.sender.before_answering, outbox.sender.found = lambda: None, ["SM-taken"]

    assert outbox.deliver() is None
    assert outbox.deliver_when_due() is DeliveryState.SENT
    assert (len(outbox.sender.sent), outbox.row().provider_id) == (1, "SM-taken")


def test_the_same_words_sent_earlier_are_not_taken_for_this_text(
    outbox: Outbox, database: Database, vault: Vault
) -> None:
    with database.transaction() as session:
        conversation = make_conversation(session, outbox.clock.now())
        twin = make_delivery(session, vault, outbox.clock.now(), conversation=conversation)
        twin.state, twin.provider_id = DeliveryState.SENT, "SM-twin"
    outbox.sender.answers, outbox.sender.found = [UNKNOWN], ["SM-twin"]

    outbox.deliver()
    outbox.deliver_when_due()

    assert len(outbox.sender.sent) == 2
    assert outbox.row().provider_id == "SM2"


def test_a_status_that_comes_during_the_call_is_not_undone(outbox: Outbox) -> None:
    def call_back() -> None:
        with outbox.database.transaction() as session:
            record_status(
                session,
                "SM1",
                "delivered",
                None,
                outbox.clock.now(),
                delivery_id=outbox.delivery_id,
            )

    outbox.sender.before_answering = call_back

    assert outbox.deliver() is DeliveryState.DELIVERED
    assert outbox.row().state == DeliveryState.DELIVERED


def test_a_worker_that_lost_its_lease_writes_nothing(outbox: Outbox) -> None:
    """It hangs beyond its lease; another one meanwhile finds the text at the provider."""

    def hang() -> None:
        outbox.sender.before_answering = lambda: None
        outbox.sender.found = ["SM-taken"]
        assert outbox.deliver_when_due() is DeliveryState.SENT

    outbox.sender.before_answering = hang
    outbox.sender.answers = [Refused(Reason.OTHER)]

    assert outbox.deliver() is DeliveryState.SENT
    assert outbox.row().provider_id == "SM-taken"


def test_a_worker_that_lost_its_lease_does_not_end_what_another_is_at(outbox: Outbox) -> None:
    def hang() -> None:
        outbox.sender.before_answering = lambda: None
        outbox.sender.found = UNKNOWN
        assert outbox.deliver_when_due() is DeliveryState.SENDING

    outbox.sender.before_answering = hang
    outbox.sender.answers = [Refused(Reason.OTHER)]

    assert outbox.deliver() is DeliveryState.SENDING
    assert outbox.row().reason is None


def test_no_number_and_no_body_reach_the_log(
    outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    outbox.sender.answers = [UNKNOWN, LATER, Refused(Reason.LANDLINE, 30006)]

    outbox.deliver()
    outbox.deliver_when_due()
    outbox.deliver_when_due()

    assert "landline" in caplog.text
    assert NUMBER not in caplog.text
    assert BODY not in caplog.text
