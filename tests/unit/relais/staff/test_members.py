import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.staff import (
    InvalidLoginError,
    LoginTakenError,
    Role,
    StaffError,
    StaffMember,
    UnknownRoleError,
    WeakPasswordError,
    WrongCredentialsError,
    authenticate,
    create_member,
    ensure_demo_member,
    names_of,
    retire_demo_members,
    set_language,
)
from tests.conftest import FixedClock
from tests.factories.staff import make_member

LONG_ENOUGH = "ten-chars!"


def create(session: Session, clock: FixedClock, **changes: str) -> StaffMember:
    wanted = {"login": "amina", "name": "Amina", "password": LONG_ENOUGH, "role": "mediator"}
    return create_member(session, now=clock.now(), **(wanted | changes))


def test_a_new_member_can_log_in(session: Session, clock: FixedClock) -> None:
    member = create(session, clock)

    assert authenticate(session, "amina", LONG_ENOUGH) is member
    assert (member.role, member.name, member.created_at) == (Role.MEDIATOR, "Amina", clock.now())


def test_the_password_itself_is_not_stored(session: Session, clock: FixedClock) -> None:
    member = create(session, clock)

    assert member.password_hash.startswith("$argon2id$")
    assert LONG_ENOUGH not in member.password_hash


def test_the_same_password_is_never_stored_twice_the_same(
    session: Session, clock: FixedClock
) -> None:
    one, other = create(session, clock), create(session, clock, login="boris")

    assert one.password_hash != other.password_hash


@pytest.mark.parametrize(
    ("changes", "error", "detail"),
    [
        ({"role": "owner"}, UnknownRoleError, "a role is one of: mediator, reviewer, admin"),
        ({"password": "nine-char"}, WeakPasswordError, "a password has 10 to 200 characters"),
        ({"password": "x" * 201}, WeakPasswordError, "a password has 10 to 200 characters"),
        ({"login": ""}, InvalidLoginError, "a login has 2 to 80 letters, digits or . _ - + @"),
        ({"login": "two words"}, InvalidLoginError, None),
        ({"login": "x" * 81}, InvalidLoginError, None),
    ],
)
def test_a_wrong_account_is_refused_in_plain_words(
    session: Session,
    clock: FixedClock,
    changes: dict[str, str],
    error: type[StaffError],
    detail: str | None,
) -> None:
    with pytest.raises(error) as refused:
        create(session, clock, **changes)

    assert refused.value.detail == (detail or refused.value.detail)
    assert session.scalar(select(func.count()).select_from(StaffMember)) == 0


@pytest.mark.parametrize("taken", ["amina", "Amina", " AMINA "])
def test_a_login_belongs_to_one_member(session: Session, clock: FixedClock, taken: str) -> None:
    create(session, clock)

    with pytest.raises(LoginTakenError):
        create(session, clock, login=taken)


def test_a_member_without_a_name_goes_by_their_login(session: Session, clock: FixedClock) -> None:
    assert create(session, clock, name="  ").name == "amina"


def test_every_error_of_the_room_has_a_code_of_its_own() -> None:
    codes = [error.code for error in StaffError.__subclasses__()]

    assert len(set(codes)) == len(codes)
    assert StaffError.code not in codes


def test_the_demo_member_of_a_role_is_made_once(session: Session, clock: FixedClock) -> None:
    for _ in range(2):
        ensure_demo_member(session, Role.REVIEWER, "relais-demo", clock.now())

    member = session.scalars(select(StaffMember)).one()
    assert (member.login, member.role, member.is_demo) == ("reviewer", Role.REVIEWER, True)


def test_a_real_member_named_like_a_role_keeps_their_password(
    session: Session, clock: FixedClock
) -> None:
    make_member(session, clock.now(), login="admin", role=Role.ADMIN)

    ensure_demo_member(session, Role.ADMIN, "relais-demo", clock.now())

    with pytest.raises(WrongCredentialsError):
        authenticate(session, "admin", "relais-demo")


def test_demo_members_cannot_log_in_once_the_demo_is_over(
    session: Session, clock: FixedClock
) -> None:
    ensure_demo_member(session, Role.ADMIN, "relais-demo", clock.now())
    colleague = create(session, clock)

    retire_demo_members(session)
    session.expire_all()

    with pytest.raises(WrongCredentialsError):
        authenticate(session, "admin", "relais-demo")
    assert authenticate(session, "amina", LONG_ENOUGH) is colleague


def test_demo_members_are_back_when_the_demo_is(session: Session, clock: FixedClock) -> None:
    ensure_demo_member(session, Role.ADMIN, "relais-demo", clock.now())
    retire_demo_members(session)
    session.expire_all()

    ensure_demo_member(session, Role.ADMIN, "relais-demo", clock.now())

    assert authenticate(session, "admin", "relais-demo").role == Role.ADMIN


def test_a_member_chooses_a_language(session: Session, clock: FixedClock) -> None:
    member = make_member(session, clock.now())

    set_language(session, member.id, "en")

    assert member.language == "en"


def test_names_are_found_by_id(session: Session, clock: FixedClock) -> None:
    amina = make_member(session, clock.now(), name="Amina")
    make_member(session, clock.now(), name="Boris")

    assert names_of(session, [amina.id, "nobody"]) == {amina.id: "Amina"}
