"""Arguments of replies, written the way a language writes them.

An argument is a text, a number, or an object {"type": T, "value": V}:

    datetime   ISO 8601 with its offset    "mardi 1 décembre à 14 h"
    date       ISO 8601                    "1 décembre 2026"
    time       "HH:MM"                     "14 h 30"
    phone      E.164, or a short number    "04 94 50 64 70", "3114"
    hours      days and openings           "lundi, mardi 09:00-12:00"
    care_type, right, language             a code, said with the reply of that name
    text_key                               another reply, without arguments
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

import phonenumbers
from babel.dates import format_date, format_datetime, format_time, get_day_names

from relais.replies.errors import ReplyArgumentError

FRENCH_PREFIX = 33
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Style:
    """How a language says a day and an hour (patterns of Unicode's locale data)."""

    day: str
    hour: str
    full_hour: str  # when the minutes are 0
    joiner: str


_STYLES = {
    "fr": _Style("EEEE d MMMM", "H 'h' mm", "H 'h'", " à "),
    "en": _Style("EEEE, MMMM d", "h:mm a", "h:mm a", " at "),
    "ar": _Style("EEEE d MMMM", "H:mm", "H:mm", " الساعة "),
    "es": _Style("EEEE d 'de' MMMM", "H:mm", "H:mm", " a las "),
    "pt": _Style("EEEE, d 'de' MMMM", "H:mm", "H:mm", " às "),
    "ro": _Style("EEEE, d MMMM", "H:mm", "H:mm", ", ora "),
    "ru": _Style("EEEE, d MMMM", "H:mm", "H:mm", ", "),
    "uk": _Style("EEEE, d MMMM", "H:mm", "H:mm", ", "),
    "tr": _Style("d MMMM EEEE", "H:mm", "H:mm", ", saat "),
    "fa": _Style("EEEE d MMMM", "H:mm", "H:mm", "، ساعت "),
}
_PLAIN_STYLE = _Style("EEEE d MMMM", "H:mm", "H:mm", ", ")
_LISTS = {"ar": ("، ", "؛ "), "fa": ("، ", "؛ ")}  # between items, between groups of them
_PLAIN_LISTS = (", ", "; ")
_CODES = {"care_type", "right", "language"}
# Babel writes narrow and no-break spaces, which an ordinary text message cannot hold.
_SPACES = str.maketrans("\u202f\u00a0", "  ")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes arguments in one language. `zone` None: in the offset a moment carries."""

    language: str
    zone: tzinfo | None
    reply: Callable[[str], str]  # the text of another reply, by key

    def write(self, value: Any) -> str:
        """The argument as text. Raises ReplyArgumentError when its shape is not one of ours."""
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, Mapping) or set(value) != {"type", "value"}:
            raise ReplyArgumentError(f"neither text, number nor typed: {type(value).__name__}")
        return self._typed(value["type"], value["value"])

    def _typed(self, kind: object, value: object) -> str:
        if not isinstance(value, str):
            raise ReplyArgumentError(f"the value of a {kind} is a string")
        if kind in _CODES:
            return self.reply(f"{kind}.{value}")
        if kind == "text_key":
            return self.reply(value)
        writers = {
            "datetime": self._moment,
            "date": self._date,
            "time": self._time,
            "hours": self._hours,
            "phone": write_phone,
        }
        if kind not in writers:
            raise ReplyArgumentError(f"{kind} is not a type of argument")
        try:
            return writers[str(kind)](value).translate(_SPACES)
        except ValueError:
            raise ReplyArgumentError(f"not a {kind}") from None

    def _moment(self, value: str) -> str:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ReplyArgumentError("a datetime has an offset")
        moment = moment.astimezone(self.zone or moment.tzinfo)
        style = _STYLES.get(self.language, _PLAIN_STYLE)
        day = format_datetime(moment, style.day, tzinfo=moment.tzinfo, locale=self.language)
        return day + style.joiner + self._hour(moment.timetz().replace(tzinfo=None))

    def _date(self, value: str) -> str:
        return format_date(date.fromisoformat(value), "long", locale=self.language)

    def _time(self, value: str) -> str:
        return self._hour(time.fromisoformat(value))

    def _hours(self, value: str) -> str:
        """Groups such as "0,1 09:00-12:00,14:00-17:00;4 09:00-12:00"; day 0 is Monday."""
        comma, semicolon = _LISTS.get(self.language, _PLAIN_LISTS)
        names = get_day_names("wide", locale=self.language)
        written = []
        for group in value.split(";"):
            days, _, openings = group.partition(" ")
            if not re.fullmatch(r"[0-6](,[0-6])*", days) or not openings:
                raise ValueError(group)
            told = comma.join(
                " - ".join(str(names[day]) for day in dict.fromkeys((run[0], run[-1])))
                for run in _runs([int(day) for day in days.split(",")])
            )
            written.append(f"{told} {comma.join(openings.split(','))}")
        return semicolon.join(written)

    def _hour(self, moment: time) -> str:
        style = _STYLES.get(self.language, _PLAIN_STYLE)
        pattern = style.hour if moment.minute else style.full_hour
        return format_time(moment, pattern, locale=self.language)


def _runs(days: list[int]) -> list[list[int]]:
    """The days, three or more that follow each other put together."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] + 1 == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [
        part for run in runs for part in ([run] if len(run) > _PAIR else [[day] for day in run])
    ]


def replies_named_in(args: Mapping[str, Any]) -> Iterator[str]:
    """The keys of the replies that the arguments are said with."""
    for value in args.values():
        if isinstance(value, Mapping) and value.get("type") in {*_CODES, "text_key"}:
            is_key = value["type"] == "text_key"
            yield str(value["value"] if is_key else f"{value['type']}.{value.get('value')}")


def write_phone(value: str) -> str:
    """A French number as the French write it, another with its country; a short one unchanged.

    Raises ReplyArgumentError when it is neither E.164 nor a short number.
    """
    if re.fullmatch(r"\d{2,6}", value):
        return value
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        raise ReplyArgumentError("not a phone") from None
    french = number.country_code == FRENCH_PREFIX
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if french else style.INTERNATIONAL)
