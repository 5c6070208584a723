"""Recording that people have a cover, and the day it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.rights.models import Cover, Right


@dataclass(frozen=True)
class RightEntry:
    """What is recorded of one cover of one person."""

    person_id: str
    cover: Cover
    ends_on: date
    filed_by_association: bool


def record_right(
    session: Session,
    person_id: str,
    cover: Cover,
    ends_on: date,
    filed_by_association: bool,
    now: datetime,
) -> Right:
    """Keep the end of a cover; one that was known for this person and cover is replaced."""
    entry = RightEntry(person_id, cover, ends_on, filed_by_association)
    return record_rights(session, [entry], now)[0]


def record_rights(session: Session, entries: Sequence[RightEntry], now: datetime) -> list[Right]:
    """`record_right` for many at once, in their order; of two for one cover the last counts."""
    known = {
        (right.person_id, Cover(right.cover)): right
        for right in session.scalars(
            select(Right).where(Right.person_id.in_({entry.person_id for entry in entries}))
        )
    }
    recorded = []
    for entry in entries:
        key = (entry.person_id, entry.cover)
        right = known.get(key)
        if right is None:
            right = Right(person_id=entry.person_id, cover=entry.cover, created_at=now)
            session.add(right)
            known[key] = right
        right.ends_on, right.filed_by_association = entry.ends_on, entry.filed_by_association
        right.updated_at = now
        recorded.append(right)
    session.flush()
    return recorded
