"""What tests of appointments do over and over."""

from relais.appointments import Appointment, appointments_of, book, open_slots
from relais.conversations import get_conversation
from tests.factories.appointments import make_person
from tests.unit.actions.talk import Talk

ASK = "je voudrais un rdv"


def coming(talk: Talk) -> list[Appointment]:
    with talk.running.relais.database.reading() as session:
        person_id = get_conversation(session, talk.conversation_id).person_id
        return appointments_of(session, person_id, talk.now)


def days(talk: Talk) -> list[str]:
    """The coming appointments: care, day and hour in Paris."""
    zone = talk.running.relais.settings.zone
    return [
        f"{one.slot.session.care_type} {one.slot.starts_at.astimezone(zone):%d/%m %H:%M}"
        for one in coming(talk)
    ]


def book_slot(talk: Talk, care_type: str, text: str = ASK) -> None:
    talk.says(text, "book_appointment", care_type=care_type)
    talk.picks("1")
    assert talk.says("oui", "affirm") == ["appointments.booked"]


def take_from_under(talk: Talk, care_type: str) -> None:
    """Somebody else books the first free slot of this care."""
    relais = talk.running.relais
    with relais.database.transaction() as session:
        slot = open_slots(session, care_type, None, talk.now, relais.settings.zone)[0]
        book(session, slot.id, make_person(session, talk.now).id, talk.now)
