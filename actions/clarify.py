"""What to do when a message was not understood."""

from sqlalchemy.orm import Session

from actions.answers import offer_again
from actions.appointments import choose
from actions.offering import appointment_named, offer
from actions.pending import Question, ask
from actions.says import TALK_TO_PERSON, ChoiceJson, choice
from actions.turn import OfferedSlot, RelaisAction, Turn
from relais.appointments import slot_of, understand_date
from relais.conversations import ConversationNotFoundError

MEANINGS = 3
PLAUSIBLE = 0.05
DANGERS = ("emergency", "violence", "suicidal_thoughts")
# Meanings not worth proposing: who means them is not waiting for an answer.
NOT_PROPOSED = {"nlu_fallback", "greet", "goodbye", "thank", "affirm", "deny", "out_of_scope"}
_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


class Clarify(RelaisAction):
    """The message was not understood, or none of the meanings proposed was the right one."""

    action_name = "action_clarify"

    def answer(self, turn: Turn) -> None:
        """Take it as a date where dates were offered; else propose meanings; else a person."""
        doubts = int(turn.slot("fallback_count") or 0)
        if turn.intent != "none_of_these" and _answers_offer(turn):
            turn.remember(fallback_count=0)
            return
        meanings = _meanings(turn)
        if turn.intent == "none_of_these" or doubts > 0:
            turn.say("clarify.offer_person", [TALK_TO_PERSON])
            ask(turn, Question.TALK_TO_PERSON)
        elif meanings:
            none_of_these = choice("choice.none_of_these", "none_of_these")
            turn.say("clarify.did_you_mean", [*meanings, none_of_these])
        else:
            turn.say("clarify.not_understood", [TALK_TO_PERSON])
        turn.remember(fallback_count=doubts + 1)


def _meanings(turn: Turn) -> list[ChoiceJson]:
    """The likeliest meanings as choices, a danger first."""
    likely = [
        name
        for name, confidence in turn.ranking
        if confidence >= PLAUSIBLE and name not in NOT_PROPOSED
    ][:MEANINGS]
    likely.sort(key=lambda name: name not in DANGERS)
    return [choice(f"intent.{name}", name) for name in likely]


def _answers_offer(turn: Turn) -> bool:
    """Whether slots were offered and the message is about them: then that is answered."""
    with turn.relais.database.reading() as session:
        try:
            offered = turn.offered_slots(session)
        except ConversationNotFoundError:
            return False
        return bool(offered) and _on_date(turn, session, offered)


def _on_date(turn: Turn, session: Session, offered: list[OfferedSlot]) -> bool:
    wanted = understand_date(turn.text, turn.now, turn.zone)
    if wanted is None:
        if _DIGITS.isdisjoint(turn.text):
            return False
        offer_again(turn, session, offered, is_later=False)
        turn.says.insert(0, {"say": "appointments.date_not_understood", "args": {}, "choices": []})
        return True
    slots = [(slot_of(session, one.slot_id), one) for one in offered]
    meant = [one for slot, one in slots if wanted.covers(slot.starts_at.astimezone(turn.zone))]
    if len(meant) == 1:
        choose(turn, session, meant[0].slot_id, meant[0].appointment_id)
        return True
    held = slots[0][0].session
    moving = appointment_named(turn, session, offered[0].appointment_id)
    offer(turn, session, held.care_type, held.place_id, wanted=wanted, moving=moving)
    return True
