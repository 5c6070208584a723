"""Waiting for new messages, for many browsers at once and with one query for all of them."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import anyio
from anyio import to_thread
from sqlalchemy import func, select

from relais.conversations import Message
from relais.db import Database

LOOK_SECONDS = 0.25
PLACES = 200


class Lookout:
    """Knows the newest message of every conversation that somebody waits for.

    Whoever finds that the last look is too old looks for all. So the cost does not grow with the
    number of those who wait, and no thread is held while they do.
    """

    def __init__(self, database: Database, places: int = PLACES) -> None:
        """At most `places` wait; the others are answered at once and ask again."""
        self._database = database
        self._places = places
        self._waiting: Counter[str] = Counter()
        self._newest: dict[str, int] = {}
        self._looked_at = 0.0
        self._is_looking = False
        self._is_closed = False

    def close(self) -> None:
        """Nobody waits any longer: the server is about to stop."""
        self._is_closed = True

    async def wait(
        self,
        conversation_id: str,
        after: int,
        seconds: float,
        is_gone: Callable[[], Awaitable[bool]],
    ) -> None:
        """Return when there is a message with an id above `after`, or after `seconds`.

        Returns at once when every place is taken, and soon after the one who waits `is_gone`.
        Database errors pass through.
        """
        if self._waiting.total() >= self._places:
            return
        with self._place(conversation_id), anyio.move_on_after(seconds):
            while not (self._is_closed or await is_gone()):
                if await self._look(conversation_id) > after:
                    return
                await anyio.sleep(LOOK_SECONDS)

    @contextmanager
    def _place(self, conversation_id: str) -> Iterator[None]:
        self._waiting[conversation_id] += 1
        try:
            yield
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]

    async def _look(self, conversation_id: str) -> int:
        """The newest message of this conversation as of the last look, 0 when there is none."""
        is_old = time.monotonic() - self._looked_at >= LOOK_SECONDS
        if is_old and not self._is_looking:
            self._is_looking = True
            try:
                self._newest = await to_thread.run_sync(self._read, list(self._waiting))
                self._looked_at = time.monotonic()
            finally:
                self._is_looking = False
        return self._newest.get(conversation_id, 0)

    def _read(self, conversation_ids: list[str]) -> dict[str, int]:
        query = (
            select(Message.conversation_id, func.max(Message.id))
            .where(Message.conversation_id.in_(conversation_ids))
            .group_by(Message.conversation_id)
        )
        with self._database.reading() as session:
            return {row[0]: row[1] for row in session.execute(query)}
