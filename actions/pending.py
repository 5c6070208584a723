"""The question that the next yes or no answers."""

import json
from enum import StrEnum
from typing import Any

from actions.turn import Turn, payloads
from relais.conversations import Conversation


class Question(StrEnum):
    """What was asked."""

    BOOK = "book_appointment"
    MOVE = "move_appointment"
    CANCEL = "cancel_appointment"
    DELETE_MY_DATA = "delete_my_data"
    TALK_TO_PERSON = "talk_to_person"


# The choice that stands for a yes: while it is among those last offered, nothing else has been said
# to the person since, be it by the assistant or by a reminder.
_STANDS_WHILE_OFFERED = {Question.TALK_TO_PERSON: "/talk_to_person"}
_YES = "/affirm"


def ask(turn: Turn, question: Question, **about: str) -> None:
    """Remember what a yes would be about."""
    turn.remember(pending=question.value, pending_data=json.dumps(about))


def settle(turn: Turn) -> None:
    """Forget the question: it has been answered, or is no longer worth an answer."""
    turn.remember(pending=None, pending_data=None)


def standing_question(
    turn: Turn, conversation: Conversation
) -> tuple[Question, dict[str, Any]] | None:
    """The question last asked and what it is about, unless something was said in between.

    "Oui" to another question must never cancel an appointment.
    """
    if turn.slot("pending") not in set(Question):
        return None
    question = Question(turn.slot("pending"))
    if _STANDS_WHILE_OFFERED.get(question, _YES) not in payloads(conversation):
        return None
    return question, json.loads(turn.slot("pending_data") or "{}")
