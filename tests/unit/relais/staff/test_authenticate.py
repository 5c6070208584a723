from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from relais.staff import WrongCredentialsError, authenticate, passwords
from tests.conftest import FixedClock
from tests.factories.staff import PASSWORD, make_member


@pytest.fixture
def count_hashing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a password was put through argon2, whichever way."""
    done: list[str] = []

    class CountingHasher(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            done.append("hash")
            return super().hash(password, salt=salt)

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            done.append("verify")
            return super().verify(hash, password)

    was = passwords._HASHER
    counting = CountingHasher(was.time_cost, was.memory_cost, was.parallelism)
    monkeypatch.setattr(passwords, "_HASHER", counting)
    return lambda: len(done)


def test_login_and_password_tell_who_it_is(session: Session, clock: FixedClock) -> None:
    member = make_member(session, clock.now(), login="amina")

    assert authenticate(session, "amina", PASSWORD) is member


def test_the_case_of_the_login_does_not_count(session: Session, clock: FixedClock) -> None:
    member = make_member(session, clock.now(), login="amina")

    assert authenticate(session, " Amina ", PASSWORD) is member


@pytest.mark.parametrize("password", ["", "correct horse batter", PASSWORD.upper(), PASSWORD * 50])
def test_a_wrong_password_is_refused(session: Session, clock: FixedClock, password: str) -> None:
    make_member(session, clock.now(), login="amina")

    with pytest.raises(WrongCredentialsError):
        authenticate(session, "amina", password)


def test_a_closed_account_is_refused(session: Session, clock: FixedClock) -> None:
    make_member(session, clock.now(), login="amina", active=False)

    with pytest.raises(WrongCredentialsError):
        authenticate(session, "amina", PASSWORD)


def test_refusals_do_not_tell_which_logins_exist(session: Session, clock: FixedClock) -> None:
    make_member(session, clock.now(), login="amina")

    with pytest.raises(WrongCredentialsError) as known:
        authenticate(session, "amina", "not the password")
    with pytest.raises(WrongCredentialsError) as unknown:
        authenticate(session, "nobody", "not the password")

    assert str(known.value) == str(unknown.value)


def test_an_unknown_login_costs_as_much_work_as_a_known_one(
    session: Session, clock: FixedClock, count_hashing: Callable[[], int]
) -> None:
    make_member(session, clock.now(), login="amina")
    with pytest.raises(WrongCredentialsError):
        authenticate(session, "amina", "not the password")
    for_a_known_one = count_hashing()

    with pytest.raises(WrongCredentialsError):
        authenticate(session, "nobody", "not the password")

    assert for_a_known_one == 1
    assert count_hashing() == 2


def test_a_hash_of_the_past_is_renewed_at_log_in(session: Session, clock: FixedClock) -> None:
    member = make_member(session, clock.now(), login="amina")
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    member.password_hash = weak.hash(PASSWORD)

    authenticate(session, "amina", PASSWORD)

    assert not passwords.needs_rehash(member.password_hash)
    assert authenticate(session, "amina", PASSWORD) is member


def test_a_hash_that_is_none_is_refused(session: Session, clock: FixedClock) -> None:
    make_member(session, clock.now(), login="amina").password_hash = "imported"

    with pytest.raises(WrongCredentialsError):
        authenticate(session, "amina", "imported")
