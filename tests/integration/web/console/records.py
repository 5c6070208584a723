"""What the console has left in the database."""

from sqlalchemy import select

from relais.conversations import Person
from relais.staff import AuditEntry
from tests.fakes.relais import RelaisForTests


def people(house: RelaisForTests) -> list[Person]:
    with house.relais.database.reading() as session:
        return list(session.scalars(select(Person)))


def audited(house: RelaisForTests) -> list[tuple[str, str | None]]:
    """What was recorded after the log-in: each action and its object."""
    with house.relais.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.action, entry.object_id) for entry in entries if entry.action != "log_in"]
