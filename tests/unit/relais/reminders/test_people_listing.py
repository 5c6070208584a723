from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from relais.conversations import Channel, conversation_of
from relais.reminders import PersonNotFoundError, find_people, list_people, read_person
from relais.rights import Cover, record_right
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.factories.rights import make_person, make_right
from tests.fakes.relais import RelaisForTests

END = date(2027, 1, 31)


def _named(session: Session, vault: Vault, clock: FixedClock, name: str) -> str:
    return make_person(session, vault, clock.now(), name_sealed=vault.encrypt(name)).id


def test_people_are_listed_by_name(session: Session, vault: Vault, clock: FixedClock) -> None:
    for name in ("zoé", "Élodie", "Amina"):
        _named(session, vault, clock, name)
    assert [line.name for line in list_people(session, vault).lines] == ["Amina", "Élodie", "zoé"]


def test_who_only_wrote_is_not_listed(session: Session, vault: Vault, clock: FixedClock) -> None:
    make_person(session, vault, clock.now())
    assert list_people(session, vault).total == 0


def test_who_has_a_right_but_no_name_comes_last(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    right = make_right(session, vault, clock.now(), END)
    _named(session, vault, clock, "Zoé")
    lines = list_people(session, vault).lines
    assert [line.name for line in lines] == ["Zoé", None]
    assert [found.id for found in lines[1].rights] == [right.id]


def test_the_right_that_ends_first_comes_first(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    right = make_right(session, vault, clock.now(), END, cover=Cover.PUMA)
    sooner = END - timedelta(days=30)
    record_right(session, right.person_id, Cover.AME, sooner, False, clock.now())
    assert [found.cover for found in list_people(session, vault).lines[0].rights] == ["ame", "puma"]


def test_a_long_list_has_pages(session: Session, vault: Vault, clock: FixedClock) -> None:
    for index in range(51):
        _named(session, vault, clock, f"Personne {index:02d}")
    page = list_people(session, vault, 2)
    assert [line.name for line in page.lines] == ["Personne 50"]
    assert (page.total, page.pages) == (51, 2)


@pytest.mark.parametrize("wanted", ["elod", "ÉLODIE", "test élodie", " Elodie-T "])
def test_a_name_is_found_without_case_accents_or_order(
    session: Session, vault: Vault, clock: FixedClock, wanted: str
) -> None:
    person_id = _named(session, vault, clock, "Élodie Test")
    _named(session, vault, clock, "Amina Test")
    assert [line.person.id for line in find_people(session, vault, wanted).lines] == [person_id]


@pytest.mark.parametrize("wanted", ["", "?!", "Boris"])
def test_what_nobody_is_called_finds_nobody(
    session: Session, vault: Vault, clock: FixedClock, wanted: str
) -> None:
    _named(session, vault, clock, "Amina")
    assert find_people(session, vault, wanted).total == 0


@pytest.mark.parametrize("wanted", ["06 39 98 00 01", "+33639980001"])
def test_a_number_is_found_in_any_form_even_of_who_only_wrote(
    session: Session, vault: Vault, clock: FixedClock, wanted: str
) -> None:
    person = make_person(session, vault, clock.now(), phone="+33639980001")
    make_person(session, vault, clock.now(), phone="+33639980002")
    assert [line.person.id for line in find_people(session, vault, wanted).lines] == [person.id]


def test_a_part_of_a_number_finds_nobody(session: Session, vault: Vault, clock: FixedClock) -> None:
    make_person(session, vault, clock.now(), phone="+33639980001")
    assert find_people(session, vault, "0639").total == 0


def test_a_person_is_read_with_everything_about_them(
    running: RelaisForTests, vault: Vault, clock: FixedClock
) -> None:
    reminder = planned_reminder(running, phone="+33639980001", name_sealed=vault.encrypt("Amina"))
    with running.relais.database.transaction() as session:
        read = read_person(session, vault, reminder.person_id)
        assert read.conversation_id is None
        conversation = conversation_of(session, read.person, Channel.SMS, clock.now())
        read = read_person(session, vault, reminder.person_id)
    assert read.phone is not None
    assert (read.name, read.phone.e164) == ("Amina", "+33639980001")
    assert [right.id for right in read.rights] == [reminder.right_id]
    assert [found.id for found in read.reminders] == [reminder.id]
    assert read.conversation_id == conversation.id


def test_a_person_who_was_erased_is_not_found(session: Session, vault: Vault) -> None:
    with pytest.raises(PersonNotFoundError):
        read_person(session, vault, "0" * 32)
