"""Members of the staff: their accounts, and what they prefer."""

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from relais.staff.errors import (
    InvalidLoginError,
    LoginTakenError,
    UnknownRoleError,
    WeakPasswordError,
)
from relais.staff.models import Role, StaffMember
from relais.staff.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH, hash_password

_LOGIN = re.compile(r"[\w.@+-]{2,80}")
NAME_LIMIT = 120


def create_member(
    session: Session, *, login: str, name: str, password: str, role: str, now: datetime
) -> StaffMember:
    """Create an account. Letter case in the login does not count.

    Raises InvalidLoginError, UnknownRoleError, WeakPasswordError or LoginTakenError.
    """
    login = normalise_login(login)
    if not _LOGIN.fullmatch(login):
        raise InvalidLoginError("a login has 2 to 80 letters, digits or . _ - + @")
    if role not in set(Role):
        raise UnknownRoleError(f"a role is one of: {', '.join(Role)}")
    if not MINIMUM_LENGTH <= len(password) <= MAXIMUM_LENGTH:
        raise WeakPasswordError(f"a password has {MINIMUM_LENGTH} to {MAXIMUM_LENGTH} characters")
    if session.scalar(select(StaffMember.id).where(StaffMember.login == login)):
        raise LoginTakenError(f"the login {login} is taken")
    member = StaffMember(
        login=login,
        name=name.strip()[:NAME_LIMIT] or login,
        password_hash=hash_password(password),
        role=Role(role),
        created_at=now,
    )
    session.add(member)
    session.flush()
    return member


def ensure_demo_member(session: Session, role: Role, password: str, now: datetime) -> None:
    """The demo's account for a role: its login is the role's name. Made once, then left alone."""
    member = session.scalar(select(StaffMember).where(StaffMember.login == role.value))
    if member is None:
        member = create_member(
            session, login=role, name=f"demo {role}", password=password, role=role, now=now
        )
        member.is_demo = True
    elif member.is_demo:
        member.active = True


def retire_demo_members(session: Session) -> None:
    """Close the demo's accounts: their password is public, and this is no demo any more."""
    session.execute(update(StaffMember).where(StaffMember.is_demo).values(active=False))


def normalise_login(login: str) -> str:
    """The login as it is stored and compared."""
    return login.strip().casefold()


def set_language(session: Session, staff_id: str, language: str) -> None:
    """The language the member wants to see the console in."""
    session.get_one(StaffMember, staff_id).language = language


def names_of(session: Session, staff_ids: Collection[str]) -> dict[str, str]:
    """The names of these members, by id."""
    rows = session.execute(
        select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(staff_ids))
    )
    return {row.id: row.name for row in rows}
