"""Logging in and out, and the language of the console."""

import logging
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import Response

from relais import staff
from relais.staff import (
    Permission,
    StaffError,
    StaffMember,
    TooManyAttemptsError,
    WrongCredentialsError,
)
from web.console import csrf
from web.console.kit import COOKIE, HOME, LOGIN, ConsoleKit
from web.console.labels import Labels
from web.console.wording import LANGUAGES
from web.errors import status_of

log = logging.getLogger(__name__)


def routes(kit: ConsoleKit) -> APIRouter:
    """Log in, log out, choose the language."""
    router = kit.router()
    limiter = staff.LoginLimiter(kit.relais.settings.queue_url)
    cookies = _Cookies(kit)

    @router.get(LOGIN)
    def show_log_in(request: Request, next: str = HOME, language: str = "") -> Response:
        if kit.current_member(request) is not None:
            return kit.redirect(HOME)
        return cookies.log_in_page(request, target=_inside(next), language=language)

    @router.post(LOGIN)
    def log_in(
        request: Request,
        posted: Annotated[str, Depends(csrf.posted_token)],
        login: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        next: Annotated[str, Form(max_length=300)] = HOME,
        language: Annotated[str, Form(max_length=8)] = "",
    ) -> Response:
        kit.check_form(request, posted)
        try:
            limiter.attempt(login, request.client.host if request.client else "")
            token = _open(kit, request, login, password)
        except (TooManyAttemptsError, WrongCredentialsError) as error:
            log.info("a log-in was refused: %s", error.code)
            return cookies.log_in_page(
                request, target=_inside(next), language=language, login=login, error=error
            )
        limiter.succeeded(login)
        response = kit.redirect(_inside(next))
        cookies.give(response, token)
        return response
