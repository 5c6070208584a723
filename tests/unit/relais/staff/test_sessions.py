from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.staff import (
    LIFETIME,
    StaffMember,
    close_session,
    keep_list_filter,
    kept_list_filter,
    member_of,
    open_session,
)
from relais.staff.models import StaffSession
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.staff import make_member


@pytest.fixture
def member(session: Session, clock: FixedClock) -> StaffMember:
    return make_member(session, clock.now())


def log_in(session: Session, vault: Vault, member: StaffMember, clock: FixedClock) -> str:
    return open_session(session, vault, member.id, clock.now())


def test_a_token_tells_who_is_logged_in(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    token = log_in(session, vault, member, clock)

    assert member_of(session, vault, token, clock.now()) is member


def test_tokens_are_long_and_never_the_same(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    tokens = {log_in(session, vault, member, clock) for _ in range(3)}

    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)  # 32 bytes


def test_only_a_fingerprint_of_the_token_is_stored(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    token = log_in(session, vault, member, clock)

    stored = session.scalars(select(StaffSession.token_fingerprint)).one()
    assert token not in stored
    assert member_of(session, vault, stored, clock.now()) is None


@pytest.mark.parametrize("token", ["", "made up"])
def test_a_made_up_token_is_nobody(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember, token: str
) -> None:
    log_in(session, vault, member, clock)

    assert member_of(session, vault, token, clock.now()) is None


def test_a_log_in_lasts_twelve_hours_and_no_longer(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    token = log_in(session, vault, member, clock)

    clock.move(timedelta(hours=12) - timedelta(seconds=1))
    assert member_of(session, vault, token, clock.now()) is member
    clock.move(timedelta(seconds=1))
    assert member_of(session, vault, token, clock.now()) is None


def test_logging_out_ends_that_log_in_alone(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    here, elsewhere = (log_in(session, vault, member, clock) for _ in range(2))

    close_session(session, vault, here)

    assert member_of(session, vault, here, clock.now()) is None
    assert member_of(session, vault, elsewhere, clock.now()) is member


def test_closing_an_account_ends_its_log_ins(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    token = log_in(session, vault, member, clock)

    member.active = False
    session.flush()

    assert member_of(session, vault, token, clock.now()) is None


def test_log_ins_that_ran_out_are_removed_at_the_next_one(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    log_in(session, vault, member, clock)
    clock.move(LIFETIME)

    log_in(session, vault, member, clock)

    assert session.scalar(select(func.count()).select_from(StaffSession)) == 1


def test_what_was_searched_for_is_kept_sealed_and_with_this_log_in_alone(
    session: Session, vault: Vault, clock: FixedClock, member: StaffMember
) -> None:
    here, elsewhere = (log_in(session, vault, member, clock) for _ in range(2))

    keep_list_filter(session, vault, here, "madame Martin")

    assert kept_list_filter(session, vault, here) == "madame Martin"
    assert kept_list_filter(session, vault, elsewhere) is None
    sealed = session.scalars(
        select(StaffSession.list_filter_sealed).where(StaffSession.list_filter_sealed.is_not(None))
    ).one()
    assert sealed is not None
    assert b"Martin" not in sealed
