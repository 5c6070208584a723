"""Taking in what somebody wrote on a page: a danger is answered whatever is down."""

import logging
from collections.abc import Callable
from typing import Any

import anyio
from anyio import to_thread
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from relais.bootstrap import Relais
from relais.conversations import TextTooLongError, safety_text
from relais.errors import RelaisError
from web.errors import status_of

log = logging.getLogger(__name__)

STORE_SECONDS = 8.0


class TooManyRequestsError(RelaisError):
    """One browser, or one address, asks too often."""

    code = "too_many_requests"


async def take_in(relais: Relais, text: str, work: Callable[[], Response]) -> Response:
    """What `work`, which stores the text, answers in a thread.

    When the text is too long (413) or the database does not answer in time (503), the answer holds
    an `error` and, if the text speaks of a danger, the `safety` reply. Other errors pass through.
    """
    try:
        with anyio.fail_after(STORE_SECONDS):
            return await to_thread.run_sync(work, abandon_on_cancel=True)
    except TextTooLongError as error:
        return _refusal(relais, status_of(error), error.code, text)
    except (SQLAlchemyError, TimeoutError) as error:
        # Only its name: an error of the database quotes what was to be stored.
        log.error("a message was not stored: %s", type(error).__name__)
        return _refusal(relais, 503, "database", text)


def check_length(text: str, limit: int) -> None:
    """Raise TextTooLongError above `limit` characters."""
    if len(text) > limit:
        raise TextTooLongError(f"{len(text)} > {limit}")


def allow_danger_alone(relais: Relais, text: str) -> None:
    """Raise TooManyRequestsError, unless the text is a cry for help: no rate keeps that out."""
    if relais.screen.screen(text) is None:
        raise TooManyRequestsError


def _refusal(relais: Relais, status: int, code: str, text: str) -> Response:
    content: dict[str, Any] = {"error": code}
    alert = relais.screen.screen(text)
    if alert is not None:
        log.warning("danger %s in a message that was not stored", alert.danger)
        content["safety"] = safety_text(relais, alert, text)
    return JSONResponse(content, status)
