"""What the staff see of reminders: what is going to leave, what has left, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.conversations import Channel, Conversation, Person
from relais.messaging import Delivery, DeliveryState
from relais.reminders.models import Reminder, ReminderState
from relais.rights import Cover, Right
from relais.vault import Vault

PAGE_SIZE = 30


class ReminderFilter(StrEnum):
    """A tab of the list."""

    COMING = "coming"  # planned and held
    SENT = "sent"  # and not answered yet
    ANSWERED = "answered"
    CLOSED = "closed"  # never sent


STATES: dict[ReminderFilter, tuple[ReminderState, ...]] = {
    ReminderFilter.COMING: (ReminderState.PLANNED, ReminderState.HELD),
    ReminderFilter.SENT: (ReminderState.SENT,),
    ReminderFilter.ANSWERED: (ReminderState.HELP, ReminderState.DONE, ReminderState.STOPPED),
    ReminderFilter.CLOSED: (
        ReminderState.CANCELLED,
        ReminderState.WITHDRAWN,
        ReminderState.EXPIRED,
    ),
}


@dataclass(frozen=True)
class ReminderLine:
    """A reminder and what a mediator needs to judge it; showing the name must be audited."""

    reminder: Reminder
    cover: Cover
    person: Person
    name: str | None
    conversation_id: str | None  # by text message
    delivery: DeliveryState | None  # of its text, once it was sent
    reason: str | None  # why the text did not arrive


@dataclass(frozen=True)
class ReminderPage:
    """A page of the list, and how many reminders each tab holds."""

    lines: Sequence[ReminderLine]
    counts: dict[ReminderFilter, int]
    shown: ReminderFilter
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.counts[self.shown] // PAGE_SIZE))


def list_reminders(
    session: Session, vault: Vault, shown: ReminderFilter, page: int = 1
) -> ReminderPage:
    """One page of PAGE_SIZE: what is coming in the order it leaves, the rest latest first."""
    rows = session.execute(
        select(Reminder, Right.cover, Person, Conversation.id, Delivery.state, Delivery.reason)
        .join(Right, Right.id == Reminder.right_id)
        .join(Person, Person.id == Reminder.person_id)
        .outerjoin(
            Conversation,
            (Conversation.person_id == Person.id) & (Conversation.channel == Channel.SMS),
        )
        .outerjoin(Delivery, Delivery.message_id == Reminder.message_id)
        .where(Reminder.state.in_(STATES[shown]))
        .order_by(
            Reminder.due_on if shown is ReminderFilter.COMING else Reminder.updated_at.desc(),
            Reminder.id,
        )
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    lines = [_line(vault, *row) for row in rows]
    return ReminderPage(lines, _counts(session), shown, page)


def _line(
    vault: Vault,
    reminder: Reminder,
    cover: str,
    person: Person,
    conversation_id: str | None,
    delivery: str | None,
    reason: str | None,
) -> ReminderLine:
    return ReminderLine(
        reminder=reminder,
        cover=Cover(cover),
        person=person,
        name=vault.decrypt(person.name_sealed) if person.name_sealed else None,
        conversation_id=conversation_id,
        delivery=DeliveryState(delivery) if delivery else None,
        reason=reason,
    )


def _counts(session: Session) -> dict[ReminderFilter, int]:
    rows = session.execute(select(Reminder.state, func.count()).group_by(Reminder.state))
    by_state = {ReminderState(state): count for state, count in rows}
    return {
        shown: sum(by_state.get(state, 0) for state in states) for shown, states in STATES.items()
    }
