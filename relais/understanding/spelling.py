"""Spellings of a word that compare equal."""

import unicodedata

# Keyboards of other languages write the same words with other letters.
_LETTERS = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", "ı": "i", "ـ": None})


def fold(text: str) -> str:
    """Lower case without accents, vowel signs and joiners; the length may change."""
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(sign for sign in spread if unicodedata.category(sign) not in {"Mn", "Cf"})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; every sign that is no letter and no digit separates them."""
    return tuple("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())
