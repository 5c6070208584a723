"""What is decided before anything is understood: keywords, opt-outs, takeovers, caps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from relais.conversations.doubt import SAID_YES, is_denied, note_answer
from relais.conversations.hold import call_person
from relais.conversations.models import Conversation, Message, Person
from relais.messaging import (
    Keyword,
    is_only_about_discretion,
    read_keyword,
    withdraw_waiting,
)
from relais.replies import Choice, Say

Effect = Callable[[Session, Conversation, datetime], None]


def _no_effect(_session: Session, _conversation: Conversation, _now: datetime) -> None:
    """Most decisions change nothing but the message itself."""


@dataclass(frozen=True)
class Decision:
    """What to do with a message without asking Rasa what to say."""

    says: Sequence[Say] | None = None
    silent: bool = False  # shown to the staff, nothing said
    is_held: bool = False  # silent because a person of the staff speaks
    still_understand: bool = False  # the intent is worth knowing for those who read
    apply: Effect = _no_effect


def decide_on_doubt(
    conversation: Conversation, person: Person, message: Message, body: str
) -> Decision | None:
    """The decision on an answer to the question asked in doubt of a danger; None for all else.

    Rasa must not take that yes, or that no, for an answer to a question of its own.
    """
    is_silent = conversation.held_by_id is not None or person.opted_out_at is not None
    if message.danger_matched == SAID_YES:
        return Decision(says=[])  # the safety reply was said when it came in
    if not is_silent and is_denied(conversation, body):
        choices = (Choice("choice.talk_to_person", payload="/talk_to_person"),)
        return Decision(says=[Say("safety.doubt_ended", choices=choices)], apply=_deny)
    return None


def decide_without_rasa(
    conversation: Conversation,
    person: Person,
    body: str,
    sent_in_a_day: int,
    cap: int,
) -> Decision | None:
    """The decision, or None when the message has to be understood.

    In this order: a lone keyword counts even in a conversation that a person holds; a held
    conversation is silent; somebody who opted out is not written to; a picture without words cannot
    be read; a flood is cut, because two machines may be talking to each other.
    """
    keyword = read_keyword(body)
    if keyword is not None:
        return _on_keyword(keyword)
    if conversation.held_by_id is not None:
        return Decision(silent=True, is_held=True, still_understand=True, apply=_flag("held"))
    if person.opted_out_at is not None:
        return Decision(silent=True, still_understand=True, apply=_flag("opted_out"))
    if is_only_about_discretion(body):  # remembered when it came in
        return Decision(says=[Say("people.discreet")])
    if not body.strip():
        return Decision(says=[Say("system.received_non_text")])
    return _on_flood(sent_in_a_day, cap)


def _on_flood(sent_in_a_day: int, cap: int) -> Decision | None:
    if sent_in_a_day < cap:
        return None
    said = [Say("system.too_many_messages")] if sent_in_a_day == cap else None
    return Decision(says=said, silent=said is None, still_understand=True, apply=_flag("too_many"))


def _on_keyword(keyword: Keyword) -> Decision:
    if keyword is Keyword.STOP:
        return Decision(says=[Say("messaging.stopped")], apply=_opt_out)
    if keyword is Keyword.START:
        return Decision(says=[Say("messaging.started")], apply=_opt_in)
    return Decision(says=[Say("messaging.help")])


def _flag(reason: str) -> Effect:
    def flag(_session: Session, conversation: Conversation, now: datetime) -> None:
        call_person(conversation, reason, now)

    return flag


def _deny(session: Session, conversation: Conversation, _now: datetime) -> None:
    note_answer(session, conversation.id, is_yes=False)


def _opt_out(session: Session, conversation: Conversation, now: datetime) -> None:
    session.get_one(Person, conversation.person_id).opted_out_at = now
    withdraw_waiting(session, conversation.person_id, now)


def _opt_in(session: Session, conversation: Conversation, _now: datetime) -> None:
    person = session.get_one(Person, conversation.person_id)
    person.opted_out_at = person.reminders_stopped_at = None
