"""What is written about a person, in a form or a cell: read into values, or told what is wrong."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from babel import Locale

from relais.messaging import InvalidPhoneNumberError, PhoneNumber
from relais.reminders.plain_words import plain
from relais.replies import LANGUAGES
from relais.rights import Cover


class Field(StrEnum):
    """What is known of a person and of one right; the values are the columns of a file."""

    NAME = "nom"
    PHONE = "telephone"
    LANGUAGE = "langue"
    COVER = "droit"
    ENDS_ON = "fin"
    FILED = "depose_par_association"
    CONSENT = "consentement"


class Problem(StrEnum):
    """Why what is written cannot be taken, in the words of the command line."""

    NAME_TOO_LONG = "longer than 120 characters"
    PHONE_MISSING = "missing"
    PHONE_INVALID = "not a telephone number"
    PHONE_NO_TEXTS = "a number that takes no text messages"
    LANGUAGE_MISSING = "missing: a language, e.g. français"
    LANGUAGE_UNKNOWN = "not a language of the assistant"
    COVER_MISSING = "missing: PUMa, C2S or AME"
    COVER_UNKNOWN = "neither PUMa, C2S nor AME"
    DATE_MISSING = "missing: a day, e.g. 31/12/2027"
    DATE_INVALID = "not a day such as 31/12/2027"
    DATE_PAST = "past: the right has already ended"
    DATE_FAR = "too far away: check the year"
    FILED_UNKNOWN = "neither oui nor non"
    CONSENT_MISSING = "missing: ask the person first"
    CONSENT_REFUSED = "not given: leave this person out"
    CONSENT_UNKNOWN = "neither oui nor non: ask the person first"
    DUPLICATE = "this number already has this cover in an earlier row"
    OTHER_NAME = "another name than in an earlier row with this number"
    TOO_MANY_CELLS = "more cells than the header: a separator too many"


@dataclass(frozen=True)
class FieldError:
    """What is wrong, and where. Its text never repeats what was written."""

    field: Field | None  # None: the row as a whole
    problem: Problem

    def __str__(self) -> str:
        """With the column, when it is about one."""
        return f"{self.field}: {self.problem}" if self.field else str(self.problem)


@dataclass(frozen=True, repr=False)
class PersonEntry:
    """A person who agreed to reminders, and one of their rights; every field read and valid."""

    name: str | None
    phone: PhoneNumber
    language: str
    cover: Cover
    ends_on: date
    filed_by_association: bool


class _RefusedError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


NAME_LIMIT = 120
LONGEST_RIGHT = timedelta(days=3653)  # ten years: beyond it, a year was mistyped
_FRENCH_DATE = re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4})")
# Spreadsheets write a midnight after the day.
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[ T]00:00(?::00)?)?")
_YES = {"oui", "o", "x", "1", "vrai", "yes", "y", "true"}
_NO = {"non", "n", "0", "faux", "no", "false"}
_COVERS = {
    "puma": Cover.PUMA,
    "protection universelle maladie": Cover.PUMA,
    "assurance maladie": Cover.PUMA,
    "c2s": Cover.C2S,
    "css": Cover.C2S,
    "complementaire sante solidaire": Cover.C2S,
    "ame": Cover.AME,
    "aide medicale d etat": Cover.AME,
    "aide medicale de l etat": Cover.AME,
}


def read_entry(
    written: Mapping[Field, str], today: date | None
) -> tuple[PersonEntry | None, list[FieldError]]:
    """The entry, or None with one error for each field that is wrong.

    A field left out counts as empty. Without `today`, a date in the past is not noticed.
    """
    values, errors = read_fields(written, today, list(Field))
    if errors:
        return None, errors
    return (
        PersonEntry(
            name=values[Field.NAME],
            phone=values[Field.PHONE],
            language=values[Field.LANGUAGE],
            cover=values[Field.COVER],
            ends_on=values[Field.ENDS_ON],
            filed_by_association=values[Field.FILED],
        ),
        [],
    )


def read_fields(
    written: Mapping[Field, str], today: date | None, fields: list[Field]
) -> tuple[dict[Field, Any], list[FieldError]]:
    """The values of these fields, and one error for each that is wrong."""
    values: dict[Field, Any] = {}
    errors: list[FieldError] = []
    for field in fields:
        try:
            values[field] = _READERS[field](written.get(field, "").strip(), today)
        except _RefusedError as refused:
            errors.append(FieldError(field, refused.problem))
    return values, errors


def _name(text: str, _today: date | None) -> str | None:
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    # A spreadsheet that is given the name again would run it as a formula.
    name = " ".join(visible.split()).lstrip("=+-@'\" ")
    if len(name) > NAME_LIMIT:
        raise _RefusedError(Problem.NAME_TOO_LONG)
    return name or None


def _phone(text: str, _today: date | None) -> PhoneNumber:
    if not text:
        raise _RefusedError(Problem.PHONE_MISSING)
    try:
        number = PhoneNumber.parse(text)
    except InvalidPhoneNumberError:
        raise _RefusedError(Problem.PHONE_INVALID) from None
    if not number.takes_texts:
        raise _RefusedError(Problem.PHONE_NO_TEXTS)
    return number


def _language(text: str, _today: date | None) -> str:
    if not text:
        raise _RefusedError(Problem.LANGUAGE_MISSING)
    language = _language_names().get(plain(text))
    if language is None:
        raise _RefusedError(Problem.LANGUAGE_UNKNOWN)
    return language


@cache
def _language_names() -> dict[str, str]:
    """The code of each language, by its code and its names in every language."""
    names = {code: code for code in LANGUAGES}
    for code in LANGUAGES:
        for speaker in LANGUAGES:
            name = Locale.parse(code).get_language_name(speaker)
            names[plain(name or code)] = code
    return names


def _cover(text: str, _today: date | None) -> Cover:
    if not text:
        raise _RefusedError(Problem.COVER_MISSING)
    cover = _COVERS.get(plain(text))
    if cover is None:
        raise _RefusedError(Problem.COVER_UNKNOWN)
    return cover


def _ends_on(text: str, today: date | None) -> date:
    if not text:
        raise _RefusedError(Problem.DATE_MISSING)
    day = _read_date(text)
    if today is not None and day < today:
        raise _RefusedError(Problem.DATE_PAST)
    if today is not None and day > today + LONGEST_RIGHT:
        raise _RefusedError(Problem.DATE_FAR)
    return day


def _read_date(text: str) -> date:
    parts = _FRENCH_DATE.fullmatch(text) or _ISO_DATE.fullmatch(text)
    if parts is None:
        raise _RefusedError(Problem.DATE_INVALID)
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise _RefusedError(Problem.DATE_INVALID) from None


def _filed(text: str, _today: date | None) -> bool:
    return _yes_or_no(text, Problem.FILED_UNKNOWN) if text else False


def _consent(text: str, _today: date | None) -> bool:
    if not text:
        raise _RefusedError(Problem.CONSENT_MISSING)
    if not _yes_or_no(text, Problem.CONSENT_UNKNOWN):
        raise _RefusedError(Problem.CONSENT_REFUSED)
    return True


def _yes_or_no(text: str, otherwise: Problem) -> bool:
    word = plain(text)
    if word not in _YES | _NO:
        raise _RefusedError(otherwise)
    return word in _YES


_READERS: dict[Field, Callable[[str, date | None], Any]] = {
    Field.NAME: _name,
    Field.PHONE: _phone,
    Field.LANGUAGE: _language,
    Field.COVER: _cover,
    Field.ENDS_ON: _ends_on,
    Field.FILED: _filed,
    Field.CONSENT: _consent,
}
