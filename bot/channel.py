"""The only way into Rasa: a few routes on loopback, behind a token."""

import hmac
import logging
from functools import wraps
from typing import Any, Awaitable, Callable, Dict, List, Optional
from urllib.parse import unquote

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.turns import ModelNotLoadedError, TurnError, Turns

logger = logging.getLogger(__name__)

TOKEN_HEADER = "X-Relais-Token"  # noqa: S105 - the name of a header
LONGEST_BODY = 4 * 1024 * 1024
LONGEST_CONVERSATION_ID = 200

Handler = Callable[..., Awaitable[HTTPResponse]]


class BadRequestError(TurnError):
    """The body is not what the route expects."""

    code = "bad_request"
    status = 400


class TokenWrongError(TurnError):
    """Whoever asks is not the app."""

    code = "token_wrong"
    status = 403


class RelaisChannel(InputChannel):
    """Turns, parsing, erasure and health. Every failure is a status and `{"error": code}`."""

    def __init__(self, token: str) -> None:
        """Take the shared token."""
        self._token = token.encode()
        self._turns: Optional[Turns] = None

    @classmethod
    def name(cls) -> str:
        """The part of the address after /webhooks/."""
        return "relais"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "RelaisChannel":
        """Read `token`; raises RasaException when it is missing."""
        token = (credentials or {}).get("token")
        if not token:
            raise RasaException("bot.channel.RelaisChannel needs a token (RELAIS_RASA_TOKEN)")
        return cls(str(token))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; messages are not handed to `on_new_message`, which would swallow errors."""
        routes = Blueprint("relais")
        routes.listener("before_server_start")(_set_up_server)
        routes.add_route(self._guarded(self._turn), "/turn", methods=["POST"])
        routes.add_route(self._guarded(self._parse), "/parse", methods=["POST"])
        routes.add_route(
            self._guarded(self._erase), "/conversations/<conversation:str>", methods=["DELETE"]
        )
        routes.add_route(self._guarded(self._health), "/health", methods=["GET"])
        return routes

    def _guarded(self, handler: Handler) -> Handler:
        @wraps(handler)
        async def guarded(request: Request, **kwargs: Any) -> HTTPResponse:
            try:
                self._check_token(request)
                return await handler(request, **kwargs)
            except TurnError as error:
                cause = type(error.__cause__).__name__ if error.__cause__ else ""
                logger.error("%s %s %s", error.code, error, cause)
                return response.json({"error": error.code}, status=error.status)
            except Exception as error:
                # The message of an unforeseen error may quote what a person wrote.
                logger.error("turn_failed %s at %s", type(error).__name__, _place(error))
                return response.json({"error": TurnError.code}, status=TurnError.status)

        return guarded

    def _check_token(self, request: Request) -> None:
        given = request.headers.get(TOKEN_HEADER, "").encode()
        if not hmac.compare_digest(given, self._token):
            raise TokenWrongError

    async def _turn(self, request: Request) -> HTTPResponse:
        body = _body(request)
        conversation, text = body.get("conversation"), body.get("text")
        metadata = body.get("metadata") or {}
        if not _is_short_text(conversation) or not _is_text(text) or not isinstance(metadata, dict):
            raise BadRequestError
        turn = await self._loaded(request).take(conversation, text, metadata)
        return response.json({**turn.understood, "says": turn.says})

    async def _parse(self, request: Request) -> HTTPResponse:
        texts: List[Any] = _body(request).get("texts") or []
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise BadRequestError
        return response.json(await self._loaded(request).parse(texts))

    async def _erase(self, request: Request, conversation: str) -> HTTPResponse:
        erased = await self._loaded(request).erase(unquote(conversation))
        return response.json({"erased": erased})

    async def _health(self, request: Request) -> HTTPResponse:
        self._loaded(request).check()
        return response.json({"status": "ok"})

    def _loaded(self, request: Request) -> Turns:
        if self._turns is None:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is None:
                raise ModelNotLoadedError
            self._turns = Turns(agent)
        return self._turns


async def _set_up_server(app: Sanic, _: Any) -> None:
    app.config.REQUEST_MAX_SIZE = LONGEST_BODY
    # At DEBUG Rasa logs what people write.
    rasa_logger = logging.getLogger("rasa")
    rasa_logger.setLevel(max(rasa_logger.getEffectiveLevel(), logging.INFO))


def _body(request: Request) -> Dict[str, Any]:
    try:
        body = request.json
    except Exception as error:
        raise BadRequestError from error
    if not isinstance(body, dict):
        raise BadRequestError
    return body


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_short_text(value: Any) -> bool:
    return _is_text(value) and len(value) <= LONGEST_CONVERSATION_ID


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
