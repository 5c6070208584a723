"""Many wait for news with one query; who goes away, or finds no place, does not wait."""

from collections.abc import Callable

import anyio
import pytest
from sqlalchemy import event

from relais.conversations import start_web_conversation
from relais.conversations.models import Author, Message, MessageState
from relais.db import Database
from tests.conftest import FixedClock
from web.widget.lookout import Lookout

PATIENCE = 10  # seconds, for a busy machine: nobody really waits that long


async def stays() -> bool:
    return False


async def has_gone() -> bool:
    return True


def begin(database: Database, clock: FixedClock, name: str) -> str:
    with database.transaction() as session:
        return start_web_conversation(session, name, clock.now()).id


def write(database: Database, clock: FixedClock, conversation_id: str) -> int:
    with database.transaction() as session:
        message = Message(
            conversation_id=conversation_id,
            author=Author.ASSISTANT,
            state=MessageState.SAID,
            created_at=clock.now(),
            body_sealed=b"",
            redacted="",
        )
        session.add(message)
        session.flush()
        return message.id


@pytest.fixture
def count_queries(shared_database: Database) -> Callable[[], int]:
    seen: list[str] = []
    event.listen(
        shared_database.engine,
        "before_cursor_execute",
        lambda *about: seen.append(about[2]) if "max(messages.id)" in about[2] else None,
    )
    return lambda: len(seen)


def test_what_is_there_already_ends_the_wait(shared_database: Database, clock: FixedClock):
    conversation_id = begin(shared_database, clock, "one")
    newest = write(shared_database, clock, conversation_id)

    async def wait() -> None:
        with anyio.fail_after(PATIENCE):
            await Lookout(shared_database).wait(conversation_id, newest - 1, 60, stays)

    anyio.run(wait)


def test_each_of_many_is_woken_by_their_own_message_alone(
    shared_database: Database, clock: FixedClock, count_queries: Callable[[], int]
):
    names = [begin(shared_database, clock, str(number)) for number in range(30)]
    lookout = Lookout(shared_database)
    woken: list[str] = []

    async def wait_for(name: str) -> None:
        await lookout.wait(name, 0, 60, stays)
        woken.append(name)

    async def run() -> None:
        with anyio.fail_after(PATIENCE):
            async with anyio.create_task_group() as group:
                for name in names:
                    group.start_soon(wait_for, name)
                await anyio.to_thread.run_sync(write, shared_database, clock, names[3])
                while not woken:
                    await anyio.sleep(0.01)
                lookout.close()

    anyio.run(run)

    assert woken[0] == names[3]
    assert len(woken) == len(names)
    assert count_queries() < len(names)


def test_who_has_gone_is_not_waited_for(shared_database: Database, clock: FixedClock):
    conversation_id = begin(shared_database, clock, "one")

    async def wait() -> None:
        with anyio.fail_after(PATIENCE):
            await Lookout(shared_database).wait(conversation_id, 0, 60, has_gone)

    anyio.run(wait)


def test_without_a_place_nobody_waits_and_a_place_left_is_free(
    shared_database: Database, clock: FixedClock, count_queries: Callable[[], int]
):
    conversation_id = begin(shared_database, clock, "one")
    full = Lookout(shared_database, places=0)
    narrow = Lookout(shared_database, places=1)

    async def wait() -> None:
        with anyio.fail_after(PATIENCE):
            await full.wait(conversation_id, 0, 60, stays)
            assert count_queries() == 0
            await narrow.wait(conversation_id, 0, 0.01, stays)
            await narrow.wait(conversation_id, 0, 0.01, stays)
            assert count_queries() > 0

    anyio.run(wait)


def test_a_closed_lookout_lets_everybody_go(shared_database: Database, clock: FixedClock):
    conversation_id = begin(shared_database, clock, "one")
    lookout = Lookout(shared_database)
    lookout.close()

    async def wait() -> None:
        with anyio.fail_after(PATIENCE):
            await lookout.wait(conversation_id, 0, 60, stays)

    anyio.run(wait)
