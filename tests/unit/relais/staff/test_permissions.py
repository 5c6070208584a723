import pytest

from relais.staff import PERMISSIONS, Permission, Role, may


def test_every_permission_is_decided() -> None:
    assert set(PERMISSIONS) == set(Permission)


def test_every_permission_is_somebodys_and_the_admin_has_them_all() -> None:
    assert all(Role.ADMIN in roles for roles in PERMISSIONS.values())


def test_reviewers_only_read_and_see_nobody() -> None:
    allowed = {permission for permission in Permission if may(Role.REVIEWER, permission)}

    assert allowed == {Permission.USE_CONSOLE, Permission.READ_CONVERSATIONS}


def test_mediators_do_the_daily_work_but_neither_erase_nor_read_the_record() -> None:
    refused = {permission for permission in Permission if not may(Role.MEDIATOR, permission)}

    assert refused == {Permission.ERASE_PEOPLE, Permission.READ_AUDIT}


@pytest.mark.parametrize("role", ["", "owner"])
def test_a_role_that_is_none_may_nothing(role: str) -> None:
    assert not any(may(role, permission) for permission in Permission)


def test_roles_read_from_the_database_as_words_count(  # SQLAlchemy gives them back as text
) -> None:
    assert may("mediator", Permission.ANSWER_CONVERSATIONS)
