"""Sample sessions are marked as such, and contradict no known fact."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.appointments import CareSession, load_sample_sessions
from relais.directory import Service, load_sample
from tests.conftest import FixedClock


@pytest.fixture
def sessions(session: Session, clock: FixedClock) -> list[CareSession]:
    load_sample(session, clock.now())
    load_sample_sessions(session, clock.now())
    return list(session.scalars(select(CareSession)))


def test_every_one_is_marked_as_a_sample(sessions: list[CareSession]) -> None:
    assert sessions
    assert all(care_session.sample for care_session in sessions)


def test_loading_twice_adds_nothing(
    session: Session, clock: FixedClock, sessions: list[CareSession]
) -> None:
    assert load_sample_sessions(session, clock.now()) == 0


def test_the_gynaecologist_comes_on_tuesday_mornings(sessions: list[CareSession]) -> None:
    held = [
        (care_session.weekday, care_session.starts.hour < 12)
        for care_session in sessions
        if care_session.care_type == "gynaecologist"
    ]

    assert held == [(1, True)]


def test_only_care_that_the_place_offers_has_sessions(
    session: Session, sessions: list[CareSession]
) -> None:
    offered = set(
        session.scalars(select(Service.care_type).where(Service.place_id == "promosoins"))
    )

    assert {care_session.care_type for care_session in sessions} <= offered


def test_where_the_association_has_put_its_own_sessions_none_are_added(
    session: Session, clock: FixedClock
) -> None:
    load_sample(session, clock.now())
    load_sample_sessions(session, clock.now())
    for care_session in session.scalars(select(CareSession).offset(1)):
        session.delete(care_session)
    session.flush()

    assert load_sample_sessions(session, clock.now()) == 0
