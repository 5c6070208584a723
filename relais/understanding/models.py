"""Messages that may teach the assistant something, until a person of the staff has decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from relais.db import Base, named


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    ACCEPTED = "accepted"  # the message means that: it may be learnt from
    REFUSED = "refused"


class LabelSuggestion(Base):
    """A message that was not understood, and what its author then said it means.

    It goes with its message: when a person or an old conversation is erased.
    """

    __tablename__ = "label_suggestions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), unique=True
    )
    text: Mapped[str]  # the redacted copy, never the body
    language: Mapped[str | None] = mapped_column(String(8))
    intent: Mapped[str] = mapped_column(String(64))  # the meaning the person chose
    guessed: Mapped[list[Any]] = mapped_column(default=list)  # {name, confidence}, best first
    created_at: Mapped[datetime]
    state: Mapped[SuggestionState] = mapped_column(named(SuggestionState), index=True)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))
