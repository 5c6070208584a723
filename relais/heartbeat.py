"""A sign of life from the jobs, which the health page and the webhook of last resort read."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from relais.db import Base

JOBS = "jobs"
STALE_AFTER = timedelta(seconds=20)


class Heartbeat(Base):
    """When a part last said that it lives."""

    __tablename__ = "heartbeats"

    part: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]


def beat(session: Session, part: str, now: datetime) -> None:
    """Note that `part` lives."""
    session.merge(Heartbeat(part=part, at=now))


def is_alive(session: Session, part: str, now: datetime) -> bool:
    """Whether `part` gave a sign of life lately."""
    last = session.get(Heartbeat, part)
    return last is not None and now - last.at < STALE_AFTER
