"""The translations of the replies: one gettext catalogue a language, used only where they hold.

An entry has the reply key as its context and the French text as its msgid. One that no native
speaker has read and signed (see `signature`) is used all the same. An entry made for another French
text, or with other placeholders, is not: better the right thing in French.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from relais.replies.errors import CatalogueMalformedError
from relais.replies.signature import Review, review_of
from relais.replies.source import COUNT, SourceText, placeholders

LOCALES_FOLDER = Path(__file__).parents[2] / "locales"
DOMAIN = "replies"


class Fault(StrEnum):
    """Why a translation is not used."""

    MISSING = "missing"
    STALE = "stale"  # the French text has changed since
    PLACEHOLDERS = "placeholders"
    PLURALS = "plurals"  # more or fewer forms than the language has


@dataclass(frozen=True, slots=True)
class Translation:
    """One reply in one language: a single form, or one for each plural of the language."""

    forms: tuple[str, ...]
    is_reviewed: bool  # by a native speaker


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable translations of one language, by reply key."""

    translations: Mapping[str, Translation]
    plural_index: Callable[[int], int]


def catalogue_path(language: str, domain: str = DOMAIN, folder: Path = LOCALES_FOLDER) -> Path:
    """Where the catalogue of a language is kept, whether or not there is one."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def parse_catalogue(path: Path, language: str) -> Catalog:
    """The file as Babel reads it; an empty catalogue when there is no file.

    Raises CatalogueMalformedError.
    """
    if not path.exists():
        return Catalog(locale=language)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        place = f"{path.name} of {language}, line {error.lineno + 1}"
        raise CatalogueMalformedError(f"{place}: {error}") from error
    except ValueError as error:
        raise CatalogueMalformedError(f"{path.name} of {language}: {error}") from error


def read_catalogue(catalog: Catalog, sources: Mapping[str, SourceText]) -> Catalogue:
    """The entries of a parsed catalogue that hold for these French texts."""
    translations: dict[str, Translation] = {}
    for message in catalog:
        source = sources.get(message.context or "")
        if source and fault_of(message, source, catalog.num_plurals) is None:
            is_reviewed = review_of(message) is Review.REVIEWED
            translations[source.key] = Translation(forms_of(message), is_reviewed)
    return Catalogue(translations, c2py(catalog.plural_expr))


def forms_of(message: Message) -> tuple[str, ...]:
    """The translated forms of an entry, empty strings included."""
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def fault_of(message: Message, source: SourceText, plural_count: int) -> Fault | None:
    """Why an entry cannot be used for a French text; None when it can."""
    forms = forms_of(message)
    if not any(forms):
        return Fault.MISSING
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    if ids != source.forms:
        return Fault.STALE
    if len(forms) != (1 if source.plural is None else plural_count) or not all(forms):
        return Fault.PLURALS
    if not all(_has_placeholders(form, source) for form in forms):
        return Fault.PLACEHOLDERS
    return None


def _has_placeholders(form: str, source: SourceText) -> bool:
    """A plural form may leave the number out: Arabic has words for one and for two of a thing."""
    given, needed = placeholders(form), source.placeholders
    return given == needed or (source.plural is not None and given | {COUNT} == needed | {COUNT})
