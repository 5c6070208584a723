"""What the staff make of the alerts: seen, handled, or wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from relais.conversations.alarm import DANGER, DOUBT
from relais.conversations.errors import AlertNotFoundError
from relais.conversations.models import Conversation, DangerAlert, Message

PAGE_SIZE = 50


class AlertsShown(StrEnum):
    """Which alerts to list."""

    WAITING = "waiting"
    ALL = "all"
    WRONG = "wrong"  # what the lists of signs should learn to leave alone


_WHICH: dict[AlertsShown, tuple[ColumnElement[bool], ...]] = {
    AlertsShown.WAITING: (DangerAlert.handled_at.is_(None), DangerAlert.wrong_at.is_(None)),
    AlertsShown.ALL: (),
    AlertsShown.WRONG: (DangerAlert.wrong_at.is_not(None),),
}


@dataclass(frozen=True)
class AlertLine:
    """An alert, and the redacted copy of the message it is about."""

    alert: DangerAlert
    redacted: str
    language: str | None


@dataclass(frozen=True)
class AlertPage:
    """A page of the list, the latest first."""

    lines: Sequence[AlertLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def list_alerts(session: Session, shown: AlertsShown, page: int = 1) -> AlertPage:
    """One page of PAGE_SIZE alerts."""
    which = _WHICH[shown]
    total = session.scalar(select(func.count()).select_from(DangerAlert).where(*which)) or 0
    rows = session.execute(
        select(DangerAlert, Message.redacted, Message.language)
        .join(Message, Message.id == DangerAlert.message_id)
        .where(*which)
        .order_by(DangerAlert.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return AlertPage([AlertLine(*row) for row in rows], total, page)


def alerts_of(session: Session, conversation_id: str) -> dict[int, DangerAlert]:
    """The alerts of a conversation, by the id of their message."""
    found = session.scalars(
        select(DangerAlert).where(DangerAlert.conversation_id == conversation_id)
    )
    return {alert.message_id: alert for alert in found}


def see_alerts(session: Session, conversation_id: str, staff_id: str, now: datetime) -> None:
    """Note who was the first to open the conversation after each alert."""
    session.execute(
        update(DangerAlert)
        .where(DangerAlert.conversation_id == conversation_id, DangerAlert.seen_at.is_(None))
        .values(seen_at=now, seen_by_id=staff_id)
    )


def handle_alerts(session: Session, conversation_id: str, staff_id: str, now: datetime) -> None:
    """Note who has dealt with what was open, when the conversation is settled or handed back."""
    session.execute(
        update(DangerAlert)
        .where(DangerAlert.conversation_id == conversation_id, *_WHICH[AlertsShown.WAITING])
        .values(handled_at=now, handled_by_id=staff_id)
    )


def mark_alert_wrong(
    session: Session, conversation_id: str, alert_id: int, staff_id: str, now: datetime
) -> None:
    """There was no danger: the message no longer counts as one. Raises AlertNotFoundError.

    The mark is kept, and with it the message, as something for the lists of signs to learn.
    """
    alert = _get(session, conversation_id, alert_id)
    alert.wrong_at, alert.wrong_by_id = now, staff_id
    session.get_one(Message, alert.message_id).danger = None
    _flag_anew(session, conversation_id)


def unmark_alert(session: Session, conversation_id: str, alert_id: int) -> None:
    """It was no mistake after all; it waits again. Raises AlertNotFoundError."""
    alert = _get(session, conversation_id, alert_id)
    alert.wrong_at = alert.wrong_by_id = None
    if not alert.is_doubt:
        session.get_one(Message, alert.message_id).danger = alert.danger
    _flag_anew(session, conversation_id)


def _get(session: Session, conversation_id: str, alert_id: int) -> DangerAlert:
    alert = session.get(DangerAlert, alert_id)
    if alert is None or alert.conversation_id != conversation_id:
        raise AlertNotFoundError(str(alert_id))
    return alert


def _flag_anew(session: Session, conversation_id: str) -> None:
    """Flag the conversation as the alerts that still stand would have it."""
    session.flush()
    standing = session.scalars(
        select(DangerAlert)
        .where(DangerAlert.conversation_id == conversation_id, *_WHICH[AlertsShown.WAITING])
        .order_by(DangerAlert.is_doubt, DangerAlert.id.desc())  # dangers first, then the latest
    ).first()
    conversation = session.get_one(Conversation, conversation_id)
    is_danger = standing is not None and not standing.is_doubt
    conversation.danger = standing.danger if standing and is_danger else None
    conversation.danger_at = standing.at if standing and is_danger else None
    if standing is not None:
        conversation.needs_person_at = conversation.needs_person_at or standing.at
        conversation.needs_person_reason = DANGER if is_danger else DOUBT
    elif conversation.needs_person_reason in (DANGER, DOUBT):
        conversation.needs_person_at = conversation.needs_person_reason = None
