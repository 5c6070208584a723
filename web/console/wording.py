"""The console's words: French in the source, other languages from `locales/`."""

from collections.abc import Callable
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES_FOLDER = Path(__file__).parents[2] / "locales"
DOMAIN = "console"
SOURCE_LANGUAGE = "fr"
# Each language by its own name, as the switch shows it.
LANGUAGES = {"fr": "Français", "en": "English"}

Gettext = Callable[[str], str]


class FrenchSource(NullTranslations):
    """The source as it is; in French, none and one are both singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n`."""
        return msgid1 if abs(n) < 2 else msgid2


def load_translations() -> dict[str, NullTranslations]:
    """The translations of every language of the console."""
    return {language: _load(language) for language in LANGUAGES}


def _load(language: str) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return FrenchSource()
    path = LOCALES_FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    translations.add_fallback(FrenchSource())
    return translations


def preferred_language(accept_language: str) -> str:
    """The language of the console that a browser would rather see, from its header."""
    wanted = [
        part.split(";")[0].strip()
        for part in sorted(accept_language.split(","), key=_quality, reverse=True)
    ]
    return negotiate_locale(wanted, list(LANGUAGES), sep="-") or SOURCE_LANGUAGE


def _quality(part: str) -> float:
    _, _, quality = part.partition(";q=")
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
