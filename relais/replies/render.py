"""From what is to be said to the message a channel can carry."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import tzinfo
from itertools import count
from typing import Any, Literal

from relais.replies.languages import DEFAULT_LANGUAGE, answer_languages
from relais.replies.plain import plain_spaces
from relais.replies.plain import spare_accents as spare
from relais.replies.say import Choice, Say
from relais.replies.texts import Texts

SMS = "sms"
BETWEEN_LABELS = " / "  # of one choice in two languages


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
    first_number: int = 1,
) -> Rendered:
    """One message from several replies, each a paragraph, each followed by its own choices.

    On SMS a choice is a line "1 label" of the text; on the web the text has no list, and the
    choices are buttons. The first choice has the number `first_number`: those before it are still
    open from an earlier message. `spare_accents` counts on SMS alone. In a language that is not
    spoken, the message stands in each of FOR_OTHERS; one that is not wholly translated is wholly
    French. Raises RenderError when a reply cannot be said; nothing is said by halves.
    """
    is_sms = channel == SMS
    languages = answer_languages(language)
    if len(languages) > 1:
        lines, choices = _side_by_side(texts, says, languages, zone, first_number, is_sms=is_sms)
    else:
        lines, choices = _one_below_the_other(
            texts, says, languages[0], zone, first_number, is_sms=is_sms
        )
    text = "\n".join(lines)
    return Rendered(
        for_sms(text, spare_accents=spare_accents) if is_sms else text,
        choices,
        [say.key for say in says],
    )


def _one_below_the_other(
    texts: Texts,
    says: Sequence[Say],
    language: str,
    zone: tzinfo,
    first_number: int,
    *,
    is_sms: bool,
) -> tuple[list[str], list[OfferedChoice]]:
    spoken = language if _is_translated(texts, says, language) else DEFAULT_LANGUAGE
    numbers = count(first_number)
    lines: list[str] = []
    choices: list[OfferedChoice] = []
    for say in says:
        lines.append(texts.compose(say.key, spoken, say.args, zone))
        offered = list(_offered(texts, say, spoken, zone, numbers))
        choices += offered
        if is_sms:
            lines += map(_line, offered)
    return lines, choices


def _side_by_side(
    texts: Texts,
    says: Sequence[Say],
    languages: Sequence[str],
    zone: tzinfo,
    first_number: int,
    *,
    is_sms: bool,
) -> tuple[list[str], list[OfferedChoice]]:
    """Everything in one language, then in the next; the choices, in both, come at the end."""
    lines: list[str] = []
    labels: list[list[OfferedChoice]] = []
    for language in languages:
        numbers = count(first_number)
        lines += (texts.compose(say.key, language, say.args, zone) for say in says)
        labels.append([c for say in says for c in _offered(texts, say, language, zone, numbers)])
    choices = [
        replace(same[0], label=BETWEEN_LABELS.join(dict.fromkeys(c.label for c in same)))
        for same in zip(*labels, strict=True)
    ]
    return lines + (list(map(_line, choices)) if is_sms else []), choices


def _is_translated(texts: Texts, says: Sequence[Say], language: str) -> bool:
    said: list[Say | Choice] = [*says, *(choice for say in says for choice in say.choices)]
    return all(texts.speaks(one.key, language, one.args) for one in said)


def _line(choice: OfferedChoice) -> str:
    return f"{choice.number} {choice.label}"


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
