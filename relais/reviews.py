"""How far each catalogue is: what is translated, what a native speaker has read, and who."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from relais.errors import RelaisError
from relais.i18n import (
    DOMAINS,
    Domain,
    Problem,
    by_key,
    check_catalogues,
    find_messages,
    write_catalogue,
)
from relais.replies import (
    LOCALES_FOLDER,
    Fault,
    Review,
    catalogue_path,
    parse_catalogue,
    review_of,
    sign,
    signature_of,
)

LONGEST_NAME = 60  # characters: a signature stays on one line of the catalogue


class CannotSignError(RelaisError):
    """A name that is none, or a catalogue that is not there."""

    code = "cannot_sign"


@dataclass(frozen=True)
class CatalogueState:
    """One catalogue, counted in messages."""

    domain: str
    language: str
    messages: int  # the French has
    translated: int  # and can be used
    reviewers: Counter[str] = field(default_factory=Counter)  # messages signed, by name
    unreviewed: int = 0
    stale: int = 0  # translated from another French, or signed for other words

    @property
    def reviewed(self) -> int:
        """Messages with a signature that holds."""
        return self.reviewers.total()


def states(
    domains: Sequence[Domain] = DOMAINS, locales: Path = LOCALES_FOLDER
) -> Iterator[CatalogueState]:
    """The state of every catalogue, in the order of the domains and of their languages."""
    for domain in domains:
        every = domain.languages + domain.prepared
        problems = check_catalogues([replace(domain, languages=every)], locales)
        wanted = by_key(domain, find_messages(domain))
        for language in every:
            mine = [problem for problem in problems if problem.language == language]
            yield _state(domain, language, set(wanted), mine, locales)


def _state(
    domain: Domain, language: str, wanted: set[str], problems: Sequence[Problem], locales: Path
) -> CatalogueState:
    unusable = {problem.key for problem in problems if problem.kind in set(Fault)}
    known = by_key(
        domain, parse_catalogue(catalogue_path(language, domain.name, locales), language)
    )
    usable = {key: known[key] for key in wanted & known.keys() - unusable}
    reviews = Counter(review_of(message) for message in usable.values())
    reviewers = Counter(
        signature.name
        for message in usable.values()
        if review_of(message) is Review.REVIEWED and (signature := signature_of(message))
    )
    stale = sum(problem.kind == Fault.STALE for problem in problems) + reviews[Review.BROKEN]
    unreviewed = reviews[Review.UNREVIEWED] + reviews[Review.UNSIGNED]
    return CatalogueState(
        domain.name, language, len(wanted), len(usable), reviewers, unreviewed, stale
    )


def sign_catalogue(
    language: str,
    name: str,
    day: date,
    domains: Sequence[Domain] = DOMAINS[:1],
    locales: Path = LOCALES_FOLDER,
) -> int:
    """Put a name under every message whose "needs work" mark is off and that nobody has signed.

    How many were signed. A signature that no longer fits is left alone: `update` marks it as to be
    read again. Raises CannotSignError.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or "," in name:
        raise CannotSignError(f"a name has 1 to {LONGEST_NAME} characters and no comma")
    signed = 0
    for domain in domains:
        if not catalogue_path(language, domain.name, locales).exists():
            raise CannotSignError(f"there is no catalogue {domain.name} of {language}")
        signed += _sign(domain, language, name, day, locales)
    return signed


def _sign(domain: Domain, language: str, name: str, day: date, locales: Path) -> int:
    catalog = parse_catalogue(catalogue_path(language, domain.name, locales), language)
    entries = by_key(domain, catalog)
    unsigned = [message for message in entries.values() if review_of(message) is Review.UNSIGNED]
    for message in unsigned:
        own = signature_of(message)  # written by hand, still without its seal
        sign(message, own.name if own else name, own.day if own else day)
    if unsigned:
        write_catalogue(domain, language, entries, catalog.plural_forms, locales)
    return len(unsigned)
