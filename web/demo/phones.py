"""The phones of the demo: fictitious numbers, known to the page by an id that hides them."""

import base64
import binascii
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations import Person
from relais.errors import RelaisError
from relais.messaging import PhoneNumber
from relais.vault import Vault, VaultError

# Reserved for fiction by the regulator: never given to anybody.
FICTION_PREFIX = "+3363998"
FICTION_COUNT = 10_000
TRIES = 50
PURPOSE = "demo phone "


class PhoneUnknownError(RelaisError):
    """The id is of no phone of this installation."""

    code = "phone_unknown"


@dataclass(frozen=True)
class DemoPhone:
    """A phone on the page."""

    id: str
    number: PhoneNumber


def issue_phone(session: Session, vault: Vault) -> DemoPhone:
    """A phone whose number nobody has written from yet, while there is such a number."""
    number = _random_number()
    for _ in range(TRIES):
        if not _is_taken(session, vault, number):
            break
        number = _random_number()
    sealed = vault.encrypt(PURPOSE + number.e164)
    return DemoPhone(base64.urlsafe_b64encode(sealed).decode(), number)


def phone_of(vault: Vault, phone_id: str) -> PhoneNumber:
    """The number of a phone. Raises PhoneUnknownError."""
    try:
        opened = vault.decrypt(base64.urlsafe_b64decode(phone_id))
    except (VaultError, binascii.Error, ValueError):
        raise PhoneUnknownError from None
    if not opened.startswith(PURPOSE + FICTION_PREFIX):
        raise PhoneUnknownError
    return PhoneNumber(opened.removeprefix(PURPOSE))


def _random_number() -> PhoneNumber:
    return PhoneNumber(f"{FICTION_PREFIX}{secrets.randbelow(FICTION_COUNT):04d}")


def _is_taken(session: Session, vault: Vault, number: PhoneNumber) -> bool:
    fingerprint = vault.fingerprint(number.e164)
    return (
        session.scalar(select(Person.id).where(Person.phone_fingerprint == fingerprint)) is not None
    )
