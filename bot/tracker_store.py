"""Where Rasa keeps the state of conversations: one small row each in an SQLite file."""

import json
import sqlite3
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.constants import SESSION_START_METADATA_SLOT as SESSION_METADATA
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

# The rules look at the current turn, the actions at the few before; more only makes turns slower.
KEPT_TURNS = 5
_REMEMBERED_MESSAGES = 1000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS health (id INTEGER PRIMARY KEY, checked_at REAL NOT NULL);
"""


class RelaisTrackerStore(TrackerStore):
    """Keeps the slots and, of the latest turns, intents and actions: nothing that anybody wrote.

    The words of the last message are held in memory alone, for the action that may complete it.
    What a turn changes is seen by nobody before it is saved: each `retrieve` builds a new tracker.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[str] = None,
        event_broker: Optional[EventBroker] = None,
        path: Optional[str] = None,
        **kwargs: Any,
    ) -> None:
        """Open the file at `path`, made when missing; Rasa hands over the rest."""
        super().__init__(domain, event_broker)
        if not path:
            raise RasaException("tracker_store needs a path (RELAIS_TRACKER_PATH)")
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        self.path.chmod(0o600)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.executescript(_SCHEMA)
        self._last_messages: OrderedDict[str, UserUttered] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the conversation. One in which nothing happened yet leaves no row."""
        if tracker.events:
            self._connection.execute(
                "INSERT OR REPLACE INTO conversations VALUES (?, ?)",
                (tracker.sender_id, json.dumps(_shorten(tracker), separators=(",", ":"))),
            )
            self._remember(tracker)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as it was saved last, None when there is none."""
        row = self._connection.execute(
            "SELECT state FROM conversations WHERE id = ?", (sender_id,)
        ).fetchone()
        if row is None:
            return None
        tracker = self.init_tracker(sender_id)
        last = self._last_messages.get(sender_id)
        for event in _restore(json.loads(row[0])):
            is_last = isinstance(event, UserUttered) and last and event.timestamp == last.timestamp
            tracker.update(last if is_last else event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return [row[0] for row in self._connection.execute("SELECT id FROM conversations")]

    async def delete(self, conversation_id: str) -> bool:
        """Erase a conversation, from the write-ahead log too; tells whether there was one."""
        erased = self._connection.execute(
            "DELETE FROM conversations WHERE id = ?", (conversation_id,)
        ).rowcount
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._last_messages.pop(conversation_id, None)
        return erased > 0

    def check(self) -> None:
        """Write something; raises sqlite3.Error or OSError when the file cannot take it."""
        self.path.stat()
        self._connection.execute(
            "INSERT OR REPLACE INTO health VALUES (1, ?)", (round(time.time()),)
        )

    def _remember(self, tracker: DialogueStateTracker) -> None:
        message = tracker.latest_message
        if message is None:
            return
        known = {"intent": message.intent, "entities": message.entities}
        short = UserUttered(message.text, **known, parse_data=known, timestamp=message.timestamp)
        self._last_messages[tracker.sender_id] = short
        self._last_messages.move_to_end(tracker.sender_id)
        while len(self._last_messages) > _REMEMBERED_MESSAGES:
            self._last_messages.popitem(last=False)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _shorten(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """The latest turns without any text, and the slots that were set before them."""
    events = list(tracker.events)
    starts = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    kept = events[starts[-KEPT_TURNS:][0] :] if starts else []
    set_since = {event.key for event in kept if isinstance(event, SlotSet)}
    return {
        "slots": {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value and name not in set_since | {SESSION_METADATA}
        },
        "events": [short for short in map(_short_event, kept) if short],
    }


def _short_event(event: Event) -> Optional[List[Any]]:
    if isinstance(event, UserUttered):
        return ["user", event.intent_name, event.timestamp]
    if isinstance(event, ActionExecuted):
        return ["action", event.action_name, event.timestamp]
    if isinstance(event, ActiveLoop):
        return ["loop", event.name, event.timestamp]
    if isinstance(event, SlotSet):
        return ["slot", event.key, event.timestamp, event.value]
    return None


def _restore(state: Dict[str, Any]) -> List[Event]:
    """Events that lead a new tracker to the saved state, ready for the next message."""
    events: List[Event] = [SlotSet(name, value) for name, value in state["slots"].items()]
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    for kind, name, timestamp, *value in state["events"]:
        if kind == "user":
            events.append(UserUttered(None, {"name": name}, timestamp=timestamp))
        elif kind == "action":
            events.append(ActionExecuted(name, timestamp=timestamp))
        elif kind == "loop":
            events.append(ActiveLoop(name, timestamp=timestamp))
        else:
            events.append(SlotSet(name, *value, timestamp=timestamp))
    return events
