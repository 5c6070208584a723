"""Errors of the staff room. Their details are shown to staff: plain words, never a password."""

from relais.errors import RelaisError


class StaffError(RelaisError):
    """Base of this room's errors."""

    code = "staff"


class UnknownRoleError(StaffError):
    """There is no such role."""

    code = "unknown_role"


class InvalidLoginError(StaffError):
    """A login is empty, too long, or holds something else than a login may hold."""

    code = "invalid_login"


class WeakPasswordError(StaffError):
    """A password is too short to resist guessing."""

    code = "weak_password"


class LoginTakenError(StaffError):
    """Somebody already logs in with this."""

    code = "login_taken"


class WrongCredentialsError(StaffError):
    """No active member has this login and this password; which of the two is wrong is not told."""

    code = "wrong_credentials"


class TooManyAttemptsError(StaffError):
    """Too many log-ins were tried with this login or from this address: wait, then try again."""

    code = "too_many_attempts"
