"""Accounts of the staff, their sessions, and the record of what they looked at and did."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from relais.db import Base, OpaqueId, named, new_id


class Role(StrEnum):
    """What a member of the staff is trusted with; `staff.permissions` says what each may do."""

    MEDIATOR = "mediator"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class StaffMember(Base):
    """Somebody who logs in to the console."""

    __tablename__ = "staff_members"

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(named(Role))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)  # its password is public
    created_at: Mapped[datetime]


class StaffSession(Base):
    """A log-in: only a fingerprint of its token is kept."""

    __tablename__ = "staff_sessions"

    token_fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff_members.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    list_filter_sealed: Mapped[bytes | None]  # may hold a name that was searched for


class AuditEntry(Base):
    """Who did what to which object, and when. Names no person and quotes no message."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff_members.id"))
    action: Mapped[str] = mapped_column(String(64))
    object_type: Mapped[str | None] = mapped_column(String(32))
    object_id: Mapped[str | None] = mapped_column(String(64), index=True)
