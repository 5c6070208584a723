"""One turn of a conversation: what was said and meant, what to say and to remember."""

import asyncio
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from actions.parts import Relais
from actions.says import ChoiceJson, SayJson, say
from relais.conversations import Conversation, ConversationNotFoundError, get_conversation
from relais.errors import RelaisError

log = logging.getLogger(__name__)

_FRESH_MESSAGES = 4


@dataclass(frozen=True)
class OfferedSlot:
    """A slot among the choices last offered, and the appointment it would move, if any."""

    slot_id: str
    appointment_id: str | None


class Turn:
    """What an action works with."""

    def __init__(self, relais: Relais, tracker: Tracker) -> None:
        """Read the turn out of Rasa's tracker; its sender is our conversation id."""
        self.relais = relais
        self.conversation_id: str = tracker.sender_id
        self.now: datetime = relais.clock.now()
        self.zone: ZoneInfo = relais.settings.zone
        self.says: list[SayJson] = []
        self.events: list[dict[str, Any]] = []
        self._tracker = tracker
        self._conversation: Conversation | None = None
        self._message: dict[str, Any] = tracker.latest_message

    @property
    def intent(self) -> str:
        """What the message was understood to mean."""
        return str((self._message.get("intent") or {}).get("name") or "")

    @property
    def text(self) -> str:
        """What the person wrote, redacted; empty when they picked a choice."""
        return _written(self._message.get("text"))

    @property
    def language(self) -> str:
        """The language the conversation is held in."""
        return str((self._message.get("metadata") or {}).get("language") or "fr")

    @property
    def ranking(self) -> list[tuple[str, float]]:
        """The intents the message may mean with their confidences, best first."""
        ranked = self._message.get("intent_ranking") or []
        return [(str(one["name"]), float(one["confidence"])) for one in ranked]

    def entity(self, name: str) -> str | None:
        """The first value of an entity in the message."""
        return _entity(self._message, name)

    def previous_entity(self, name: str) -> str | None:
        """The first value of an entity in the person's message before this one."""
        return _entity(self._previous_data(), name)

    def slot(self, name: str) -> Any:
        """What was remembered under this name."""
        return self._tracker.get_slot(name)

    def fresh_slot(self, name: str) -> Any:
        """What was remembered under this name in the last few messages; what is older is stale."""
        messages = 0
        for event in reversed(self._tracker.events):
            messages += event.get("event") == "user"
            if messages > _FRESH_MESSAGES:
                return None
            if event.get("event") == "slot" and event.get("name") == name:
                return event.get("value")
        return None

    def intents_before(self) -> list[str]:
        """What the last few messages before this one were understood to mean, newest first."""
        said = [event for event in self._tracker.events if event.get("event") == "user"]
        before = said[-1 - _FRESH_MESSAGES : -1]
        data = [event.get("parse_data") or {} for event in reversed(before)]
        return [str((one.get("intent") or {}).get("name") or "") for one in data]

    def previous_intent(self) -> str:
        """What the person's message before this one was understood to mean."""
        return str((self._previous_data().get("intent") or {}).get("name") or "")

    def completed_text(self) -> str:
        """The message that this one completes: it asked for an appointment without saying which."""
        data = self._previous_data()
        said_care = any(e["entity"] == "care_type" for e in data.get("entities") or [])
        if self.previous_intent() != "book_appointment" or said_care:
            return ""
        return _written(data.get("text"))

    def _previous_data(self) -> dict[str, Any]:
        said = [event for event in self._tracker.events if event.get("event") == "user"]
        data: dict[str, Any] = (said[-2].get("parse_data") or {}) if len(said) > 1 else {}
        return data

    def say(self, key: str, choices: Sequence[ChoiceJson] = (), /, **args: Any) -> None:
        """Say a reply."""
        self.says.append(say(key, choices, **args))

    def remember(self, **slots: Any) -> None:
        """Set slots."""
        self.events.extend(SlotSet(name, value) for name, value in slots.items())

    def conversation(self, session: Session) -> Conversation:
        """The conversation of this turn. Raises ConversationNotFoundError."""
        if self._conversation is None or self._conversation not in session:
            self._conversation = get_conversation(session, self.conversation_id)
        return self._conversation

    def person_id(self, session: Session) -> str:
        """Whom the conversation is with. Raises ConversationNotFoundError."""
        return self.conversation(session).person_id

    def offered(self, session: Session) -> list[str]:
        """The payloads of the choices last offered; none in a conversation that is not ours."""
        try:
            return payloads(self.conversation(session))
        except ConversationNotFoundError:
            return []

    def offered_slots(self, session: Session) -> list[OfferedSlot]:
        """The slots among the choices last offered, in order."""
        return list(_slots_of(self.offered(session)))


def payloads(conversation: Conversation) -> list[str]:
    """The payloads of the choices last offered, in order."""
    return [str(offered.get("payload") or "") for offered in conversation.offered]


def _slots_of(offered: Sequence[str]) -> Iterator[OfferedSlot]:
    for payload in offered:
        intent, _, data = payload.partition("{")
        if intent == "/choose_slot":
            entities = json.loads("{" + data)
            yield OfferedSlot(entities["slot_id"], entities.get("appointment_id"))


def _entity(understood: dict[str, Any], name: str) -> str | None:
    values = (e.get("value") for e in understood.get("entities") or [] if e["entity"] == name)
    return next((str(value) for value in values if value), None)


def _written(text: object) -> str:
    return text if isinstance(text, str) and not text.startswith("/") else ""


class RelaisAction(Action):  # type: ignore[misc]  # rasa_sdk has no types
    """An action that works outside the event loop and never fails in silence."""

    action_name: ClassVar[str]
    on_error: ClassVar[str] = "system.unavailable"

    def __init__(self, relais: Relais) -> None:
        """Keep the services; nothing connects yet."""
        self._relais = relais

    def name(self) -> str:
        """The name in Rasa's domain."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: object
    ) -> list[dict[str, Any]]:
        """Answer, or say that something went wrong: an error must not leave a person unanswered.

        A database that does not answer is another matter: OperationalError passes through, nothing
        was done, and the turn will be taken again.
        """
        turn = Turn(self._relais, tracker)
        try:
            await asyncio.to_thread(self.answer, turn)
        except OperationalError:
            raise
        except Exception as error:
            # Only its kind is logged: a message may hold what the person wrote.
            code = error.code if isinstance(error, RelaisError) else type(error).__name__
            log.error("%s failed in conversation %s: %s", self.name(), turn.conversation_id, code)
            turn.says, turn.events = [say(self.on_error)], []
        for said in turn.says:
            dispatcher.utter_message(json_message=said)
        return turn.events

    def answer(self, turn: Turn) -> None:
        """Say what there is to say, and remember what the next turn needs."""
        raise NotImplementedError
