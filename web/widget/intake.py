"""Taking in what a browser sends to the widget's routes."""

import secrets

from fastapi.responses import JSONResponse
from starlette.requests import Request
from starlette.responses import Response

from relais import conversations
from relais.bootstrap import Relais
from relais.conversations import Channel, IncomingMessage
from relais.replies import is_spoken
from web import rates
from web.rates import Rates
from web.taking_in import allow_danger_alone, check_length, take_in
from web.widget.bodies import ChosenLanguage, FirstWords, SentMessage
from web.widget.errors import SessionUnknownError

TEXT_LIMIT = 1000  # characters
TOKEN_BYTES = 32


class Intake:
    """Starts conversations, stores messages, knows conversations by their token."""

    def __init__(self, relais: Relais, limits: Rates) -> None:
        self._relais = relais
        self._limits = limits

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
        return await take_in(self._relais, first.text, lambda: self._start(request, first))

    async def store(self, request: Request, sent: SentMessage) -> Response:
        """202 and the message's id; the same `client_id` again is the same message again."""
        return await take_in(self._relais, sent.words, lambda: self._store(request, sent))

    def speak(self, conversation_id: str, chosen: ChosenLanguage) -> Response:
        """Answer in this language from now on; one that is not spoken changes nothing."""
        with self._relais.database.transaction() as session:
            conversation = conversations.get_conversation(session, conversation_id)
            if is_spoken(chosen.language):
                conversations.remember_language(session, conversation, chosen.language)
            spoken = conversation.language
        return JSONResponse({"language": spoken})

    def _start(self, request: Request, first: FirstWords) -> Response:
        check_length(first.text, TEXT_LIMIT)
        relais, token = self._relais, secrets.token_urlsafe(TOKEN_BYTES)
        if not self._limits.allows_address(rates.SESSIONS_OF_AN_ADDRESS, request):
            allow_danger_alone(relais, first.text)
        with relais.database.transaction() as session:
            conversation = conversations.start_web_conversation(
                session, relais.vault.fingerprint(token), relais.clock.now()
            )
            if first.language is not None and is_spoken(first.language):
                conversations.remember_language(session, conversation, first.language)
        return JSONResponse({"token": token}, 201)

    def _store(self, request: Request, sent: SentMessage) -> Response:
        check_length(sent.words, TEXT_LIMIT)
        conversation_id = self.conversation_id(request)
        if not self._is_within_rates(request):
            allow_danger_alone(self._relais, sent.words)
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

    def _is_within_rates(self, request: Request) -> bool:
        is_slow = self._limits.allows_browser(rates.MESSAGES_OF_A_BROWSER, bearer_token(request))
        return is_slow and self._limits.allows_address(rates.MESSAGES_OF_AN_ADDRESS, request)


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
