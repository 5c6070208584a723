"""The shapes of what is said: reply keys, their typed arguments, and the choices offered."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

SayJson = dict[str, Any]
ChoiceJson = dict[str, Any]


def say(key: str, choices: Sequence[ChoiceJson] = (), /, **args: Any) -> SayJson:
    """A reply to say."""
    return {"say": key, "args": args, "choices": list(choices)}


def choice(
    label: str, intent: str, args: dict[str, Any] | None = None, **entities: str
) -> ChoiceJson:
    """A choice whose label is a reply key; picking it says `/intent{entities}` to Rasa."""
    data = json.dumps(entities) if entities else ""
    return {"say": label, "args": args or {}, "payload": f"/{intent}{data}"}


def typed(kind: str, value: str) -> dict[str, str]:
    """An argument that the renderer writes in the language of the person."""
    return {"type": kind, "value": value}


def care(code: str) -> dict[str, str]:
    """A care type."""
    return typed("care_type", code)


def moment(value: datetime) -> dict[str, str]:
    """A day and an hour."""
    return typed("datetime", value.isoformat())


TALK_TO_PERSON = choice("choice.talk_to_person", "talk_to_person")
INTERVIEW_OR_PERSON = (
    choice("choice.book_social_worker", "book_appointment", care_type="social_worker"),
    TALK_TO_PERSON,
)
YES_OR_NO = (choice("choice.yes", "affirm"), choice("choice.no", "deny"))


def care_choices(intent: str, *first: str | None) -> list[ChoiceJson]:
    """The care most asked for, after those given, to be chosen from."""
    codes = dict.fromkeys((*first, "general_practitioner", "dentist", "social_worker"))
    return [choice(f"care_type.{code}", intent, care_type=code) for code in codes if code][:4]
