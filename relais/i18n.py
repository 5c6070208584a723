"""Translations: found in the source, checked against the catalogues, brought up to date.

Two domains: `replies`, what the assistant says, and `console`, what the staff read. French is the
source of both. `python -m relais.i18n check` fails when a catalogue is behind, `update` writes the
entries that are missing. Who has read what: `relais languages` (`relais.reviews`).
"""

import argparse
import gettext
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from babel.support import Translations

from relais.replies import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    LOCALES_FOLDER,
    PREPARED,
    TEXTS_FOLDER,
    UNREVIEWED,
    Fault,
    Review,
    catalogue_path,
    fault_of,
    forms_of,
    parse_catalogue,
    read_folder,
    read_source,
    review_of,
    unsign,
)

ROOT = Path(__file__).resolve().parent.parent
REPLIES = "replies"
CONSOLE = "console"
OBSOLETE = "obsolete"

_LINE_WIDTH = 100
_NAMES = re.compile(r"(?:%\(|\{)(\w+)[)}]")
_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: relais\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


@dataclass(frozen=True, slots=True)
class Domain:
    """A set of messages translated together, and the folder they are found in."""

    name: str
    folder: Path
    languages: tuple[str, ...]  # the source language aside
    prepared: tuple[str, ...] = ()  # not spoken yet: updated and counted, but may be incomplete


DOMAINS = (
    Domain(
        REPLIES,
        TEXTS_FOLDER,
        tuple(code for code in LANGUAGES if code != DEFAULT_LANGUAGE),
        PREPARED,
    ),
    Domain(CONSOLE, ROOT / "web", ("en",)),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that keeps a catalogue from being complete. `key` is a reply key or a msgid."""

    domain: str
    language: str
    key: str
    kind: str  # a Fault; OBSOLETE: not in the source any more; a Review that does not hold

    def __str__(self) -> str:
        return f"{self.domain}.po of {self.language}: {self.kind}: {self.key}"


def extract_replies(
    fileobj: BinaryIO, *_keywords_and_tags: object, **_options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Babel's extraction method for the French texts: the reply key is the message's context."""
    for source in read_source(fileobj.read(), Path(fileobj.name).name):
        name = "pgettext" if source.plural is None else "npgettext"
        yield source.line, name, (source.key, *source.forms), []


def translations(
    domain: str, language: str, locales: Path = LOCALES_FOLDER
) -> gettext.NullTranslations:
    """The gettext functions of a language, compiled in memory from its catalogue.

    What is not translated comes out in French, and so does everything in a language without a
    catalogue. Unreviewed translations count. Raises CatalogueMalformedError.
    """
    french = _French()
    path = catalogue_path(language, domain, locales)
    if not path.exists():
        return french
    compiled = BytesIO()
    write_mo(compiled, parse_catalogue(path, language), use_fuzzy=True)
    compiled.seek(0)
    found = Translations(compiled, domain)
    found.add_fallback(french)
    return found


class _French(gettext.NullTranslations):
    """The source as it is; in French, none and one are both singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2


def check_catalogues(
    domains: Sequence[Domain] = DOMAINS, locales: Path = LOCALES_FOLDER
) -> list[Problem]:
    """Every missing, stale, obsolete or wrong entry of every catalogue, in a steady order."""
    return [
        problem
        for domain in domains
        for language in domain.languages
        for problem in _check(domain, language, locales)
    ]


def _check(domain: Domain, language: str, locales: Path) -> Iterator[Problem]:
    wanted = by_key(domain, find_messages(domain))
    catalog = parse_catalogue(catalogue_path(language, domain.name, locales), language)
    known = by_key(domain, catalog)
    faults = _reply_faults(domain, known, catalog) if domain.name == REPLIES else {}
    for key in sorted(wanted):
        if key not in known:
            yield Problem(domain.name, language, key, Fault.MISSING)
        elif fault := faults.get(key) or _fault(known[key], wanted[key], catalog.num_plurals):
            yield Problem(domain.name, language, key, fault)
        elif (review := review_of(known[key])) in {Review.UNSIGNED, Review.BROKEN}:
            yield Problem(domain.name, language, key, review)
    for key in sorted(known.keys() - wanted.keys()):
        yield Problem(domain.name, language, key, OBSOLETE)


def _reply_faults(
    domain: Domain, known: Mapping[str, Message], catalog: Catalog
) -> dict[str, Fault | None]:
    """What keeps each reply from being said: the very rule by which the assistant reads them."""
    return {
        key: fault_of(known[key], source, catalog.num_plurals)
        for key, source in read_folder(domain.folder).items()
        if key in known
    }


def _fault(message: Message, wanted: Message, plural_count: int) -> Fault | None:
    forms = forms_of(message)
    if not all(forms):
        return Fault.MISSING
    if _ids(message) != _ids(wanted):
        return Fault.STALE
    if len(forms) != (plural_count if wanted.pluralizable else 1):
        return Fault.PLURALS
    names = {name for text in _ids(wanted) for name in _NAMES.findall(text)}
    fits = names.issuperset if wanted.pluralizable else names.__eq__
    return None if all(fits(set(_NAMES.findall(form))) for form in forms) else Fault.PLACEHOLDERS


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def find_messages(domain: Domain) -> Catalog:
    """What the source has to say in a domain, with where it says it."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]
    catalog = Catalog()
    found = extract_from_dir(domain.folder, methods, options)
    for filename, _line, message, comments, context in found:
        path = domain.folder.joinpath(filename)
        place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        catalog.add(message, "", [(place.as_posix(), 0)], auto_comments=comments, context=context)
    return catalog


def by_key(domain: Domain, catalog: Catalog) -> dict[str, Message]:
    """The messages by what names them: a reply by its key, the rest by their own words."""
    return {_key(domain, message): message for message in catalog if message.id}


def _key(domain: Domain, message: Message) -> str:
    if domain.name == REPLIES:
        return message.context or ""
    text = _ids(message)[0]
    return f"{message.context}: {text}" if message.context else text


def update(domains: Sequence[Domain] = DOMAINS, locales: Path = LOCALES_FOLDER) -> None:
    """Rewrite every catalogue, sorted, without what is obsolete and with what was missing, empty.

    A stale translation is kept as a comment beside its new, empty entry. An entry that is empty
    is marked as unreviewed from the start, so that nobody has to remember to; so is one that was
    changed after it was signed.
    """
    for domain in domains:
        wanted = by_key(domain, find_messages(domain))
        for language in domain.languages + domain.prepared:
            path = catalogue_path(language, domain.name, locales)
            old = parse_catalogue(path, language)
            known = by_key(domain, old)
            entries = {key: _updated(wanted[key], known.get(key)) for key in wanted}
            write_catalogue(domain, language, entries, old.plural_forms, locales)


def _updated(wanted: Message, known: Message | None) -> Message:
    """The known entry when it still holds, else an empty one, with what the known one said."""
    entry = Message(
        wanted.id,
        flags=["fuzzy"],
        user_comments=[UNREVIEWED],
        locations=wanted.locations,
        auto_comments=wanted.auto_comments,
        context=wanted.context,
    )
    if known is None:
        return entry
    if _ids(known) != _ids(wanted):
        entry.user_comments += [f"before: {text}" for text in forms_of(known) if text]
    elif any(forms_of(known)):
        entry.string, entry.flags = known.string, set(known.flags)
        entry.user_comments = known.user_comments
        if review_of(entry) is Review.BROKEN:
            unsign(entry)
    return entry


def write_catalogue(
    domain: Domain,
    language: str,
    entries: Mapping[str, Message],
    plural_forms: str,
    locales: Path = LOCALES_FOLDER,
) -> None:
    """Write the entries, sorted by key, in place of the catalogue there was."""
    catalog = Catalog(locale=language)
    for key in sorted(entries):
        entry = entries[key]
        if domain.name == REPLIES:  # "100 % des frais" is not a format of Python
            entry.flags.discard("python-format")
        catalog[entry.id] = entry
    path = catalogue_path(language, domain.name, locales)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(catalog, language, plural_forms))


def _written(catalog: Catalog, language: str, plural_forms: str) -> bytes:
    body = BytesIO()
    write_po(body, catalog, width=_LINE_WIDTH, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, plural_forms=plural_forms)
    return header.encode() + body.getvalue().rstrip() + b"\n"


def main(
    arguments: Sequence[str],
    domains: Sequence[Domain] = DOMAINS,
    locales: Path = LOCALES_FOLDER,
) -> int:
    """Run one command; the exit code is 1 when the check has found a problem."""
    parser = argparse.ArgumentParser(prog="python -m relais.i18n", description=__doc__)
    parser.add_argument("command", choices=["check", "update"])
    command = parser.parse_args(arguments).command
    if command == "update":
        update(domains, locales)
    problems = check_catalogues(domains, locales) if command == "check" else []
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
