"""Log-ins: a random token in a cookie, its fingerprint in the database, twelve hours at most."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from relais.staff.models import StaffMember, StaffSession
from relais.vault import Vault

LIFETIME = timedelta(hours=12)  # a working day
TOKEN_BYTES = 32


def open_session(session: Session, vault: Vault, staff_id: str, now: datetime) -> str:
    """Log a member in; the token to hand to their browser. Sessions that ran out are removed."""
    session.execute(delete(StaffSession).where(StaffSession.expires_at <= now))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        StaffSession(
            token_fingerprint=_fingerprint(vault, token),
            staff_id=staff_id,
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    session.flush()
    return token


def close_session(session: Session, vault: Vault, token: str) -> None:
    """Log out; a token that is none changes nothing."""
    session.execute(
        delete(StaffSession).where(StaffSession.token_fingerprint == _fingerprint(vault, token))
    )


def member_of(session: Session, vault: Vault, token: str, now: datetime) -> StaffMember | None:
    """The active member whose token this is, or None: unknown, run out, or account closed."""
    return session.scalar(
        select(StaffMember)
        .join(StaffSession, StaffSession.staff_id == StaffMember.id)
        .where(
            StaffSession.token_fingerprint == _fingerprint(vault, token),
            StaffSession.expires_at > now,
            StaffMember.active.is_(True),
        )
    )


def keep_list_filter(session: Session, vault: Vault, token: str, wanted: str) -> None:
    """Keep what the member's list of conversations is narrowed to, until they log out.

    It may hold a name that was searched for: it is sealed, and never part of an address.
    """
    session.get_one(StaffSession, _fingerprint(vault, token)).list_filter_sealed = vault.encrypt(
        wanted
    )


def kept_list_filter(session: Session, vault: Vault, token: str) -> str | None:
    """What `keep_list_filter` kept, if anything."""
    log_in = session.get(StaffSession, _fingerprint(vault, token))
    sealed = log_in.list_filter_sealed if log_in else None
    return vault.decrypt(sealed) if sealed else None


def _fingerprint(vault: Vault, token: str) -> str:
    return vault.fingerprint(f"staff-session/{token}")
