"""Recording that a person has a cover, and the day it ends."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.rights.models import Cover, Right


def record_right(
    session: Session,
    person_id: str,
    cover: Cover,
    ends_on: date,
    filed_by_association: bool,
    now: datetime,
) -> Right:
    """Keep the end of a cover; one that was known for this person and cover is replaced."""
    right = session.scalar(select(Right).where(Right.person_id == person_id, Right.cover == cover))
    if right is None:
        right = Right(person_id=person_id, cover=cover, created_at=now)
        session.add(right)
    right.ends_on, right.filed_by_association = ends_on, filed_by_association
    right.updated_at = now
    session.flush()
    return right
