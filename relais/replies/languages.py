"""The languages the assistant speaks. A new one is a code here and a catalogue in `locales/`."""

LANGUAGES = ("fr", "en", "ar")
DEFAULT_LANGUAGE = "fr"  # also the language the texts are written in

# Which of the languages above somebody is likelier to read when theirs is not among them.
_NEAREST = {"es": "fr", "pt": "fr", "ro": "fr", "ru": "en", "uk": "en", "tr": "en", "fa": "en"}


def is_spoken(language: str | None) -> bool:
    """Whether the assistant can answer in this language."""
    return language in LANGUAGES


def nearest_spoken(language: str | None) -> str:
    """The language to answer in: this one when it is spoken, else the likeliest to be read."""
    if language in LANGUAGES:
        return language
    return _NEAREST.get(language or "", DEFAULT_LANGUAGE)
