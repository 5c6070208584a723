"""Two questions of one message, answered together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from relais.understanding import Understood

_YES = "/affirm"


def together(answers: Sequence[Understood]) -> Understood:
    """One answer out of several, in their order; what the first was understood to mean counts.

    A choice that stands under both is offered once, so that it has one number. When both ask for a
    yes, only the last one asked for is kept: Rasa takes a yes for an answer to that one.
    """
    asking = [answer for answer in answers if _asks_for_a_yes(answer)]
    answers = [answer for answer in answers if answer not in asking[:-1]]
    first = answers[0]
    if len(answers) == 1:
        return first
    offered: set[str] = set()
    says = [_offering_anew(said, offered) for answer in answers for said in answer.says]
    entities = tuple(entity for answer in answers for entity in answer.entities)
    return replace(first, says=tuple(says), entities=entities)


def _asks_for_a_yes(answer: Understood) -> bool:
    choices = (one for said in answer.says for one in said.get("choices") or [])
    return any(one["payload"] == _YES for one in choices)


def _offering_anew(said: dict[str, Any], offered: set[str]) -> dict[str, Any]:
    choices = [one for one in said.get("choices") or [] if one["payload"] not in offered]
    offered.update(one["payload"] for one in choices)
    return {**said, "choices": choices}
