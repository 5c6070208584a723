import logging
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from relais import staff
from relais.db import Database
from relais.replies import Texts
from relais.staff import AuditEntry, Role, StaffMember, TooManyAttemptsError, WrongCredentialsError
from relais.staff.limiter import PER_LOGIN
from relais.staff.models import StaffSession
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.staff import PASSWORD, make_member
from tests.fakes.relais import RelaisForTests, build_relais
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from web.app import create_app
from web.console.kit import BODY_LIMIT
from web.errors import status_of

LIST = "/console/conversations"


@pytest.fixture
def amina(house: RelaisForTests) -> StaffMember:
    with house.relais.database.transaction() as session:
        return make_member(session, house.relais.clock.now(), login="amina", name="Amina")


def open_sessions(house: RelaisForTests) -> int:
    with house.relais.database.reading() as session:
        return session.scalar(select(func.count()).select_from(StaffSession)) or 0


def test_the_console_asks_who_is_there_first(visitor: ConsoleClient) -> None:
    assert visitor.open("/console").startswith("Se connecter")
    assert visitor.response.url.path == "/console/login"


def test_a_member_gets_to_the_conversations(visitor: ConsoleClient, amina: StaffMember) -> None:
    words = visitor.log_in("amina")

    assert visitor.response.url.path == LIST
    assert "Amina · Médiation" in words


def test_after_log_in_one_is_where_one_wanted_to_go(
    visitor: ConsoleClient, amina: StaffMember
) -> None:
    visitor.open("/console/conversations/abc")
    visitor.send(
        "/console/login", login="amina", password=PASSWORD, next="/console/conversations/abc"
    )

    assert visitor.location == "/console/conversations/abc"


def test_the_page_that_was_wanted_is_in_the_form(visitor: ConsoleClient) -> None:
    visitor.open("/console/audit")

    assert 'name="next" value="/console/audit"' in visitor.response.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/",
        "/consoleevil",
        "/console/../demo",
        "/console/\\example.org",
        "/console/login",
    ],
)
def test_log_in_leads_nowhere_but_into_the_console(
    visitor: ConsoleClient, amina: StaffMember, elsewhere: str
) -> None:
    visitor.open("/console/login", params={"next": elsewhere})
    assert 'name="next" value="/console"' in visitor.response.text

    visitor.send("/console/login", login="amina", password=PASSWORD, next=elsewhere)
    assert visitor.location == "/console"


@pytest.mark.parametrize(("login", "password"), [("amina", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_login_or_password_is_refused_in_the_same_words(
    house: RelaisForTests, visitor: ConsoleClient, amina: StaffMember, login: str, password: str
) -> None:
    words = visitor.log_in(login, password)

    assert visitor.response.status_code == status_of(WrongCredentialsError())
    assert "L'identifiant ou le mot de passe n'est pas le bon." in words
    assert password not in visitor.response.text
    assert open_sessions(house) == 0


def test_passwords_cannot_be_guessed_for_long(visitor: ConsoleClient, amina: StaffMember) -> None:
    for _ in range(PER_LOGIN.amount):
        visitor.log_in("amina", "a guess")

    words = visitor.log_in("amina", PASSWORD)

    assert visitor.response.status_code == status_of(TooManyAttemptsError())
    assert "Trop d'essais. Attendez un quart d'heure, puis recommencez." in words


def test_neither_logins_nor_passwords_are_logged(
    visitor: ConsoleClient, amina: StaffMember, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor.log_in("amina", "mistyped-password")
        visitor.log_in("amina")

    assert "a log-in was refused: wrong_credentials" in caplog.text
    assert "mistyped-password" not in caplog.text
    assert PASSWORD not in caplog.text


def test_the_cookie_is_for_the_console_alone_and_out_of_reach_of_scripts(
    visitor: ConsoleClient, amina: StaffMember
) -> None:
    visitor.open("/console/login")
    response = visitor.send("/console/login", login="amina", password=PASSWORD)

    parts = {part.strip() for part in response.headers["set-cookie"].lower().split(";")}
    assert {"httponly", "samesite=lax", "path=/console"} <= parts
    assert "secure" not in parts


def test_on_https_the_cookie_is_secure(
    database: Database, clock: FixedClock, keys: Keys, texts: Texts
) -> None:
    house = build_relais(
        database, clock, keys, texts, public_url="https://relais.example", secret_key="x" * 32
    )
    http = TestClient(create_app(house.relais), base_url="https://relais.example")

    assert "; secure" in http.get("/console/login").headers["set-cookie"].lower()


def test_a_cookie_planted_before_log_in_is_worth_nothing_after_it(
    visitor: ConsoleClient, amina: StaffMember
) -> None:
    visitor.open("/console/login")
    planted = visitor.http.cookies["relais_console"]
    visitor.send("/console/login", login="amina", password=PASSWORD)
    assert visitor.http.cookies["relais_console"] != planted

    visitor.http.cookies.clear()
    visitor.http.cookies.set("relais_console", planted, path="/console")
    assert visitor.http.get(LIST).status_code == 303


def test_a_log_in_form_of_another_site_is_refused(
    house: RelaisForTests, visitor: ConsoleClient, amina: StaffMember
) -> None:
    response = visitor.send("/console/login", login="amina", password=PASSWORD)

    assert response.status_code == 403
    assert open_sessions(house) == 0


def test_logging_out_ends_the_session_itself(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    token = mediator.http.cookies["relais_console"]

    words = mediator.submit("/console/logout")

    assert "Vous êtes déconnecté." in words
    assert open_sessions(house) == 0
    mediator.http.cookies.set("relais_console", token, path="/console")
    assert mediator.http.get(LIST).headers["location"].startswith("/console/login")


def test_after_twelve_hours_one_logs_in_again(mediator: ConsoleClient, clock: FixedClock) -> None:
    clock.move(timedelta(hours=12))

    assert mediator.open(LIST).startswith("Se connecter")


def test_a_form_left_open_over_the_end_of_the_session_does_nothing(
    mediator: ConsoleClient, clock: FixedClock
) -> None:
    clock.move(timedelta(hours=12))

    assert mediator.send(LIST, search="x").status_code == 303
    assert mediator.location == "/console/login"


def test_logging_in_is_recorded(house: RelaisForTests, mediator: ConsoleClient) -> None:
    with house.relais.database.reading() as session:
        entry = session.scalars(select(AuditEntry)).one()
        names = staff.names_of(session, [entry.staff_id or ""])
    assert (entry.action, list(names.values())) == ("log_in", ["Amina"])


def test_who_is_logged_in_does_not_see_the_log_in_page(mediator: ConsoleClient) -> None:
    mediator.open("/console/login")

    assert mediator.response.url.path == LIST


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("en-GB,en;q=0.9", "Log in"),
        ("fr;q=0.8,en;q=0.9", "Log in"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "Se connecter"),
        ("ar,de;q=0.5", "Se connecter"),
        ("", "Se connecter"),
        ("en;q=nonsense", "Log in"),
    ],
)
def test_the_log_in_page_speaks_as_the_browser_asks(
    visitor: ConsoleClient, header: str, title: str
) -> None:
    words = visitor.open("/console/login", headers={"accept-language": header})

    assert words.startswith(title)


def test_a_member_sees_the_console_in_the_language_they_chose(log_in: LogIn) -> None:
    client = log_in(Role.ADMIN, language="en")

    words = client.open(LIST, headers={"accept-language": "fr"})

    assert "Reminders" in words
    assert '<html lang="en">' in client.response.text


def test_the_language_is_switched_in_the_page(mediator: ConsoleClient) -> None:
    words = mediator.submit("/console/language", language="en", next="/console/conversations")

    assert mediator.response.url.path == LIST
    assert "Log out" in words


def test_a_language_that_is_none_changes_nothing(mediator: ConsoleClient) -> None:
    assert "Se déconnecter" in mediator.submit("/console/language", language="xx")


def test_the_language_chosen_on_the_log_in_page_stays(
    visitor: ConsoleClient, amina: StaffMember
) -> None:
    assert visitor.open("/console/login?language=en").startswith("Log in")

    words = visitor.submit("/console/login", login="amina", password=PASSWORD, language="en")

    assert "Log out" in words


@pytest.mark.parametrize("size", [BODY_LIMIT + 1, 3 * BODY_LIMIT])
def test_strangers_cannot_fill_the_memory(visitor: ConsoleClient, size: int) -> None:
    visitor.open("/console/login")

    assert visitor.send("/console/login", login="x" * size).status_code == 413
