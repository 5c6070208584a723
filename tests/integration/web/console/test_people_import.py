from datetime import timedelta

import pytest
from sqlalchemy import select

from relais.reminders import MAX_BYTES, Reminder, template
from relais.staff import Role
from tests.conftest import FixedClock
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.records import audited, people

LIST = "/console/people"
IMPORT = "/console/people/import"
FILE = """nom;telephone;langue;droit;fin;consentement
Amina;0639980001;arabe;C2S;31/01/2027;oui
Boris;0639980002;anglais;AME;28/02/2027;oui
"""


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
    words = mediator.submit(f"{IMPORT}/confirm", sealed=letter)
    assert "Cette date est passée" in words
    assert people(house) == []


def _logged_in_again(client: ConsoleClient, house: RelaisForTests) -> ConsoleClient:
    with house.relais.database.transaction() as session:
        login = make_member(session, house.relais.clock.now()).login
    client.log_in(login)
    return client
