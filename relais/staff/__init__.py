"""Accounts of the staff: logging in, roles and what they may do, and the record of it."""

from relais.staff.audit import AuditLine, AuditPage, audit, list_audit
from relais.staff.authenticate import authenticate
from relais.staff.errors import (
    InvalidLoginError,
    LoginTakenError,
    StaffError,
    TooManyAttemptsError,
    UnknownRoleError,
    WeakPasswordError,
    WrongCredentialsError,
)
from relais.staff.limiter import LoginLimiter
from relais.staff.members import (
    create_member,
    ensure_demo_member,
    names_of,
    retire_demo_members,
    set_language,
)
from relais.staff.models import AuditEntry, Role, StaffMember
from relais.staff.permissions import PERMISSIONS, Permission, may
from relais.staff.sessions import (
    LIFETIME,
    close_session,
    keep_list_filter,
    kept_list_filter,
    member_of,
    open_session,
)

__all__ = [
    "LIFETIME",
    "PERMISSIONS",
    "AuditEntry",
    "AuditLine",
    "AuditPage",
    "InvalidLoginError",
    "LoginLimiter",
    "LoginTakenError",
    "Permission",
    "Role",
    "StaffError",
    "StaffMember",
    "TooManyAttemptsError",
    "UnknownRoleError",
    "WeakPasswordError",
    "WrongCredentialsError",
    "audit",
    "authenticate",
    "close_session",
    "create_member",
    "ensure_demo_member",
    "keep_list_filter",
    "kept_list_filter",
    "list_audit",
    "may",
    "member_of",
    "names_of",
    "open_session",
    "retire_demo_members",
    "set_language",
]
