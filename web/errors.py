"""The one place where an error of the service becomes an HTTP status."""

import logging

from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from relais.bootstrap import Relais
from relais.errors import RelaisError

log = logging.getLogger(__name__)

STATUS_BY_CODE = {
    "conversation_not_found": 404,
    "alert_not_found": 404,
    "empty_answer": 422,
    "text_too_long": 413,
    "person_not_found": 404,
    "reminder_not_found": 404,
    "reminder_state": 409,
    "people_file": 422,
    "people_rows": 422,
    "wrong_credentials": 401,
    "too_many_attempts": 429,
    "bell": 503,
    "rasa_unavailable": 503,
    "session_unknown": 401,
    "body_too_large": 413,
    "invalid": 422,
    "too_many_requests": 429,
    "phone_unknown": 404,
}
DEFAULT_STATUS = 400


def status_of(error: RelaisError) -> int:
    """The HTTP status of an error of the service."""
    return STATUS_BY_CODE.get(error.code, DEFAULT_STATUS)


def register(app: FastAPI, relais: Relais) -> None:
    """Map the errors of the service, and of a database that does not answer."""
    del relais

    @app.exception_handler(RelaisError)
    def on_relais_error(request: Request, error: RelaisError) -> Response:
        return _answer(request, status_of(error), error.code)

    @app.exception_handler(SQLAlchemyError)
    def on_database_error(request: Request, error: SQLAlchemyError) -> Response:
        # The statement and its parameters stay out of the log: they hold sealed bodies.
        log.error("database error: %s", type(error).__name__)
        return _answer(request, 503, "database")


def _answer(request: Request, status: int, code: str) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return PlainTextResponse(f"{status} {code}\n", status_code=status)
    return JSONResponse({"error": code}, status_code=status)
