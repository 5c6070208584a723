"""Logging in and out, and the language of the console."""

import logging
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import Response

from relais import staff
from relais.staff import Permission, StaffMember, TooManyAttemptsError, WrongCredentialsError
from web.console import csrf
from web.console.kit import COOKIE, HOME, LOGIN, ConsoleKit
from web.console.wording import LANGUAGES
from web.errors import status_of

log = logging.getLogger(__name__)


def routes(kit: ConsoleKit) -> APIRouter:
    """Log in, log out, choose the language."""
    router = kit.router()
    limiter = staff.LoginLimiter(kit.relais.settings.queue_url)

    @router.get(LOGIN)
    def show_log_in(
        request: Request,
        target: Annotated[str, Query(alias="next")] = HOME,
        language: str = "",
    ) -> Response:
        if kit.current_member(request) is not None:
            return kit.redirect(HOME)
        return _log_in_page(kit, request, target=_inside(target), language=language)

    @router.post(LOGIN)
    def log_in(
        request: Request,
        posted: Annotated[str, Depends(csrf.posted_token)],
        login: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        target: Annotated[str, Form(alias="next", max_length=300)] = HOME,
        language: Annotated[str, Form(max_length=8)] = "",
    ) -> Response:
        kit.check_form(request, posted)
        try:
            limiter.attempt(login, request.client.host if request.client else "")
            token = _open_session(kit, login, password, language)
        except (TooManyAttemptsError, WrongCredentialsError) as error:
            log.info("a log-in was refused: %s", error.code)
            return _log_in_page(
                kit, request, target=_inside(target), language=language, login=login, error=error
            )
        limiter.succeeded(login)
        response = kit.redirect(_inside(target))
        kit.give_cookie(response, token)
        return response

    @router.post("/console/logout")
    def log_out(
        request: Request,
        _member: Annotated[StaffMember, kit.require(Permission.USE_CONSOLE)],
    ) -> Response:
        with kit.relais.database.transaction() as session:
            staff.close_session(session, kit.relais.vault, request.cookies[COOKIE])
        response = kit.redirect(LOGIN, note="logged_out")
        kit.take_cookie(response)
        return response

    @router.post("/console/language")
    def choose_language(
        member: Annotated[StaffMember, kit.require(Permission.USE_CONSOLE)],
        language: Annotated[str, Form(max_length=8)],
        target: Annotated[str, Form(alias="next", max_length=300)] = HOME,
    ) -> Response:
        if language in LANGUAGES:
            with kit.relais.database.transaction() as session:
                staff.set_language(session, member.id, language)
        return kit.redirect(_inside(target))

    return router


def _open_session(kit: ConsoleKit, login: str, password: str, language: str) -> str:
    relais = kit.relais
    now = relais.clock.now()
    with relais.database.transaction() as session:
        member = staff.authenticate(session, login, password)
        if language in LANGUAGES:
            member.language = language
        staff.audit(session, member.id, "log_in", None, None, now)
        return staff.open_session(session, relais.vault, member.id, now)


def _log_in_page(
    kit: ConsoleKit,
    request: Request,
    *,
    target: str,
    language: str,
    login: str = "",
    error: TooManyAttemptsError | WrongCredentialsError | None = None,
) -> Response:
    cookie = request.cookies.get(COOKIE) or secrets.token_urlsafe()
    response = kit.page(
        request,
        None,
        "login.html",
        status_code=status_of(error) if error else 200,
        language=language if language in LANGUAGES else None,
        chosen_language=language if language in LANGUAGES else "",
        cookie=cookie,
        target=target,
        login=login,
        error=error.code if error else None,
    )
    if COOKIE not in request.cookies:
        kit.give_cookie(response, cookie)
    return response


def _inside(address: str) -> str:
    """The address when it is one of the console's own pages, else its home."""
    is_ours = address.startswith(f"{HOME}/") and ".." not in address and "\\" not in address
    return address if is_ours and not address.startswith(LOGIN) else HOME
