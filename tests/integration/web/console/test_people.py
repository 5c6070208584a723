from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from relais.conversations import Person
from relais.reminders import (
    MAX_BYTES,
    PersonNotFoundError,
    Reminder,
    ReminderState,
    plan_reminders,
    template,
)
from relais.rights import Cover, Right
from relais.staff import AuditEntry, Role
from tests.conftest import FixedClock
from tests.factories.reminders import planned_reminder
from tests.factories.rights import make_person, make_right
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
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
FILE = """nom;telephone;langue;droit;fin;consentement
Amina;0639980001;arabe;C2S;31/01/2027;oui
Boris;0639980002;anglais;AME;28/02/2027;oui
"""


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


def people(house: RelaisForTests) -> list[Person]:
    with house.relais.database.reading() as session:
        return list(session.scalars(select(Person)))


def right(house: RelaisForTests) -> Right:
    with house.relais.database.reading() as session:
        return session.scalars(select(Right)).one()


def audited(house: RelaisForTests) -> list[tuple[str, str | None]]:
    """What was recorded after the log-in: each action and its object."""
    with house.relais.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.action, entry.object_id) for entry in entries if entry.action != "log_in"]


def upload(client: ConsoleClient, data: bytes | str) -> str:
    """Choose a file on the import page; the words of the preview."""
    client.open(IMPORT)
    token = client.response.text.split('name="csrf" value="')[1][:64]
    client.response = client.http.post(
        IMPORT, data={"csrf": token}, files={"file": ("personnes.csv", data, "text/csv")}
    )
    return client.words


def sealed(client: ConsoleClient) -> str:
    return client.response.text.split('name="sealed" value="')[1].split('"')[0]


# The list and the search


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


# Importing a file


def test_the_template_is_a_file_with_the_right_columns(mediator: ConsoleClient) -> None:
    response = mediator.http.get(f"{LIST}/template.csv")
    assert response.content == template()
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]


def test_a_file_is_shown_before_anything_is_kept(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    words = upload(mediator, FILE)
    assert "2 lignes, sans erreur. Rien n'est encore enregistré." in words
    assert "Amina 0639980001 arabe C2S 31/01/2027 oui" in words
    assert people(house) == []
    assert audited(house) == []


def test_a_file_is_imported_by_a_second_form(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    upload(mediator, FILE)
    words = mediator.submit(f"{IMPORT}/confirm", sealed=sealed(mediator))
    assert "Les personnes du fichier sont enregistrées." in words
    assert len(people(house)) == 2
    assert audited(house)[0] == ("import_people", None)
    with house.relais.database.reading() as session:
        assert len(session.scalars(select(Reminder)).all()) == 1


def test_importing_twice_adds_nobody(house: RelaisForTests, mediator: ConsoleClient) -> None:
    for _ in range(2):
        upload(mediator, FILE)
        mediator.submit(f"{IMPORT}/confirm", sealed=sealed(mediator))
    assert len(people(house)) == 2


def test_the_preview_carries_the_file_unreadable(mediator: ConsoleClient) -> None:
    upload(mediator, FILE)
    assert "Amina" not in sealed(mediator)


def test_a_file_with_errors_shows_them_and_cannot_be_imported(mediator: ConsoleClient) -> None:
    words = upload(mediator, FILE + "Carla;06;klingon;C2S;31/01/2025;non\n")
    assert mediator.response.status_code == 422
    assert "1 ligne est à corriger dans le fichier. Rien n'est enregistré." in words
    for told in (
        "Ce n'est pas un numéro de téléphone.",
        "L'assistant n'écrit pas dans cette langue.",
        "Cette date est passée",
        "La personne n'accepte pas les rappels",
    ):
        assert told in words
    assert "Boris" not in words
    assert 'name="sealed"' not in mediator.response.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Il manque des colonnes : telephone, langue, droit, fin, consentement."),
        (template(), "Le fichier ne contient aucune personne."),
        (b"PK\x03\x04\x00", "Ce n'est pas un fichier CSV"),
        (FILE.replace("nom;", "tel;").encode(), "Deux colonnes disent la même chose : telephone."),
        (b"a" * (MAX_BYTES + 1), "Le fichier est trop gros"),
        ((FILE + "a" * 140_000 + ";").encode(), "La ligne 4 ne peut pas être lue."),
        (
            (FILE + ";06;;;;\n" * 5000).encode(),
            "Le fichier a plus de 5000 lignes : coupez-le en deux.",
        ),
    ],
    ids=["empty", "nobody", "xlsx", "twice", "big", "line", "rows"],
)
def test_a_file_that_cannot_be_read_is_explained(
    mediator: ConsoleClient, data: bytes, told: str
) -> None:
    assert told in upload(mediator, data)
    assert mediator.response.status_code == 422


def test_no_file_at_all_is_explained(mediator: ConsoleClient) -> None:
    mediator.open(IMPORT)
    assert "Il manque des colonnes" in mediator.submit(IMPORT)


def test_a_cell_can_hold_no_markup(mediator: ConsoleClient) -> None:
    upload(mediator, FILE.replace("Amina", "<script>alert(1)</script>"))
    assert "<script>alert" not in mediator.response.text


def test_a_preview_is_for_an_hour(
    house: RelaisForTests, mediator: ConsoleClient, clock: FixedClock
) -> None:
    upload(mediator, FILE)
    clock.move(timedelta(hours=1, seconds=1))
    mediator.send(f"{IMPORT}/confirm", sealed=sealed(mediator))
    assert mediator.response.status_code == 403
    assert people(house) == []


def test_a_preview_is_for_the_member_who_saw_it(
    house: RelaisForTests, mediator: ConsoleClient, log_in: LogIn
) -> None:
    upload(mediator, FILE)
    letter = sealed(mediator)
    other = log_in(Role.ADMIN)
    other.open(IMPORT)
    other.send(f"{IMPORT}/confirm", sealed=letter)
    assert other.response.status_code == 403
    assert people(house) == []


@pytest.mark.parametrize("letter", ["", "abc", "é", "AAAA" * 20])
def test_a_preview_that_was_not_ours_is_refused(mediator: ConsoleClient, letter: str) -> None:
    mediator.open(IMPORT)
    mediator.send(f"{IMPORT}/confirm", sealed=letter)
    assert mediator.response.status_code == 403


def test_a_right_that_ended_since_the_preview_is_not_imported(
    house: RelaisForTests, mediator: ConsoleClient, clock: FixedClock
) -> None:
    clock.move(timedelta(hours=13, minutes=30))  # half past eleven at night in France
    mediator = _logged_in_again(mediator, house)
    upload(mediator, FILE.replace("31/01/2027", "22/11/2026"))
    letter = sealed(mediator)
    clock.move(timedelta(minutes=40))
    mediator.send(f"{IMPORT}/confirm", sealed=letter)
    assert mediator.response.status_code >= 400
    assert people(house) == []


def _logged_in_again(client: ConsoleClient, house: RelaisForTests) -> ConsoleClient:
    with house.relais.database.transaction() as session:
        from tests.factories.staff import make_member

        login = make_member(session, house.relais.clock.now()).login
    client.log_in(login)
    return client


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
