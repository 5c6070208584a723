"""What people meant by messages that were not understood: suggested by them, decided by staff."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.understanding.errors import SuggestionNotFoundError
from relais.understanding.models import LabelSuggestion, SuggestionState


def suggest_label(
    session: Session,
    *,
    message_id: int,
    redacted: str,
    language: str | None,
    intent: str,
    guessed: Sequence[Any],
    now: datetime,
) -> LabelSuggestion:
    """Keep the meaning that somebody chose for their own message; the last choice counts.

    What the staff have decided on already stays as it is.
    """
    suggestion = session.scalar(
        select(LabelSuggestion).where(LabelSuggestion.message_id == message_id)
    )
    if suggestion is None:
        suggestion = LabelSuggestion(
            message_id=message_id,
            text=redacted,
            language=language,
            intent=intent,
            guessed=list(guessed),
            created_at=now,
            state=SuggestionState.WAITING,
        )
        session.add(suggestion)
    elif suggestion.state == SuggestionState.WAITING:
        suggestion.intent = intent
    session.flush()
    return suggestion


def waiting_suggestions(session: Session, limit: int = 50) -> Sequence[LabelSuggestion]:
    """Those nobody has decided on, the oldest first."""
    return session.scalars(
        select(LabelSuggestion)
        .where(LabelSuggestion.state == SuggestionState.WAITING)
        .order_by(LabelSuggestion.id)
        .limit(limit)
    ).all()


def accept_suggestion(
    session: Session, suggestion_id: int, staff_id: str, now: datetime
) -> LabelSuggestion:
    """The message does mean that. Raises SuggestionNotFoundError."""
    return _decide(session, suggestion_id, SuggestionState.ACCEPTED, staff_id, now)


def refuse_suggestion(
    session: Session, suggestion_id: int, staff_id: str, now: datetime
) -> LabelSuggestion:
    """The message means something else, or should not be learnt. Raises SuggestionNotFoundError."""
    return _decide(session, suggestion_id, SuggestionState.REFUSED, staff_id, now)


def _decide(
    session: Session, suggestion_id: int, state: SuggestionState, staff_id: str, now: datetime
) -> LabelSuggestion:
    suggestion = session.get(LabelSuggestion, suggestion_id)
    if suggestion is None:
        raise SuggestionNotFoundError(str(suggestion_id))
    suggestion.state, suggestion.decided_by_id, suggestion.decided_at = state, staff_id, now
    return suggestion
