"""Passwords: argon2id, and the same work whether or not there is a hash to compare with."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 10
MAXIMUM_LENGTH = 200  # characters: longer ones only cost time

# 19 MiB and two passes: many log-ins at once must not exhaust a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The argon2id hash, with its parameters and salt."""
    return _HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. Without a hash it never does, and takes as long to say so."""
    if len(password) > MAXIMUM_LENGTH:
        return False
    if password_hash is None:
        _HASHER.hash(password)
        return False
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with parameters of the past."""
    return _HASHER.check_needs_rehash(password_hash)
