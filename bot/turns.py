"""One turn of a conversation: either all of it happens and is saved, or none of it."""

import asyncio
import json
import re
import sqlite3
from typing import Any, Dict, List, NamedTuple, Optional
from weakref import WeakValueDictionary

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.action_call import lean
from bot.says import Say, SayCollector
from bot.text import is_payload
from bot.tracker_store import RelaisTrackerStore

ACTION_SECONDS = 10.0
_PARSED_AT_ONCE = 32
_TOLD_RANKS = 5
_PAYLOAD = re.compile(r"/([a-z0-9_]+)(\{.*\})?")


class TurnError(Exception):
    """A turn or a check that failed; nothing of it was kept."""

    code = "turn_failed"
    status = 500


class ActionFailedError(TurnError):
    """The action server is down, slow, or refused: the same turn may be asked for again."""

    code = "action_failed"
    status = 502


class ModelNotLoadedError(TurnError):
    """Rasa runs without a model."""

    code = "model_not_loaded"
    status = 503


class TrackerStoreFailedError(TurnError):
    """Conversations cannot be read or written."""

    code = "tracker_store_failed"
    status = 503


class Turn(NamedTuple):
    """What was understood of a message, and what is said to it."""

    understood: Dict[str, Any]
    says: List[Say]


class Turns:
    """Takes turns with the loaded model.

    The loop of Rasa's own MessageProcessor goes on when an action fails and saves what is left; its
    FailSafeTrackerStore goes on in memory when the disk fails. Both would lose what a person said
    without a word, so here the loop is ours and the store is used directly.
    """

    def __init__(self, agent: Agent) -> None:
        """Check the parts; raises ModelNotLoadedError or TrackerStoreFailedError."""
        if agent.processor is None:
            raise ModelNotLoadedError
        store: Any = agent.tracker_store
        if isinstance(store, FailSafeTrackerStore):
            store = store._tracker_store
        if not isinstance(store, RelaisTrackerStore):
            raise TrackerStoreFailedError
        self._processor: MessageProcessor = agent.processor
        self._processor.tracker_store = store
        self._store = store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, conversation: str, text: str, metadata: Dict[str, Any]) -> Turn:
        """Understand a message and decide what is said; one at a time for a conversation."""
        said = SayCollector()
        message = UserMessage(
            self._safe_text(text), said, conversation, input_channel=said.name(), metadata=metadata
        )
        try:
            async with self._lock(conversation):
                tracker = await self._processor.log_message(message, should_save_tracker=False)
                await self._processor.run_action_extract_slots(said, tracker)
                await self._act_until_listening(tracker, said)
                await self._store.save(tracker)
        except sqlite3.Error as error:
            raise TrackerStoreFailedError from error
        except ActionLimitReached as error:
            raise TurnError from error
        assert tracker.latest_message is not None
        return Turn(_understood(tracker.latest_message.parse_data), said.says)

    async def parse(self, texts: List[str]) -> List[Dict[str, Any]]:
        """What is understood of each text, outside any conversation."""
        understood = []
        target = self._processor.model_metadata.nlu_target
        for start in range(0, len(texts), _PARSED_AT_ONCE):
            batch = texts[start : start + _PARSED_AT_ONCE]
            inputs = {
                PLACEHOLDER_MESSAGE: [UserMessage(self._safe_text(text)) for text in batch],
                PLACEHOLDER_TRACKER: DialogueStateTracker.from_events("parse", []),
            }
            parsed = self._processor.graph_runner.run(inputs=inputs, targets=[target])[target]
            understood += [_understood(m.as_dict(only_output_properties=True)) for m in parsed]
            await asyncio.sleep(0)  # turns of people come between the batches
        return understood

    async def erase(self, conversation: str) -> bool:
        """Forget a conversation; tells whether there was one."""
        try:
            async with self._lock(conversation):
                return await self._store.delete(conversation)
        except sqlite3.Error as error:
            raise TrackerStoreFailedError from error

    def check(self) -> None:
        """Raise TrackerStoreFailedError when nothing can be written."""
        try:
            self._store.check()
        except (sqlite3.Error, OSError) as error:
            raise TrackerStoreFailedError from error

    def _lock(self, conversation: str) -> asyncio.Lock:
        lock = self._locks.get(conversation)
        if lock is None:
            lock = self._locks[conversation] = asyncio.Lock()
        return lock

    def _safe_text(self, text: str) -> str:
        """A payload of ours as it is; else no leading slash, or Rasa would log the whole text."""
        if not is_payload(text):
            return text
        match = _PAYLOAD.fullmatch(text)
        known = match is not None and match.group(1) in self._processor.domain.intents
        if match and known and _is_object(match.group(2)):
            return text
        return text.lstrip("/ ")

    async def _act_until_listening(self, tracker: DialogueStateTracker, said: SayCollector) -> None:
        name: Optional[str] = None
        while name != ACTION_LISTEN_NAME:
            action, prediction = self._processor.predict_next_with_tracker_if_should(tracker)
            name = action.name()
            await self._act(action, prediction, tracker, said)

    async def _act(
        self,
        action: Action,
        prediction: PolicyPrediction,
        tracker: DialogueStateTracker,
        said: SayCollector,
    ) -> None:
        processor = self._processor
        seen = tracker.copy()
        seen.update_with_events(prediction.events, processor.domain)
        try:
            events = await asyncio.wait_for(
                lean(action).run(said, processor.nlg, seen, processor.domain), ACTION_SECONDS
            )
        except ActionExecutionRejection as error:
            if tracker.active_loop_name != action.name():
                raise ActionFailedError from error
            # The message did not answer the form: it is left, and the message answered for itself.
            tracker.update_with_events(
                [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)], processor.domain
            )
            return
        except Exception as error:
            raise ActionFailedError(action.name()) from error
        tracker.update_with_events(prediction.events, processor.domain)
        tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, processor.domain)
        for event in events:
            if isinstance(event, BotUttered):
                await said.send_response(tracker.sender_id, event.message())


def _is_object(text: Optional[str]) -> bool:
    try:
        return text is None or isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _understood(parsed: Dict[str, Any]) -> Dict[str, Any]:
    intent = parsed["intent"]
    return {
        "intent": intent["name"],
        "confidence": intent["confidence"],
        "ranking": [
            {"name": rank["name"], "confidence": rank["confidence"]}
            for rank in parsed.get("intent_ranking", [])[:_TOLD_RANKS]
        ],
        "entities": [
            {key: entity.get(key) for key in ("entity", "value", "start", "end")}
            for entity in parsed.get("entities", [])
        ],
    }
