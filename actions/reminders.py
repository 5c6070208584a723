"""Answers to a reminder."""

from typing import Literal

from actions.turn import RelaisAction, Turn
from relais.reminders import reply_to

ANSWERS: dict[str, Literal["done", "help"]] = {"renewal_done": "done", "renewal_help": "help"}


class ReminderReply(RelaisAction):
    """The request is filed, or help is wanted."""

    action_name = "action_reminder_reply"

    def answer(self, turn: Turn) -> None:
        """Note the answer on the reminder."""
        with turn.relais.database.transaction() as session:
            key = reply_to(session, turn.conversation_id, ANSWERS[turn.intent], turn.now)
        turn.say(key)
