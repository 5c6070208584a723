"""Keeping people who agreed to reminders, one at a time or from a file."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations import Author, Conversation, Message, Person
from relais.db import new_id
from relais.messaging import PhoneNumber
from relais.reminders.errors import RowsWithErrorsError
from relais.reminders.people_csv import Row
from relais.reminders.person_fields import PersonEntry
from relais.rights import Cover, RightEntry, record_rights
from relais.vault import Vault


def add_person(  # noqa: PLR0913 - one person, one call
    session: Session,
    vault: Vault,
    *,
    name: str | None,
    phone: PhoneNumber,
    language: str,
    consented: bool,
    cover: Cover,
    ends_on: date,
    filed_by_association: bool,
    now: datetime,
) -> Person:
    """Keep a person and one of their rights; known by their number, they are brought up to date.

    Nothing overrules what the person said: their STOP stays, and so does the language they write
    in. Without consent no reminder is sent; a consent given earlier is taken back.
    """
    entry = PersonEntry(name, phone, language, cover, ends_on, filed_by_association)
    person = _keep(session, vault, [entry], now)[0]
    if not consented:
        person.consented_at = None
    return person


def import_people(session: Session, vault: Vault, rows: Iterable[Row], now: datetime) -> int:
    """Keep the people of a file, how many they are; importing it again changes nothing more.

    Raises RowsWithErrorsError, before anything is kept, when a row has errors.
    """
    entries = []
    for row in rows:
        if row.entry is None:
            raise RowsWithErrorsError(f"line {row.line}")
        entries.append(row.entry)
    return len({person.id for person in _keep(session, vault, entries, now)})


def _keep(
    session: Session, vault: Vault, entries: Sequence[PersonEntry], now: datetime
) -> list[Person]:
    """The person of each entry. All are looked up at once: nobody else writes meanwhile."""
    fingerprints = [vault.fingerprint(entry.phone.e164) for entry in entries]
    people = {
        str(person.phone_fingerprint): person
        for person in session.scalars(
            select(Person).where(Person.phone_fingerprint.in_(set(fingerprints)))
        )
    }
    speakers = _speakers(session, people.values())
    for entry, fingerprint in zip(entries, fingerprints, strict=True):
        if fingerprint not in people:
            people[fingerprint] = _new_person(vault, entry, fingerprint, now)
            session.add(people[fingerprint])
        person = people[fingerprint]
        person.name_sealed = vault.encrypt(entry.name) if entry.name else person.name_sealed
        person.consented_at = person.consented_at or now
        if person.id not in speakers or person.language is None:
            person.language = entry.language
    kept = [people[fingerprint] for fingerprint in fingerprints]
    _follow_language(session, people.values())
    _record_rights(session, kept, entries, now)
    return kept


def _new_person(vault: Vault, entry: PersonEntry, fingerprint: str, now: datetime) -> Person:
    return Person(
        id=new_id(),
        created_at=now,
        phone_sealed=vault.encrypt(entry.phone.e164),
        phone_fingerprint=fingerprint,
    )


def _speakers(session: Session, people: Iterable[Person]) -> Collection[str]:
    """Ids of those who have written themselves: their language is theirs to choose."""
    return set(
        session.scalars(
            select(Conversation.person_id)
            .join(Message, Message.conversation_id == Conversation.id)
            .where(
                Conversation.person_id.in_([person.id for person in people]),
                Message.author == Author.PERSON,
            )
            .distinct()
        )
    )


def _follow_language(session: Session, people: Iterable[Person]) -> None:
    """What is answered to a reminder is in the language of the reminder."""
    languages = {person.id: person.language for person in people}
    for conversation in session.scalars(
        select(Conversation).where(Conversation.person_id.in_(languages))
    ):
        conversation.language = languages[conversation.person_id]


def _record_rights(
    session: Session, people: Sequence[Person], entries: Sequence[PersonEntry], now: datetime
) -> None:
    record_rights(
        session,
        [
            RightEntry(person.id, entry.cover, entry.ends_on, entry.filed_by_association)
            for person, entry in zip(people, entries, strict=True)
        ],
        now,
    )
