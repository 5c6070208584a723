"""Taking in what a browser sends: limits first, and a danger heard whatever is down."""

import logging
import secrets
from collections.abc import Callable
from typing import Any

import anyio
from anyio import to_thread
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from relais import conversations
from relais.bootstrap import Relais
from relais.conversations import Channel, IncomingMessage, TextTooLongError
from relais.replies import is_spoken
from web.errors import status_of
from web.widget import rates as limits
from web.widget.bodies import FirstWords, SentMessage
from web.widget.errors import SessionUnknownError, TooManyRequestsError
from web.widget.rates import Rates

log = logging.getLogger(__name__)

TEXT_LIMIT = 1000  # characters
STORE_SECONDS = 8.0
TOKEN_BYTES = 32


class Intake:
    """Starts conversations, stores messages, knows conversations by their token."""

    def __init__(self, relais: Relais, rates: Rates) -> None:
        self._relais = relais
        self._rates = rates

    def conversation_id(self, request: Request) -> str:
        """The conversation of the request's bearer token. Raises SessionUnknownError."""
        relais = self._relais
        with relais.database.reading() as session:
            conversation = conversations.web_conversation(
                session, relais.vault.fingerprint(bearer_token(request))
            )
        if conversation is None:
            raise SessionUnknownError
        return conversation.id

    async def start(self, request: Request, first: FirstWords) -> Response:
        """201 and the token of a new conversation, which only the browser keeps."""
        return await self._in_time(first.text, lambda: self._start(request, first))

    async def store(self, request: Request, sent: SentMessage) -> Response:
        """202 and the message's id; the same `client_id` again is the same message again."""
        return await self._in_time(sent.words, lambda: self._store(request, sent))

    async def _in_time(self, text: str, work: Callable[[], Response]) -> Response:
        """What `work` answers in a thread; when it cannot, a danger is answered all the same."""
        try:
            with anyio.fail_after(STORE_SECONDS):
                return await to_thread.run_sync(work, abandon_on_cancel=True)
        except TextTooLongError as error:
            return self._refusal(status_of(error), error.code, text)
        except (SQLAlchemyError, TimeoutError) as error:
            # Only its name: an error of the database quotes what was to be stored.
            log.error("a message was not stored: %s", type(error).__name__)
            return self._refusal(503, "database", text)

    def _refusal(self, status: int, code: str, text: str) -> Response:
        content: dict[str, Any] = {"error": code}
        alert = self._relais.screen.screen(text)
        if alert is not None:
            log.warning("danger %s in a message that was not stored", alert.danger)
            content["safety"] = conversations.safety_text(self._relais, alert, text)
        return JSONResponse(content, status)

    def _start(self, request: Request, first: FirstWords) -> Response:
        _check_length(first.text)
        if not self._rates.allows_address(limits.SESSIONS_OF_AN_ADDRESS, request):
            self._allow_danger_alone(first.text)
        relais, token = self._relais, secrets.token_urlsafe(TOKEN_BYTES)
        with relais.database.transaction() as session:
            conversation = conversations.start_web_conversation(
                session, relais.vault.fingerprint(token), relais.clock.now()
            )
            if first.language is not None and is_spoken(first.language):
                conversations.remember_language(session, conversation, first.language)
        return JSONResponse({"token": token}, 201)

    def _store(self, request: Request, sent: SentMessage) -> Response:
        _check_length(sent.words)
        token = bearer_token(request)
        conversation_id = self.conversation_id(request)
        is_within = self._rates.allows_browser(limits.MESSAGES_OF_A_BROWSER, token)
        if not (is_within and self._rates.allows_address(limits.MESSAGES_OF_AN_ADDRESS, request)):
            self._allow_danger_alone(sent.words)
        received = conversations.receive(
            self._relais,
            IncomingMessage(
                channel=Channel.WEB,
                body=sent.words,
                provider_id=provider_id(conversation_id, sent.client_id.hex),
                conversation_id=conversation_id,
            ),
        )
        return JSONResponse({"id": received.message_id}, 202)

    def _allow_danger_alone(self, text: str) -> None:
        """No rate keeps a cry for help out."""
        if self._relais.screen.screen(text) is None:
            raise TooManyRequestsError


def bearer_token(request: Request) -> str:
    """The token the browser shows. Raises SessionUnknownError when it shows none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise SessionUnknownError
    return token


def provider_id(conversation_id: str, client_id: str) -> str:
    """What makes a message of a browser unique: its own id, within its conversation."""
    return f"web:{conversation_id}:{client_id}"


def client_id_in(provider_id: str | None) -> str | None:
    """The id that the browser gave its message."""
    return provider_id.rpartition(":")[2] if provider_id else None


def _check_length(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise TextTooLongError(f"{len(text)} > {TEXT_LIMIT}")
