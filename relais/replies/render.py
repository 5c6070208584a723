"""From what is to be said to the message a channel can carry."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import tzinfo
from itertools import count
from typing import Any, Literal

from relais.replies.plain import plain_spaces
from relais.replies.plain import spare_accents as spare
from relais.replies.say import Say
from relais.replies.texts import Texts

SMS = "sms"


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """A choice as the person sees it. Numbers start at 1 and run through the whole message."""

    number: int
    label: str
    payload: str

    def as_json(self) -> dict[str, Any]:
        """The fields, to be stored with a conversation; `match_choice` takes them back."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message: its text, the choices it offers, and the keys of the replies it is made of."""

    text: str
    choices: list[OfferedChoice]
    keys: list[str]


def render(
    texts: Texts,
    says: Sequence[Say],
    *,
    language: str | None,
    channel: Literal["sms", "web"],
    zone: tzinfo,
    spare_accents: bool = True,
) -> Rendered:
    """One message from several replies, each a paragraph, each followed by its own choices.

    On SMS a choice is a line "1 label" of the text; on the web the text has no list, and the
    choices are buttons. `spare_accents` counts on SMS alone. Raises RenderError when a reply cannot
    be said; nothing is said by halves.
    """
    is_sms = channel == SMS
    numbers = count(1)
    lines: list[str] = []
    choices: list[OfferedChoice] = []
    for say in says:
        lines.append(texts.compose(say.key, language, say.args, zone))
        offered = list(_offered(texts, say, language, zone, numbers))
        choices += offered
        if is_sms:
            lines += (f"{choice.number} {choice.label}" for choice in offered)
    text = "\n".join(lines)
    return Rendered(
        for_sms(text, spare_accents=spare_accents) if is_sms else text,
        choices,
        [say.key for say in says],
    )


def for_sms(text: str, *, spare_accents: bool = True) -> str:
    """A text as it travels by SMS: plain spaces, and the GSM alphabet where it can."""
    return spare(plain_spaces(text)) if spare_accents else plain_spaces(text)


def _offered(
    texts: Texts, say: Say, language: str | None, zone: tzinfo, numbers: Iterable[int]
) -> Iterable[OfferedChoice]:
    # The choices come first in zip: a number drawn for nothing would leave a gap.
    for choice, number in zip(say.choices, numbers, strict=False):
        label = texts.compose(choice.key, language, choice.args, zone)
        yield OfferedChoice(number, label, choice.payload)
