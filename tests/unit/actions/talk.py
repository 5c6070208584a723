"""A conversation with the actions: Rasa's tracker, and texts as people get them."""

import asyncio
import json
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.server import build_actions
from relais.conversations import Conversation
from relais.messaging import Encoding, measure
from relais.replies import Rendered, Say, Texts, match_choice, render
from tests.fakes.relais import RelaisForTests

MOST_SEGMENTS = {Encoding.GSM7: 3, Encoding.UCS2: 4}
MORE_FOR_TWO_REPLIES = 2  # in one message: a place and its hours

# What the rules in data/rules/ do with the intents that lead to an action.
ACTION_OF = {
    "ask_required_documents": "action_required_documents",
    "find_care": "action_find_care",
    "more_places": "action_more_places",
    "ask_place_details": "action_place_details",
    "book_appointment": "action_book_appointment",
    "choose_slot": "action_choose_slot",
    "change_appointment": "action_change_appointment",
    "cancel_appointment": "action_cancel_appointment",
    "check_appointment": "action_check_appointment",
    "affirm": "action_affirm",
    "deny": "action_deny",
    "nlu_fallback": "action_clarify",
    "none_of_these": "action_clarify",
    "talk_to_person": "action_talk_to_person",
    "delete_my_data": "action_delete_my_data",
    "change_language": "action_change_language",
    "stop_messages": "action_stop_messages",
    "stop_reminders": "action_stop_messages",
    "stop_everything": "action_stop_messages",
    "out_of_scope": "action_out_of_scope",
    "renewal_done": "action_reminder_reply",
    "renewal_help": "action_reminder_reply",
}
# Slots that Rasa fills from entities.
FROM_ENTITIES = {"care_type"}


class Talk:
    """One person's conversation: says things, picks choices, and keeps what Rasa would keep."""

    def __init__(self, running: RelaisForTests, conversation_id: str, texts: Texts) -> None:
        self.running = running
        self.conversation_id = conversation_id
        self.language = "fr"
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.replies: list[Say] = []
        self.answer = Rendered("", [], [])
        self._texts = texts
        self._actions = {action.name(): action for action in build_actions(running.relais)}

    @property
    def now(self) -> datetime:
        return self.running.relais.clock.now()

    @property
    def keys(self) -> list[str]:
        """The keys of the last answer."""
        return self.answer.keys

    @property
    def payloads(self) -> list[str]:
        """What the choices of the last answer stand for."""
        return [choice.payload for choice in self.answer.choices]

    def says(
        self,
        text: str,
        intent: str,
        ranking: list[tuple[str, float]] | None = None,
        **entities: str,
    ) -> list[str]:
        """Send a message that is understood as given; the keys of the answer."""
        data = self.heard(text, intent, ranking, **entities)
        self._run(ACTION_OF[intent], data)
        return self.keys

    def heard(
        self,
        text: str,
        intent: str,
        ranking: list[tuple[str, float]] | None = None,
        **entities: str,
    ) -> dict[str, Any]:
        """Let Rasa understand a message as given; an answer that needs no action is not played."""
        self.slots.update({name: entities[name] for name in FROM_ENTITIES & entities.keys()})
        if intent not in {"nlu_fallback", "none_of_these"}:
            self.slots["fallback_count"] = 0
        data = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "intent_ranking": [{"name": n, "confidence": c} for n, c in ranking or []],
            "metadata": {"language": self.language, "channel": "sms"},
        }
        self.events.append({"event": "user", "text": text, "parse_data": data})
        for name in FROM_ENTITIES & entities.keys():
            self.events.append({"event": "slot", "name": name, "value": entities[name]})
        return data

    def picks(self, text: str) -> list[str]:
        """Answer with the number or the label of a choice; the keys of the answer."""
        payload = match_choice(text, self.answer.choices)
        assert payload is not None, f"{text!r} is none of {self.answer.choices}"
        intent, _, data = payload.removeprefix("/").partition("{")
        entities = json.loads("{" + data) if data else {}
        return self.says(payload, intent, **entities)

    def _run(self, name: str, data: dict[str, Any]) -> None:
        tracker = Tracker(
            self.conversation_id, dict(self.slots), data, list(self.events), False, None, {}, None
        )
        dispatcher = CollectingDispatcher()
        events = asyncio.run(self._actions[name].run(dispatcher, tracker, {}))
        for event in events:
            self.slots[event["name"]] = event["value"]
        self.events.extend(events)
        self.replies = [Say.parse(message["custom"]) for message in dispatcher.messages]
        self._deliver()

    def _deliver(self) -> None:
        """Render as the service does, and remember what was offered."""
        self.answer = render(
            self._texts,
            self.replies,
            language=self.language,
            channel="sms",
            zone=self.running.relais.settings.zone,
        )
        size = measure(self.answer.text)
        most = MOST_SEGMENTS[size.encoding] + MORE_FOR_TWO_REPLIES * (len(self.replies) > 1)
        assert size.count <= most, self.answer.text
        self.offer(self.answer)

    def offer(self, answer: Rendered) -> None:
        """Let the choices of this answer be those that were last offered."""
        self.answer = answer
        with self.running.relais.database.transaction() as session:
            conversation = session.get(Conversation, self.conversation_id)
            if conversation is not None:
                conversation.offered = [choice.as_json() for choice in answer.choices]
