"""The languages the assistant speaks. A new one is a code here and a catalogue in `locales/`."""

LANGUAGES = ("fr", "en", "ar", "es", "pt", "ro", "ru", "uk", "tr", "fa")
# Catalogues being filled: kept up to date like the others, but not spoken yet.
PREPARED: tuple[str, ...] = ()
DEFAULT_LANGUAGE = "fr"  # also the language the texts are written in

# Which of the languages above somebody reads who has another; everybody else is given French.
_NEAREST = {
    **dict.fromkeys(("be", "ce", "hy", "ka", "kk", "ky", "tg"), "ru"),
    **dict.fromkeys(("ca", "eu", "gl"), "es"),
    **dict.fromkeys(("am", "bn", "hi", "ta", "ti", "ur", "zh"), "en"),
    **dict.fromkeys(("az", "ku"), "tr"),
}
# What somebody is answered in whose language is known and not spoken: both, side by side.
FOR_OTHERS = ("fr", "en")


def is_spoken(language: str | None) -> bool:
    """Whether the assistant can answer in this language."""
    return language in LANGUAGES


def nearest_spoken(language: str | None) -> str:
    """The language to answer in: this one when it is spoken, else the likeliest to be read."""
    if language in LANGUAGES:
        return language
    return _NEAREST.get(language or "", DEFAULT_LANGUAGE)


def answer_languages(language: str | None) -> tuple[str, ...]:
    """The languages to answer in: this one when it is spoken, else those most people read.

    French alone when no language is known yet.
    """
    if language is None:
        return (DEFAULT_LANGUAGE,)
    return (language,) if is_spoken(language) else FOR_OTHERS
