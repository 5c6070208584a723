"""Folding of text in Latin, Arabic and Cyrillic letters: spellings of a word compare equal."""

import re
import unicodedata
from typing import List, NamedTuple

# Letters which Unicode decomposition leaves alone but which people write one for another.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ı": "i",
        "ґ": "г",
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
        "ٱ": "ا",
        "ء": None,
        "ـ": None,
    }
)

# A word is letters and digits with the combining marks and tatweels written among them.
_WORD = re.compile(
    r"[^\W_][^\W_\u0300-\u036f\u0640\u064b-\u065f\u0670]*"
    r"(?:[\u0300-\u036f\u0640\u064b-\u065f\u0670]+[^\W_]*)*"
)


class Word(NamedTuple):
    """A folded word and where it stands in the original text (end exclusive)."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, Arabic diacritics, hamzas and tatweels; the length may change."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_LETTERS)


def words(text: str) -> List[Word]:
    """The words of a text, folded. Apostrophes, hyphens and all other signs separate words."""
    found = (Word(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))
    return [word for word in found if word.folded]


def is_payload(text: str) -> bool:
    """Whether the message is a choice of ours ("/intent{...}") and not something a person wrote."""
    return text.startswith("/")
