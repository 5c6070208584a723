"""Keeping people who agreed to reminders, one at a time or from a file."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from relais.conversations import Author, Conversation, Message, Person, person_by_phone
from relais.messaging import PhoneNumber
from relais.reminders.errors import RowsWithErrorsError
from relais.reminders.people_csv import Row
from relais.rights import Cover, record_right
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
    person = person_by_phone(session, vault, phone, now)
    if name:
        person.name_sealed = vault.encrypt(name)
    _set_language(session, person, language)
    person.consented_at = (person.consented_at or now) if consented else None
    record_right(session, person.id, cover, ends_on, filed_by_association, now)
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
    people = {
        add_person(
            session,
            vault,
            name=entry.name,
            phone=entry.phone,
            language=entry.language,
            consented=True,
            cover=entry.cover,
            ends_on=entry.ends_on,
            filed_by_association=entry.filed_by_association,
            now=now,
        ).id
        for entry in entries
    }
    return len(people)


def _set_language(session: Session, person: Person, language: str) -> None:
    if person.language is not None and _has_written(session, person.id):
        return
    person.language = language
    session.execute(
        update(Conversation).where(Conversation.person_id == person.id).values(language=language)
    )


def _has_written(session: Session, person_id: str) -> bool:
    said = (
        select(Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.person_id == person_id, Message.author == Author.PERSON)
        .limit(1)
    )
    return session.scalar(said) is not None
