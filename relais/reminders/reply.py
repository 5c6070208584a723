"""What a person answers to a reminder."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations import ask_for_person, get_conversation, stop_reminders
from relais.reminders.models import Reminder, ReminderState
from relais.reminders.plan import withdraw_planned

Answer = Literal["done", "help", "stop"]

NEEDS_PERSON = "reminder_help"
ANSWERABLE = (
    ReminderState.SENT,
    ReminderState.DONE,
    ReminderState.HELP,
    ReminderState.STOPPED,
)
_OUTCOMES: dict[Answer, tuple[ReminderState, str]] = {
    "done": (ReminderState.DONE, "reminders.done"),
    "help": (ReminderState.HELP, "reminders.help_noted"),
    "stop": (ReminderState.STOPPED, "reminders.stopped"),
}


def reply_to(session: Session, conversation_id: str, answer: Answer, now: datetime) -> str:
    """Note the answer on the reminder last sent to the person; the key of what to say to it.

    `help` calls a person of the staff, `stop` takes back every reminder that is still to come.
    Somebody who changes their mind may answer again. Raises ConversationNotFoundError.
    """
    person_id = get_conversation(session, conversation_id).person_id
    state, reply_key = _OUTCOMES[answer]
    reminder = _last_sent(session, person_id)
    if reminder is not None:
        reminder.state, reminder.updated_at = state, now
    if answer == "help":
        ask_for_person(session, conversation_id, NEEDS_PERSON, now)
    if answer == "stop":
        stop_reminders(session, conversation_id, now)
        withdraw_planned(session, person_id, now)
    return reply_key


def _last_sent(session: Session, person_id: str) -> Reminder | None:
    return session.scalar(
        select(Reminder)
        .where(Reminder.person_id == person_id, Reminder.state.in_(ANSWERABLE))
        .order_by(Reminder.sent_at.desc(), Reminder.message_id.desc())
        .limit(1)
    )
