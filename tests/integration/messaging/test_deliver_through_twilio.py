"""The outbox, the official SDK and a real HTTP server together."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import httpx
import pytest

from relais.db import Database
from relais.messaging import Delivery, DeliveryState, Outcome, Reason, deliver
from relais.messaging.twilio_sender import TwilioSender
from relais.messaging.twilio_transport import Transport
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.messaging import BODY, NUMBER, make_delivery
from tests.fakes.twilio import (
    HangAfterAccepting,
    HangUp,
    HangUpAfterAccepting,
    Refuse,
    ServerError,
    Slow,
    TooManyRequests,
    TwilioStandIn,
)

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class CrashAfterSending:
    """The process dies once the provider has the text, before anything is written down."""

    def __init__(self, sender: TwilioSender) -> None:
        self.sender = sender

    def send(self, to: str, body: str, *, reference: str) -> str:
        self.sender.send(to, body, reference=reference)
        raise KeyboardInterrupt

    def find(self, to: str, body: str, since: datetime) -> Sequence[str]:
        return self.sender.find(to, body, since)


class Post:
    """The outbox of one database, and the sender that carries its texts."""

    def __init__(
        self, database: Database, vault: Vault, sender: TwilioSender, clock: FixedClock
    ) -> None:
        self.database, self.vault, self.sender, self.clock = database, vault, sender, clock

    def write(self, body: str = BODY) -> str:
        with self.database.transaction() as session:
            return make_delivery(session, self.vault, self.clock.now(), body=body).id

    def deliver(self, delivery_id: str) -> Outcome | None:
        return deliver(self.database, self.vault, self.sender, self.clock, delivery_id)

    def row(self, delivery_id: str) -> Delivery:
        with self.database.reading() as session:
            return session.get_one(Delivery, delivery_id)


@pytest.fixture
def post(shared_database: Database, vault: Vault, sender: TwilioSender, clock: FixedClock) -> Post:
    return Post(shared_database, vault, sender, clock)


def test_a_text_reaches_the_provider(post: Post, twilio: TwilioStandIn) -> None:
    delivery_id = post.write()

    post.deliver(delivery_id)

    (text,) = twilio.accepted
    assert (text.to, text.body) == (NUMBER, BODY)
    assert post.row(delivery_id).provider_id == text.sid


@pytest.mark.parametrize("fault", [HangUpAfterAccepting(), ServerError(502, is_accepted=True)])
def test_a_text_that_was_taken_without_a_word_is_not_sent_twice(
    post: Post, twilio: TwilioStandIn, clock: FixedClock, fault: HangUpAfterAccepting | ServerError
) -> None:
    delivery_id = post.write()
    twilio.order(fault)

    post.deliver(delivery_id)
    clock.move(MINUTE)
    post.deliver(delivery_id)

    (text,) = twilio.accepted
    row = post.row(delivery_id)
    assert (row.state, row.provider_id) == (DeliveryState.SENT, text.sid)
    assert twilio.requests == ["POST", "GET"]


def test_a_hang_after_the_text_was_taken_does_not_send_it_twice(
    post: Post, twilio: TwilioStandIn, clock: FixedClock
) -> None:
    delivery_id = post.write()
    post.sender._client.http_client = Transport(httpx.Timeout(0.2))
    twilio.order(HangAfterAccepting())

    post.deliver(delivery_id)
    clock.move(MINUTE)
    post.deliver(delivery_id)

    assert len(twilio.accepted) == 1
    assert post.row(delivery_id).state == DeliveryState.SENT


def test_a_text_that_was_lost_on_the_way_is_sent_after_a_look(
    post: Post, twilio: TwilioStandIn, clock: FixedClock
) -> None:
    delivery_id = post.write()
    twilio.order(HangUp())

    post.deliver(delivery_id)
    clock.move(MINUTE)
    post.deliver(delivery_id)

    assert len(twilio.accepted) == 1
    assert twilio.requests == ["POST", "GET", "POST"]


def test_a_crash_between_the_call_and_the_note_does_not_send_twice(
    post: Post, twilio: TwilioStandIn, clock: FixedClock
) -> None:
    delivery_id = post.write()

    with pytest.raises(KeyboardInterrupt):
        deliver(post.database, post.vault, CrashAfterSending(post.sender), post.clock, delivery_id)
    assert post.row(delivery_id).state == DeliveryState.SENDING
    clock.move(MINUTE)
    post.deliver(delivery_id)

    (text,) = twilio.accepted
    assert post.row(delivery_id).provider_id == text.sid


def test_the_provider_is_left_alone_for_as_long_as_it_asks(
    post: Post, twilio: TwilioStandIn, clock: FixedClock
) -> None:
    delivery_id = post.write()
    twilio.order(TooManyRequests(90))

    post.deliver(delivery_id)
    clock.move(89 * SECOND)
    post.deliver(delivery_id)
    assert twilio.requests == ["POST"]
    clock.move(SECOND)
    post.deliver(delivery_id)

    assert len(twilio.accepted) == 1


def test_an_opt_out_known_to_the_provider_comes_back_as_such(
    post: Post, twilio: TwilioStandIn
) -> None:
    delivery_id = post.write()
    twilio.order(Refuse(21610))

    outcome = post.deliver(delivery_id)

    assert outcome is not None
    assert (outcome.state, outcome.reason) == (DeliveryState.FAILED, Reason.OPTED_OUT)


def test_two_equal_texts_both_arrive_though_one_is_looked_up(
    post: Post, twilio: TwilioStandIn, clock: FixedClock
) -> None:
    first, second = post.write(), post.write()
    twilio.order(HangUpAfterAccepting(), HangUp())

    post.deliver(first)
    post.deliver(second)
    clock.move(MINUTE)
    post.deliver(first)
    post.deliver(second)

    assert len(twilio.accepted) == 2
    assert {post.row(first).provider_id, post.row(second).provider_id} == {
        text.sid for text in twilio.accepted
    }


def test_of_many_workers_at_one_row_only_one_sends(post: Post, twilio: TwilioStandIn) -> None:
    delivery_id = post.write()
    slow = Slow()
    twilio.order(slow)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(post.deliver, delivery_id)
        assert slow.is_held.wait(30)
        others = [pool.submit(post.deliver, delivery_id) for _ in range(7)]
        assert [other.result() for other in others] == [None] * 7
        slow.release.set()
        outcome = first.result()

    assert outcome is not None
    assert outcome.state is DeliveryState.SENT
    assert len(twilio.accepted) == 1


def test_of_many_workers_that_start_at_once_only_one_sends(
    post: Post, twilio: TwilioStandIn
) -> None:
    delivery_id = post.write()
    start = threading.Barrier(8)

    def work(_: int) -> Outcome | None:
        start.wait()
        return post.deliver(delivery_id)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(work, range(8)))

    assert len([outcome for outcome in outcomes if outcome]) == 1
    assert len(twilio.accepted) == 1


def test_no_transaction_is_open_while_the_provider_is_slow(
    post: Post, twilio: TwilioStandIn
) -> None:
    slow_one, another = post.write("slow"), post.write("fast")
    slow = Slow()
    twilio.order(slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(post.deliver, slow_one)
        assert slow.is_held.wait(30)
        post.deliver(another)
        assert [text.body for text in twilio.accepted] == ["fast"]
        slow.release.set()
        first.result()

    assert [text.body for text in twilio.accepted] == ["fast", "slow"]
