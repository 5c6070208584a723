"""The state of conversations on disk."""

import sqlite3
import tempfile
import unittest
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.exceptions import RasaException

from bot.tracker_store import KEPT_TURNS, RelaisTrackerStore

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [greet, book_appointment]
    actions: [action_book_appointment]
    slots:
      care_type: {type: text, influence_conversation: false, mappings: [{type: custom}]}
      pending: {type: text, influence_conversation: false, mappings: [{type: custom}]}
    """
)


def turn(intent, *events, text="quelque chose"):
    """The events of one turn, as Rasa leaves them."""
    said = UserUttered(text, {"name": intent}, [{"entity": "care_type", "value": "dentist"}])
    return [
        said,
        *events,
        ActionExecuted("action_book_appointment"),
        BotUttered("une phrase"),
        ActionExecuted("action_listen"),
    ]


class TrackerStoreTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "trackers" / "trackers.sqlite"
        self.store = self.opened()

    def opened(self):
        store = RelaisTrackerStore(DOMAIN, path=str(self.path))
        self.addCleanup(store.close)
        return store

    async def saved(self, conversation, *turns):
        tracker = await self.store.get_or_create_tracker(conversation, append_action_listen=False)
        for event in (event for events in turns for event in events):
            tracker.update(event, DOMAIN)
        await self.store.save(tracker)
        return tracker

    def on_disk(self):
        return b"".join(path.read_bytes() for path in self.path.parent.iterdir())

    async def test_slots_intents_and_actions_come_back_after_a_restart(self):
        await self.saved("a", turn("book_appointment", SlotSet("care_type", "dentist")))
        tracker = await self.opened().retrieve("a")
        self.assertEqual(tracker.get_slot("care_type"), "dentist")
        self.assertEqual(tracker.latest_message.intent_name, "book_appointment")
        self.assertEqual(tracker.latest_action_name, "action_listen")

    async def test_an_active_form_comes_back(self):
        await self.saved("a", turn("book_appointment", ActiveLoop("booking_form")))
        tracker = await self.opened().retrieve("a")
        self.assertEqual(tracker.active_loop_name, "booking_form")

    async def test_no_words_are_on_disk(self):
        await self.saved("a", turn("greet", text="mon secret"))
        self.assertNotIn(b"secret", self.on_disk())
        self.assertNotIn(b"phrase", self.on_disk())

    async def test_the_words_of_the_last_message_are_at_hand_for_the_next_turn(self):
        await self.saved("a", turn("greet", text="avant"), turn("greet", text="un rdv mardi"))
        tracker = await self.store.retrieve("a")
        texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        self.assertEqual(texts, [None, "un rdv mardi"])
        self.assertEqual(tracker.latest_message.entities[0]["value"], "dentist")

    async def test_only_the_latest_turns_are_kept_and_every_slot(self):
        first = turn("greet", SlotSet("care_type", "dentist"))
        for _ in range(3):
            await self.saved("a", first, *([turn("greet")] * (KEPT_TURNS + 2)))
            first = turn("greet")
        tracker = await self.store.retrieve("a")
        said = [event for event in tracker.events if isinstance(event, UserUttered)]
        self.assertEqual(len(said), KEPT_TURNS)
        self.assertEqual(tracker.get_slot("care_type"), "dentist")

    async def test_a_slot_set_lately_stands_where_it_was_set(self):
        await self.saved("a", turn("greet"), turn("greet", SlotSet("pending", "cancel")))
        tracker = await self.store.retrieve("a")
        kinds = [type(event) for event in tracker.events]
        self.assertGreater(kinds.index(SlotSet), kinds.index(UserUttered))

    async def test_a_slot_that_was_emptied_stays_empty(self):
        await self.saved("a", turn("greet", SlotSet("pending", "cancel")))
        await self.saved("a", turn("greet", SlotSet("pending", None)))
        tracker = await self.store.retrieve("a")
        self.assertIsNone(tracker.get_slot("pending"))

    async def test_a_turn_that_is_not_saved_changes_nothing(self):
        await self.saved("a", turn("greet"))
        tracker = await self.store.retrieve("a")
        for event in turn("book_appointment", SlotSet("care_type", "dentist")):
            tracker.update(event, DOMAIN)
        again = await self.store.retrieve("a")
        self.assertIsNone(again.get_slot("care_type"))
        self.assertEqual(again.latest_message.intent_name, "greet")

    async def test_a_conversation_without_events_leaves_no_row(self):
        await self.store.get_or_create_tracker("a", append_action_listen=False)
        self.assertEqual(await self.store.keys(), [])

    async def test_an_erased_conversation_is_gone_from_memory_and_every_file(self):
        await self.saved("opaque-id-of-a", turn("greet", SlotSet("care_type", "unmistakable")))
        await self.saved("b", turn("greet"))
        self.assertIn(b"unmistakable", self.on_disk())
        self.assertTrue(await self.store.delete("opaque-id-of-a"))
        self.assertIsNone(await self.store.retrieve("opaque-id-of-a"))
        self.assertNotIn(b"unmistakable", self.on_disk())
        self.assertNotIn(b"opaque-id-of-a", self.on_disk())
        self.assertEqual(await self.store.keys(), ["b"])

    async def test_erasing_what_is_not_there_says_so(self):
        self.assertFalse(await self.store.delete("a"))

    async def test_only_the_owner_may_read_the_file(self):
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o600)

    async def test_a_healthy_store_takes_a_write(self):
        self.store.check()

    async def test_a_store_whose_file_was_taken_away_is_not_healthy(self):
        self.path.unlink()
        with self.assertRaises(OSError):
            self.store.check()

    async def test_a_store_that_cannot_write_is_not_healthy_and_does_not_go_on_in_silence(self):
        tracker = await self.saved("a", turn("greet"))
        self.store.close()
        with self.assertRaises(sqlite3.Error):
            self.store.check()
        with self.assertRaises(sqlite3.Error):
            await self.store.save(tracker)

    async def test_without_a_path_nothing_starts(self):
        with self.assertRaises(RasaException):
            RelaisTrackerStore(DOMAIN)


if __name__ == "__main__":
    unittest.main()
