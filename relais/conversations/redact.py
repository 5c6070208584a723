"""The redacted copy of a message: what lists, searches, labels and Rasa may see."""

import re

# Digits of every script count: people write numbers in Arabic-Indic digits too.
# Anchored and bounded: a message made to be slow must not be.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
# Telephone, social-security, bank and file numbers: seven digits or more, however they are spaced.
_LONG_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\s.\-/()]{0,2}\d){6,}(?:\s?[A-Z]{1,2}\b)?")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,}(?:\s?[A-Z0-9]{1,4})?\b")
_DATE = re.compile(r"\d{1,2}([/.\-])\d{1,2}\1\d{2}(?:\d{2})?")
_FILE_NUMBER = re.compile(r"\b(?=\w*\d\w*\d\w*\d\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9]{7,}\b")


def redact(text: str) -> str:
    """The text without e-mail addresses, links, and numbers that could name somebody.

    Short numbers, dates and hours stay: without them "mardi 14h" would mean nothing.
    """
    text = _EMAIL.sub("[e-mail]", text)
    text = _LINK.sub("[lien]", text)
    text = _IBAN.sub("[numéro]", text)
    text = _LONG_NUMBER.sub(_unless_date, text)
    return _FILE_NUMBER.sub("[numéro]", text)


def _unless_date(match: re.Match[str]) -> str:
    return match.group() if _DATE.fullmatch(match.group()) else "[numéro]"
