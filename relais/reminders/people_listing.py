"""What the staff see of people: a list, a search, and one person with rights and reminders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from relais.conversations import Channel, Conversation, Person
from relais.messaging import InvalidPhoneNumberError, PhoneNumber
from relais.reminders.errors import PersonNotFoundError
from relais.reminders.models import Reminder
from relais.reminders.plain_words import plain
from relais.rights import Right
from relais.vault import Vault

PAGE_SIZE = 50


@dataclass(frozen=True)
class PersonLine:
    """One line of the list; showing it must be audited by the caller."""

    person: Person
    name: str | None
    rights: Sequence[Right]  # the first to end first


@dataclass(frozen=True)
class PeoplePage:
    """A page of the list, by name."""

    lines: Sequence[PersonLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class ReadPerson:
    """All that is kept of a person but what was said; showing it must be audited."""

    person: Person
    name: str | None
    phone: PhoneNumber | None
    rights: Sequence[Right]
    reminders: Sequence[Reminder]  # the last one first
    conversation_id: str | None  # by text message


def list_people(session: Session, vault: Vault, page: int = 1) -> PeoplePage:
    """One page of PAGE_SIZE of the people the staff recorded: with a name or a right."""
    recorded = or_(
        Person.name_sealed.is_not(None), Person.id.in_(select(Right.person_id).distinct())
    )
    return _page(session, _named(session, vault, recorded), page)


def find_people(session: Session, vault: Vault, wanted: str, page: int = 1) -> PeoplePage:
    """The people with this telephone number, in any form, or whose name holds all these words.

    Names are sealed, so each is opened and compared here: a few thousand take a moment.
    """
    try:
        fingerprint = vault.fingerprint(PhoneNumber.parse(wanted.strip()).e164)
    except InvalidPhoneNumberError:
        words = plain(wanted).split()
        named = _named(session, vault, Person.name_sealed.is_not(None))
        found = [pair for pair in named if words and _holds(pair[1] or "", words)]
    else:
        found = _named(session, vault, Person.phone_fingerprint == fingerprint)
    return _page(session, found, page)


def read_person(session: Session, vault: Vault, person_id: str) -> ReadPerson:
    """One person. Raises PersonNotFoundError."""
    person = session.get(Person, person_id)
    if person is None:
        raise PersonNotFoundError
    reminders = session.scalars(
        select(Reminder)
        .where(Reminder.person_id == person_id)
        .order_by(Reminder.ends_on.desc(), Reminder.id)
    )
    conversation_id = session.scalar(
        select(Conversation.id).where(
            Conversation.person_id == person_id, Conversation.channel == Channel.SMS
        )
    )
    return ReadPerson(
        person,
        _name(vault, person),
        PhoneNumber(vault.decrypt(person.phone_sealed)) if person.phone_sealed else None,
        _rights(session, [person_id]).get(person_id, []),
        reminders.all(),
        conversation_id,
    )


Named = tuple[Person, str | None]


def _named(session: Session, vault: Vault, which: ColumnElement[bool]) -> list[Named]:
    """People with their names, by name; those without one come last."""
    people = session.scalars(select(Person).where(which))
    named = [(person, _name(vault, person)) for person in people]
    return sorted(named, key=lambda pair: (pair[1] is None, plain(pair[1] or ""), pair[0].id))


def _name(vault: Vault, person: Person) -> str | None:
    return vault.decrypt(person.name_sealed) if person.name_sealed else None


def _holds(name: str, words: Iterable[str]) -> bool:
    spelled = plain(name)
    return all(word in spelled for word in words)


def _page(session: Session, found: Sequence[Named], page: int) -> PeoplePage:
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    rights = _rights(session, [person.id for person, _ in shown])
    lines = [PersonLine(person, name, rights.get(person.id, [])) for person, name in shown]
    return PeoplePage(lines, len(found), page)


def _rights(session: Session, person_ids: Sequence[str]) -> dict[str, list[Right]]:
    rights: dict[str, list[Right]] = {}
    for right in session.scalars(
        select(Right).where(Right.person_id.in_(person_ids)).order_by(Right.ends_on)
    ):
        rights.setdefault(right.person_id, []).append(right)
    return rights
