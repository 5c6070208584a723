"""Rights of people who agreed to be reminded. Numbers are of the range reserved for fiction."""

import itertools
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from relais.conversations import Person, person_by_phone
from relais.messaging import PhoneNumber
from relais.rights import Cover, Right, record_right
from relais.vault import Vault

_serial = itertools.count(1000)


def fictional_number() -> str:
    """A number in E.164 that no earlier call gave."""
    return f"+3363998{next(_serial):04d}"


def make_person(session: Session, vault: Vault, now: datetime, **fields: Any) -> Person:
    """Somebody who reads French and agreed to reminders; `fields` are those of `Person`."""
    phone = PhoneNumber.parse(fields.pop("phone", None) or fictional_number())
    person = person_by_phone(session, vault, phone, now)
    person.language, person.consented_at = "fr", now
    for field, value in fields.items():
        setattr(person, field, value)
    session.flush()
    return person


def make_right(
    session: Session,
    vault: Vault,
    now: datetime,
    ends_on: date,
    *,
    cover: Cover = Cover.C2S,
    filed_by_association: bool = False,
    **person: Any,
) -> Right:
    """A right of somebody new."""
    someone = make_person(session, vault, now, **person)
    return record_right(session, someone.id, cover, ends_on, filed_by_association, now)
