"""Telling whether somebody is who they say."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.staff.errors import WrongCredentialsError
from relais.staff.members import normalise_login
from relais.staff.models import StaffMember
from relais.staff.passwords import hash_password, is_right, needs_rehash


def authenticate(session: Session, login: str, password: str) -> StaffMember:
    """The active member with this login and password. Raises WrongCredentialsError.

    A login that nobody has takes as long to refuse, so that time tells nothing of who exists.
    """
    member = session.scalar(
        select(StaffMember).where(
            StaffMember.login == normalise_login(login), StaffMember.active.is_(True)
        )
    )
    if not is_right(member.password_hash if member else None, password) or member is None:
        raise WrongCredentialsError
    if needs_rehash(member.password_hash):
        member.password_hash = hash_password(password)
    return member
