from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.conversations import Channel, Conversation, Person, conversation_of, remember_language
from relais.messaging import PhoneNumber
from relais.reminders import RowsWithErrorsError, add_person, import_people, read_people_csv
from relais.rights import Cover, Right
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.conversations import AMINA, receive_text
from tests.fakes.relais import RelaisForTests

END = date(2027, 1, 31)
FILE = b"""nom;telephone;langue;droit;fin;consentement
Amina;0639980001;arabe;C2S;31/01/2027;oui
Amina;0639980001;arabe;PUMA;28/02/2027;oui
Boris;0639980002;anglais;AME;28/02/2027;oui
"""


def _add(session: Session, vault: Vault, clock: FixedClock, **changed: Any) -> Person:
    fields: dict[str, Any] = {
        "name": "Amina",
        "phone": PhoneNumber(AMINA),
        "language": "fr",
        "consented": True,
        "cover": Cover.C2S,
        "ends_on": END,
        "filed_by_association": False,
    }
    return add_person(session, vault, **fields | changed, now=clock.now())


def _count(session: Session, model: type[Any]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


def test_a_person_is_kept_with_a_right(session: Session, vault: Vault, clock: FixedClock) -> None:
    person = _add(session, vault, clock)
    assert person.name_sealed is not None
    assert vault.decrypt(person.name_sealed) == "Amina"
    assert (person.language, person.consented_at) == ("fr", clock.now())
    right = session.scalars(select(Right)).one()
    assert (right.person_id, right.cover, right.ends_on) == (person.id, Cover.C2S, END)


def test_the_same_number_is_the_same_person(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    consented_at = _add(session, vault, clock).consented_at
    clock.move(timedelta(days=1))
    later = END + timedelta(days=365)
    person = _add(session, vault, clock, name="Amina B.", language="ar", ends_on=later)
    assert (_count(session, Person), _count(session, Right)) == (1, 1)
    assert person.name_sealed is not None
    assert vault.decrypt(person.name_sealed) == "Amina B."
    assert (person.language, person.consented_at) == ("ar", consented_at)
    assert session.scalars(select(Right)).one().ends_on == later


def test_a_name_left_out_keeps_the_one_known(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    _add(session, vault, clock)
    person = _add(session, vault, clock, name=None)
    assert person.name_sealed is not None


def test_consent_can_be_taken_back(session: Session, vault: Vault, clock: FixedClock) -> None:
    _add(session, vault, clock)
    assert _add(session, vault, clock, consented=False).consented_at is None


def test_somebody_who_stopped_stays_stopped(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    person = _add(session, vault, clock)
    person.opted_out_at = person.reminders_stopped_at = clock.now()
    again = _add(session, vault, clock)
    assert (again.opted_out_at, again.reminders_stopped_at) == (clock.now(), clock.now())


def test_the_language_somebody_writes_in_is_not_overruled(
    running: RelaisForTests, vault: Vault, clock: FixedClock
) -> None:
    received = receive_text(running, AMINA, "salam")
    with running.relais.database.transaction() as session:
        conversation = session.get_one(Conversation, received.conversation_id)
        remember_language(session, conversation, "ar")
        assert _add(session, vault, clock, language="fr").language == "ar"


def test_a_corrected_language_is_also_that_of_the_conversation(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    conversation = conversation_of(session, _add(session, vault, clock), Channel.SMS, clock.now())
    assert conversation.language == "fr"
    _add(session, vault, clock, language="ar")
    session.refresh(conversation)
    assert conversation.language == "ar"


def test_a_file_is_imported(session: Session, vault: Vault, clock: FixedClock) -> None:
    assert import_people(session, vault, read_people_csv(FILE), clock.now()) == 2
    assert (_count(session, Person), _count(session, Right)) == (2, 3)


def test_importing_a_file_again_adds_nobody(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    for _ in range(2):
        assert import_people(session, vault, read_people_csv(FILE), clock.now()) == 2
    assert (_count(session, Person), _count(session, Right)) == (2, 3)


def test_a_file_with_an_error_is_not_imported_at_all(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    rows = read_people_csv(FILE + b"Carla;06;arabe;C2S;31/01/2027;oui\n")
    with pytest.raises(RowsWithErrorsError, match="line 5"):
        import_people(session, vault, rows, clock.now())
    assert _count(session, Person) == 0
