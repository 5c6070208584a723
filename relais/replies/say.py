"""What Rasa asks to say: a reply key, its arguments, and the choices that follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from relais.replies.errors import SayMalformedError

PAYLOAD_PREFIX = "/"  # how Rasa knows a payload from what a person writes


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer offered to the person: the key of its label, and the payload it stands for."""

    key: str
    args: Mapping[str, Any] = field(default_factory=dict)
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """One reply to say."""

    key: str
    args: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read {"say": key, "args": {...}, "choices": [{"say", "args", "payload"}, ...]}.

        `args` and `choices` may be left out. Raises SayMalformedError, naming the field.
        """
        fields = _mapping(value, "a say")
        choices = fields.get("choices") or []
        if not isinstance(choices, list):
            raise SayMalformedError("choices is a list")
        return cls(_key(fields), _args(fields), tuple(map(_choice, choices)))


def _choice(value: object) -> Choice:
    fields = _mapping(value, "a choice")
    payload = fields.get("payload")
    if not isinstance(payload, str) or not payload.startswith(PAYLOAD_PREFIX):
        raise SayMalformedError(f"the payload of a choice starts with {PAYLOAD_PREFIX}")
    return Choice(_key(fields), _args(fields), payload)


def _key(fields: Mapping[str, Any]) -> str:
    key = fields.get("say")
    if not isinstance(key, str) or not key:
        raise SayMalformedError("say is a reply key")
    return key


def _args(fields: Mapping[str, Any]) -> dict[str, Any]:
    return _mapping(fields.get("args") or {}, "args")


def _mapping(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise SayMalformedError(f"{name} is an object")
    return value
