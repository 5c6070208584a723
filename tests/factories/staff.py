"""Members of the staff, for tests."""

import itertools
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from relais.staff import Role, StaffMember
from relais.staff.passwords import hash_password

PASSWORD = "correct horse battery"

_serial = itertools.count(1)


@cache
def _password_hash() -> str:
    # Hashing is slow on purpose: once is enough for every member of the tests.
    return hash_password(PASSWORD)


def make_member(
    session: Session,
    now: datetime,
    *,
    role: Role = Role.MEDIATOR,
    login: str = "",
    name: str = "Médiatrice",
    language: str = "fr",
    active: bool = True,
) -> StaffMember:
    """A member who logs in with PASSWORD."""
    member = StaffMember(
        login=login or f"member{next(_serial)}",
        name=name,
        password_hash=_password_hash(),
        role=role,
        language=language,
        active=active,
        created_at=now,
    )
    session.add(member)
    session.flush()
    return member
