"""Who may do what: the one table. Routes name a permission, never a role."""

from enum import StrEnum

from relais.staff.models import Role


class Permission(StrEnum):
    """Something a member of the staff may be allowed to do."""

    USE_CONSOLE = "use_console"  # log out, change the language
    READ_CONVERSATIONS = "read_conversations"  # in their redacted wording
    SEE_PEOPLE = "see_people"  # names, numbers, rights, and the full wording of messages
    ANSWER_CONVERSATIONS = "answer_conversations"
    EDIT_PEOPLE = "edit_people"
    IMPORT_PEOPLE = "import_people"
    ERASE_PEOPLE = "erase_people"
    MANAGE_REMINDERS = "manage_reminders"
    READ_AUDIT = "read_audit"


_EVERYBODY = frozenset(Role)
_DAILY_WORK = frozenset({Role.MEDIATOR, Role.ADMIN})
_ADMIN_ALONE = frozenset({Role.ADMIN})

PERMISSIONS: dict[Permission, frozenset[Role]] = {
    Permission.USE_CONSOLE: _EVERYBODY,
    Permission.READ_CONVERSATIONS: _EVERYBODY,
    Permission.SEE_PEOPLE: _DAILY_WORK,
    Permission.ANSWER_CONVERSATIONS: _DAILY_WORK,
    Permission.EDIT_PEOPLE: _DAILY_WORK,
    Permission.IMPORT_PEOPLE: _DAILY_WORK,
    Permission.ERASE_PEOPLE: _ADMIN_ALONE,
    Permission.MANAGE_REMINDERS: _DAILY_WORK,
    Permission.READ_AUDIT: _ADMIN_ALONE,
}


def may(role: Role | str, permission: Permission) -> bool:
    """Whether the role has the permission."""
    return role in PERMISSIONS[permission]
