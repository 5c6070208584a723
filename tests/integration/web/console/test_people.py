from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from relais.reminders import (
    PersonNotFoundError,
    Reminder,
    ReminderState,
    plan_reminders,
)
from relais.rights import Cover, Right
from relais.staff import Role
from tests.factories.reminders import planned_reminder
from tests.factories.rights import make_person, make_right
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.records import audited, people
from web.errors import status_of

LIST = "/console/people"
NEW = "/console/people/new"
IMPORT = "/console/people/import"
PHONE = "+33639980001"
TYPED = {
    "name": "Amina Test",
    "phone": "06 39 98 00 01",
    "language": "ar",
    "cover": "c2s",
    "ends_on": "31/01/2027",
    "consent": "oui",
}


def make_amina(house: RelaisForTests, **fields: Any) -> Right:
    """Amina, whose C2S ends on 31 January."""
    relais = house.relais
    with relais.database.transaction() as session:
        return make_right(
            session,
            relais.vault,
            relais.clock.now(),
            date(2027, 1, 31),
            **{"phone": PHONE, "name_sealed": relais.vault.encrypt("Amina Test")} | fields,
        )


def right(house: RelaisForTests) -> Right:
    with house.relais.database.reading() as session:
        return session.scalars(select(Right)).one()


def test_people_are_listed_with_their_rights(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    make_amina(house)
    words = mediator.open(LIST)
    assert "1 personne" in words
    assert "Amina Test français C2S jusqu'au 31 janv. 2027 accepte les rappels" in words
    assert audited(house) == [("list_people", None)]


def test_the_list_shows_no_numbers(house: RelaisForTests, mediator: ConsoleClient) -> None:
    make_amina(house)
    assert "39 98 00 01" not in mediator.open(LIST)


def test_who_gets_no_reminders_is_told(house: RelaisForTests, mediator: ConsoleClient) -> None:
    make_amina(house, opted_out_at=house.relais.clock.now())
    assert "la personne ne veut plus aucun SMS" in mediator.open(LIST)


def test_an_empty_list_says_so(mediator: ConsoleClient) -> None:
    assert "Personne n'est enregistré." in mediator.open(LIST)


@pytest.mark.parametrize("wanted", ["amina", "06 39 98 00 01"])
def test_a_search_goes_by_post_and_is_recorded(
    house: RelaisForTests, mediator: ConsoleClient, wanted: str
) -> None:
    person_id = make_amina(house).person_id
    mediator.open(LIST)
    words = mediator.submit(LIST, wanted=wanted)
    assert "Amina Test" in words
    assert mediator.response.url.query == b""
    assert audited(house)[-1] == ("search_people", person_id)


def test_a_search_that_finds_nobody_keeps_what_was_typed(mediator: ConsoleClient) -> None:
    mediator.open(LIST)
    words = mediator.submit(LIST, wanted="Boris")
    assert "Personne n'a ce nom ni ce numéro." in words
    assert 'value="Boris"' in mediator.response.text


# One person


def test_a_person_is_shown_with_everything_and_it_is_recorded(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    person_id = make_amina(house).person_id
    plan_reminders(house.relais)
    words = mediator.open(f"{LIST}/{person_id}")
    assert "+33 6 39 98 00 01" in words
    assert "C2S jusqu'au 31 janv. 2027" in words
    assert "Fin le 31 janv. 2027, rappel le 2 déc. 2026 · prévu" in words
    assert audited(house) == [("read_person", person_id)]


def test_a_person_who_is_unknown_is_not_found(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    mediator.open(f"{LIST}/{'0' * 32}")
    assert mediator.response.status_code == status_of(PersonNotFoundError())
    assert audited(house) == []


def test_the_end_of_a_right_is_corrected(house: RelaisForTests, mediator: ConsoleClient) -> None:
    person_id = make_amina(house).person_id
    plan_reminders(house.relais)
    mediator.open(f"{LIST}/{person_id}")
    words = mediator.submit(
        f"{LIST}/{person_id}/rights", cover="c2s", ends_on="05/02/2027", filed="oui"
    )
    assert "Le droit est enregistré." in words
    assert (right(house).ends_on, right(house).filed_by_association) == (date(2027, 2, 5), True)
    assert "Fin le 5 févr. 2027, rappel le 6 janv. 2027 · prévu" in words
    assert ("record_right", person_id) in audited(house)


def test_a_wrong_end_date_is_told_beside_its_field(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    person_id = make_amina(house).person_id
    mediator.open(f"{LIST}/{person_id}")
    words = mediator.submit(f"{LIST}/{person_id}/rights", cover="ame", ends_on="31/02/2027")
    assert mediator.response.status_code == 422
    assert "Ce n'est pas une date." in words
    assert 'value="31/02/2027"' in mediator.response.text
    assert right(house).cover == Cover.C2S


def test_no_right_is_recorded_for_somebody_unknown(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    mediator.open(NEW)
    mediator.send(f"{LIST}/{'0' * 32}/rights", cover="ame", ends_on="31/01/2027")
    assert mediator.response.status_code == status_of(PersonNotFoundError())


def test_a_consent_is_taken_back(house: RelaisForTests, mediator: ConsoleClient) -> None:
    reminder = planned_reminder(house)
    mediator.open(f"{LIST}/{reminder.person_id}")
    words = mediator.submit(f"{LIST}/{reminder.person_id}/no-reminders")
    assert "L'accord est retiré" in words
    assert people(house)[0].consented_at is None
    with house.relais.database.reading() as session:
        assert session.get_one(Reminder, reminder.id).state == ReminderState.WITHDRAWN
    assert ("withdraw_consent", reminder.person_id) in audited(house)


# Adding a person


def test_a_person_is_added_and_their_reminder_planned(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    mediator.open(NEW)
    words = mediator.submit(NEW, **TYPED)
    assert "La personne est enregistrée." in words
    person = people(house)[0]
    assert mediator.response.url.path == f"{LIST}/{person.id}"
    assert (person.language, person.consented_at) == ("ar", house.relais.clock.now())
    assert (right(house).cover, right(house).ends_on) == (Cover.C2S, date(2027, 1, 31))
    assert "rappel le 2 déc. 2026 · prévu" in words
    assert audited(house)[0] == ("add_person", person.id)


def test_every_error_is_beside_its_field(house: RelaisForTests, mediator: ConsoleClient) -> None:
    mediator.open(NEW)
    words = mediator.submit(NEW)
    assert mediator.response.status_code == 422
    assert "Rien n'est encore enregistré : 5 réponses sont à corriger." in words
    for field in ("phone", "language", "cover", "ends_on", "consent"):
        assert f'id="{field}-error"' in mediator.response.text
    assert people(house) == []


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("phone", "06 39 98", "Ce n'est pas un numéro de téléphone."),
        ("phone", "04 94 50 64 70", "Ce numéro ne reçoit pas de SMS."),
        ("ends_on", "21/11/2026", "Cette date est passée"),
        ("ends_on", "1er février", "Écrivez-la comme 31/12/2027."),
    ],
)
def test_nothing_that_was_typed_is_lost(
    mediator: ConsoleClient, field: str, typed: str, told: str
) -> None:
    mediator.open(NEW)
    words = mediator.submit(NEW, **TYPED | {field: typed})
    assert told in words
    page = mediator.response.text
    for name, value in (TYPED | {field: typed}).items():
        if name in {"name", "phone", "ends_on"}:
            assert f'value="{value}"' in page
    assert '<option value="ar" selected>' in page
    assert '<option value="c2s" selected>' in page
    assert 'name="consent" value="oui" checked' in page


def test_a_known_number_is_brought_up_to_date(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    person_id = make_amina(house).person_id
    mediator.open(NEW)
    mediator.submit(NEW, **TYPED | {"ends_on": "2027-06-30"})
    assert [person.id for person in people(house)] == [person_id]
    assert right(house).ends_on == date(2027, 6, 30)


# Who may


@pytest.mark.parametrize("path", [LIST, NEW, IMPORT, f"{LIST}/template.csv", f"{LIST}/{'0' * 32}"])
def test_reviewers_see_nobody(reviewer: ConsoleClient, path: str) -> None:
    reviewer.open(path)
    assert reviewer.response.status_code == 403


@pytest.mark.parametrize("path", [LIST, NEW, IMPORT, f"{IMPORT}/confirm", f"{LIST}/x/rights"])
def test_a_form_of_another_site_changes_nothing(
    house: RelaisForTests, mediator: ConsoleClient, path: str
) -> None:
    mediator.response = mediator.http.post(path, data=TYPED)
    assert mediator.response.status_code == 403
    assert people(house) == []


def test_the_console_speaks_english_too(house: RelaisForTests, log_in: LogIn) -> None:
    client = log_in(Role.MEDIATOR, language="en")
    with house.relais.database.transaction() as session:
        make_person(session, house.relais.vault, house.relais.clock.now())
    assert "Add a person" in client.open(LIST)
    client.open(NEW)
    assert "This is not a telephone number." in client.submit(NEW, phone="06")
