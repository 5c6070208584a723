"""The bell over real queues: SQLite always, Redis where one is given."""

import os
import threading
from pathlib import Path

import pytest
from huey.consumer import Consumer

from relais.jobs import HueyBell, build_queue
from relais.settings import load_settings

REDIS = os.environ.get("RELAIS_TEST_REDIS_URL")
QUEUES = ["sqlite"] + (["redis"] if REDIS else [])


class Heard:
    """Work that waits until both kinds of ring were heard."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.all_heard = threading.Event()

    def answer(self, conversation_id: str) -> None:
        self._hear(conversation_id)

    def deliver(self, delivery_id: str) -> None:
        self._hear(delivery_id)

    def _hear(self, row_id: str) -> None:
        self.rows.append(row_id)
        if len(self.rows) == 2:
            self.all_heard.set()


@pytest.fixture(params=QUEUES)
def bell(request: pytest.FixtureRequest, tmp_path: Path) -> HueyBell:
    environment = {"RELAIS_DATA_DIR": str(tmp_path)}
    if request.param == "redis":
        assert REDIS is not None
        environment["RELAIS_QUEUE_URL"] = REDIS
    queue = build_queue(load_settings(environment))
    queue.flush()
    return HueyBell(queue)


def test_what_is_rung_is_heard_by_the_jobs(bell: HueyBell) -> None:
    heard = Heard()
    bell.attach(heard)
    consumer: Consumer = bell.queue.create_consumer(
        workers=1, periodic=False, initial_delay=0.004, max_delay=0.05
    )
    bell.conversation_waits("conversation")
    bell.delivery_waits("delivery")
    consumer.start()
    try:
        assert heard.all_heard.wait(10)
    finally:
        consumer.stop()
    assert sorted(heard.rows) == ["conversation", "delivery"]


def test_a_delivery_goes_before_any_answering(bell: HueyBell) -> None:
    bell.conversation_waits("conversation")
    bell.delivery_waits("delivery")

    task = bell.queue.dequeue()

    assert task is not None
    assert task.args == ("delivery",)
