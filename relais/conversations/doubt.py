"""The question that is asked in doubt of a danger, and what is answered to it."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations.models import Conversation, DangerAlert
from relais.replies import DOUBT_NO, DOUBT_YES, Choice, Say, begins_with_yes, match_choice
from relais.safety import Alert, Danger

SAID_YES = "said_yes"  # what such an alert was recognised by
# What else is said after the question does not end it, for so long.
OPEN_FOR = timedelta(minutes=15)


def question_of(alert: Alert) -> Say:
    """The question, with the number to call in it, and its two answers."""
    meant = json.dumps({"danger": alert.danger, "reply": alert.reply_key})
    return Say(
        alert.said_key,
        choices=(
            Choice("choice.doubt_yes", payload=DOUBT_YES + meant),
            Choice("choice.doubt_no", payload=DOUBT_NO),
        ),
    )


def danger_confirmed(conversation: Conversation, body: str) -> Alert | None:
    """The danger that was doubted, when this text says yes to it.

    What begins with a yes counts: "yes he is worse". In doubt between two questions, it is this one
    that was answered.
    """
    offered = _offered(conversation.offered)
    yes = next((one["payload"] for one in offered if one["payload"].startswith(DOUBT_YES)), None)
    if yes is None:
        return None
    if match_choice(body, offered) != yes and not begins_with_yes(body):
        return None
    meant = json.loads(yes.removeprefix(DOUBT_YES))
    return Alert(Danger(meant["danger"]), meant["reply"], SAID_YES)


def is_denied(conversation: Conversation, body: str) -> bool:
    """Whether the text says no to the question, and nothing more."""
    return match_choice(body, _offered(conversation.offered)) == DOUBT_NO


def other_choices(conversation: Conversation) -> list[dict[str, Any]]:
    """What is offered beside the answers to that question."""
    answers = _offered(conversation.offered)
    return [one for one in conversation.offered if one not in answers]


def is_doubted(session: Session, message_id: int) -> bool:
    """Whether a question was asked about this message."""
    found = select(DangerAlert.id).where(DangerAlert.message_id == message_id, DangerAlert.is_doubt)
    return session.scalar(found) is not None


def note_answer(session: Session, conversation_id: str, is_yes: bool) -> None:
    """Keep what was answered, for the staff."""
    asked = _last_asked(session, conversation_id)
    if asked is not None:
        asked.doubt_answer = "yes" if is_yes else "no"


def still_offered(
    session: Session, conversation: Conversation, now: datetime
) -> list[dict[str, Any]]:
    """The answers to a question that is still open, to be offered on with what is said next."""
    offered = _offered(conversation.offered)
    asked = _last_asked(session, conversation.id) if offered else None
    is_open = asked is not None and asked.doubt_answer is None and asked.at > now - OPEN_FOR
    return offered if is_open else []


def _offered(offered: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in offered if one["payload"].startswith((DOUBT_YES, DOUBT_NO))]


def _last_asked(session: Session, conversation_id: str) -> DangerAlert | None:
    return session.scalar(
        select(DangerAlert)
        .where(DangerAlert.conversation_id == conversation_id, DangerAlert.is_doubt)
        .order_by(DangerAlert.id.desc())
        .limit(1)
    )
