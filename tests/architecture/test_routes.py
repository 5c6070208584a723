"""Every route answers for itself: it is public by name, or it asks who is there."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from relais.db import Database
from relais.replies import Texts
from relais.staff import PERMISSIONS, Permission, Role
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests, build_relais
from tests.integration.web.console.console_client import ConsoleClient
from web.app import create_app

CONSOLE = "/console"
LOG_IN = "/console/login"
PUBLIC = {
    "/",
    "/health",
    "/static",
    "/twilio/sms",  # signed by Twilio
    "/twilio/status",
    "/widget.js",
    "/widget/session",  # a token the browser keeps opens its own conversation, no other
    "/widget/messages",
    "/widget/strings",
    "/demo",  # only where the demo is on: without Twilio, on this machine
    "/demo/api/phones",
    "/demo/api/phones/{phone_id}/texts",
}
Route = tuple[str, str, Permission | None]  # method, path, declared permission


@pytest.fixture
def house(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    return build_relais(database, clock, keys, texts)


@pytest.fixture
def app(house: RelaisForTests) -> FastAPI:
    return create_app(house.relais)


@pytest.fixture
def visitor(app: FastAPI) -> ConsoleClient:
    return ConsoleClient(TestClient(app, follow_redirects=False))


def routes_of(app: FastAPI) -> Iterator[Route]:
    for route in iter_route_contexts(app.routes):
        assert route.path is not None
        declared = _permissions(getattr(route, "dependant", None))
        assert len(declared) <= 1, f"{route.path} declares several permissions"
        for method in sorted(route.methods or {"GET"}):
            yield method, route.path, declared[0] if declared else None


def _permissions(dependant: Dependant | None) -> list[Permission]:
    if dependant is None:  # a folder of files, or the like
        return []
    found = [getattr(inner.call, "permission", None) for inner in dependant.dependencies]
    return [permission for permission in found if permission is not None]


def console_routes(app: FastAPI) -> list[Route]:
    return [
        route for route in routes_of(app) if route[1].startswith(CONSOLE) and route[1] != LOG_IN
    ]


def somewhere(path: str) -> str:
    """The path with something in each of its holes."""
    return "/".join("1" if part.startswith("{") else part for part in path.split("/"))


def test_what_is_not_the_console_is_public_by_name(app: FastAPI) -> None:
    paths = {path for _, path, _ in routes_of(app) if not path.startswith(CONSOLE)}

    assert paths == PUBLIC


def test_every_page_of_the_console_declares_what_it_needs(app: FastAPI) -> None:
    routes = console_routes(app)

    assert len(routes) >= 12
    assert [route for route in routes if route[2] is None] == []


def test_every_permission_opens_something(app: FastAPI) -> None:
    assert {permission for _, _, permission in console_routes(app)} == set(PERMISSIONS)


def test_anonymous_callers_are_sent_to_the_log_in_page_from_everywhere(
    app: FastAPI, visitor: ConsoleClient
) -> None:
    for method, path, _ in console_routes(app):
        response = visitor.http.request(method, somewhere(path))

        assert response.status_code == 303, (method, path)
        assert response.headers["location"].startswith(LOG_IN)


@pytest.mark.parametrize("role", Role)
def test_roles_without_the_permission_are_refused_everywhere(
    app: FastAPI, house: RelaisForTests, visitor: ConsoleClient, role: Role
) -> None:
    with house.relais.database.transaction() as session:
        login = make_member(session, house.relais.clock.now(), role=role).login
    visitor.log_in(login)
    page = visitor.response

    for method, path, permission in console_routes(app):
        assert permission is not None
        if role in PERMISSIONS[permission]:
            continue
        if method == "POST":
            visitor.response = page
            response = visitor.send(somewhere(path))  # with a good form token
        else:
            response = visitor.http.request(method, somewhere(path))
        assert response.status_code == 403, (role, method, path)
        assert "Votre rôle ne permet pas" in response.text


def test_no_post_of_the_console_goes_through_without_a_form_of_ours(
    app: FastAPI, house: RelaisForTests, visitor: ConsoleClient
) -> None:
    with house.relais.database.transaction() as session:
        login = make_member(session, house.relais.clock.now(), role=Role.ADMIN).login
    visitor.log_in(login)

    for method, path, _ in [*console_routes(app), ("POST", LOG_IN, None)]:
        if method == "POST":
            response = visitor.http.post(somewhere(path), data={"csrf": "0" * 64})

            assert response.status_code == 403, path
            assert "ouverte depuis trop longtemps" in response.text
