from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from relais.db import Database
from relais.heartbeat import Heartbeat


def test_moments_come_back_aware_and_in_utc(session: Session) -> None:
    paris = timezone(timedelta(hours=1))
    session.add(Heartbeat(part="x", at=datetime(2026, 12, 1, 10, 0, tzinfo=paris)))
    session.flush()
    session.expire_all()

    moment = session.scalars(select(Heartbeat.at)).one()

    assert moment == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(0)


def test_naive_moments_are_refused(session: Session) -> None:
    session.add(Heartbeat(part="x", at=datetime(2026, 12, 1, 10, 0)))  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        session.flush()
    session.rollback()


def test_what_a_failed_use_case_wrote_is_gone(shared_database: Database) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)

    def use_case() -> None:
        with shared_database.transaction() as session:
            session.add(Heartbeat(part="x", at=now))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use_case()

    with shared_database.reading() as session:
        assert session.get(Heartbeat, "x") is None


def test_reading_does_not_wait_for_a_writer(shared_database: Database) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    with shared_database.transaction() as writer:
        writer.add(Heartbeat(part="x", at=now))
        writer.flush()
        with shared_database.reading() as reader:
            assert reader.get(Heartbeat, "x") is None
