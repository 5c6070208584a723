"""The languages of the console, and which one a visitor is likelier to read."""

from collections.abc import Callable

from babel.core import negotiate_locale

SOURCE_LANGUAGE = "fr"
# Each language by its own name, as the switch shows it.
LANGUAGES = {"fr": "Français", "en": "English"}

Gettext = Callable[[str], str]


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
