"""The words of the widget and of the public pages, in the language a browser asks for."""

from typing import Any

from relais.replies import DEFAULT_LANGUAGE, LANGUAGES, Texts, is_spoken, nearest_spoken

PREFIX = "widget."
# Said by the server to SMS too, but shown by the widget itself.
BORROWED = {"too_many": "system.too_many_messages"}
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
# Each language by the name its speakers give it.
NAMES = {
    "fr": "choice.french",
    "en": "choice.english",
    "ar": "choice.arabic",
    "es": "choice.spanish",
    "pt": "choice.portuguese",
    "ro": "choice.romanian",
    "ru": "choice.russian",
    "uk": "choice.ukrainian",
    "tr": "choice.turkish",
    "fa": "choice.persian",
}


def language_for(wanted: str) -> str:
    """The first language spoken among codes such as "ar-DZ,fr;q=0.8"; the nearest of the first."""
    codes = [part.split(";")[0].split("-")[0].strip().lower() for part in wanted.split(",")]
    return next(filter(is_spoken, codes), None) or nearest_spoken(codes[0] or DEFAULT_LANGUAGE)


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, as HTML writes it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def language_names(texts: Texts) -> list[dict[str, str]]:
    """Every language spoken: its `code` and its own `name`."""
    return [{"code": code, "name": texts.text(NAMES[code], code)} for code in LANGUAGES]


def interface(texts: Texts, language: str) -> dict[str, Any]:
    """All the widget says by itself, its language and direction, and the languages to choose."""
    keys = {key.removeprefix(PREFIX): key for key in texts if key.startswith(PREFIX)} | BORROWED
    return {
        "language": language,
        "direction": direction_of(language),
        "languages": language_names(texts),
        "strings": {name: texts.text(key, language) for name, key in keys.items()},
    }
