"""The way to Rasa: what a message means, and what to say to it."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import quote

import urllib3
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from relais.understanding.errors import RasaUnavailable, UnderstandingRefused

FALLBACK_INTENT = "nlu_fallback"
PAYLOAD_PREFIX = "/"

_PATH = "/webhooks/relais"
_TOKEN_HEADER = "X-Relais-Token"  # noqa: S105 - the name of a header
_CONNECT_SECONDS = 2.0  # Rasa is on loopback
_HEALTH_SECONDS = 2.0
_CONNECTIONS = 16  # kept alive; more are opened when more threads ask at once
_LEADING_SLASHES = re.compile(r"^[\s/]+")
_NO_WORDS = "?"


@dataclass(frozen=True, slots=True)
class Entity:
    """Something picked out of a message: its kind, its value, and where it stands."""

    entity: str
    value: Any
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Understood:
    """What Rasa made of a message. `ranking` has intent names with confidences, best first.

    `says` has what to say, each {"say": key, "args": {...}, "choices": [...]}: nothing when a
    message was only parsed.
    """

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()
    says: tuple[dict[str, Any], ...] = ()


class RasaClient(Protocol):
    """Asks Rasa. Every verb raises RasaUnavailable (try again) or UnderstandingRefused."""

    def ask(self, conversation_id: str, text: str, language: str, channel: str) -> Understood:
        """One turn of a conversation, with what a person wrote, redacted.

        The text is never taken for a payload, even when it looks like one.
        """
        ...

    def ask_payload(
        self, conversation_id: str, payload: str, language: str, channel: str
    ) -> Understood:
        """One turn of a conversation, with the payload of a choice we offered."""
        ...

    def parse(self, texts: list[str]) -> list[Understood]:
        """What each of these texts means, outside any conversation and saying nothing."""
        ...

    def forget(self, conversation_id: str) -> None:
        """Have Rasa erase everything it keeps of a conversation."""
        ...

    def healthy(self) -> bool:
        """Whether Rasa answers and has a model. Raises nothing."""
        ...


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class _Ranked(_Shape):
    name: str
    confidence: float


class _Entity(_Shape):
    entity: str
    value: Any
    start: int | None = None
    end: int | None = None


class _Choice(_Shape):
    say: str
    args: dict[str, Any] = {}
    payload: Annotated[str, Field(pattern=f"^{PAYLOAD_PREFIX}")]


class _Say(_Shape):
    say: str
    args: dict[str, Any] = {}
    choices: list[_Choice] = []


class _Turn(_Shape):
    intent: str | None
    confidence: float
    ranking: list[_Ranked] = []
    entities: list[_Entity] = []
    says: list[_Say] = []

    def understood(self) -> Understood:
        return Understood(
            intent=self.intent or FALLBACK_INTENT,
            confidence=self.confidence,
            ranking=tuple((ranked.name, ranked.confidence) for ranked in self.ranking),
            entities=tuple(Entity(e.entity, e.value, e.start, e.end) for e in self.entities),
            says=tuple(say.model_dump() for say in self.says),
        )


_TURN = TypeAdapter(_Turn)
_TURNS = TypeAdapter(list[_Turn])
_Answer = TypeVar("_Answer")


class HttpRasaClient:
    """Asks the Rasa of this installation over HTTP. Threads may share one client."""

    def __init__(self, base_url: str, token: str, *, timeout_seconds: float = 20.0) -> None:
        """`timeout_seconds` is the longest wait for an answer. Nothing connects yet."""
        self._pool = urllib3.connection_from_url(base_url, maxsize=_CONNECTIONS)
        self._headers = {_TOKEN_HEADER: token}
        self._timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=timeout_seconds)

    def ask(self, conversation_id: str, text: str, language: str, channel: str) -> Understood:
        """See RasaClient."""
        return self._turn(conversation_id, without_payload(text), language, channel)

    def ask_payload(
        self, conversation_id: str, payload: str, language: str, channel: str
    ) -> Understood:
        """See RasaClient."""
        if not payload.startswith(PAYLOAD_PREFIX):
            raise UnderstandingRefused("not a payload")
        return self._turn(conversation_id, payload, language, channel)

    def parse(self, texts: list[str]) -> list[Understood]:
        """See RasaClient."""
        body = {"texts": [without_payload(text) for text in texts]}
        turns = _read(_TURNS, self._request("POST", "/parse", body))
        if len(turns) != len(texts):
            raise UnderstandingRefused("not one answer for each text")
        return [turn.understood() for turn in turns]

    def forget(self, conversation_id: str) -> None:
        """See RasaClient."""
        self._request("DELETE", f"/conversations/{quote(conversation_id, safe='')}")

    def healthy(self) -> bool:
        """See RasaClient."""
        try:
            self._request("GET", "/health", timeout=urllib3.Timeout(_HEALTH_SECONDS))
        except (RasaUnavailable, UnderstandingRefused):
            return False
        return True

    def _turn(self, conversation_id: str, text: str, language: str, channel: str) -> Understood:
        body = {
            "conversation": conversation_id,
            "text": text,
            "metadata": {"language": language, "channel": channel},
        }
        return _read(_TURN, self._request("POST", "/turn", body)).understood()

    def _request(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        timeout: urllib3.Timeout | None = None,
    ) -> bytes:
        try:
            response = self._pool.request(
                method,
                _PATH + path,
                json=body,
                headers=self._headers,
                timeout=timeout or self._timeout,
                # A turn moves the conversation on: whether to repeat it is for the caller to say.
                retries=False,
            )
        except urllib3.exceptions.HTTPError as error:
            raise RasaUnavailable(type(error).__name__) from error
        if response.status >= 500:
            raise RasaUnavailable(f"status {response.status}")
        if response.status >= 300:
            raise UnderstandingRefused(f"status {response.status}")
        return response.data


def without_payload(text: str) -> str:
    """The text, such that Rasa does not read an intent out of it: only our choices may do that."""
    return _LEADING_SLASHES.sub("", text) or _NO_WORDS


def _read(shape: TypeAdapter[_Answer], body: bytes) -> _Answer:
    try:
        return shape.validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise UnderstandingRefused(f"answer of another shape: {place} {first['type']}") from None
