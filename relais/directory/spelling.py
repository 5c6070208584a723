"""Folding of names and messages, so that the spellings of one name compare equal."""

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

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
        "گ": "غ",
        "ڨ": "غ",
        "ڤ": "ف",
        "ٱ": "ا",
        "ء": None,
        "ـ": None,
    }
)
_WORD = re.compile(r"[^\W_]+")
# Arabic particles written together with the next word, with and without the article.
_ATTACHED = tuple(
    sorted(
        {
            conjunction + preposition + article
            for conjunction in ("", "و")
            for preposition in ("", "ب", "ل", "ف", "ك", "د")
            for article in ("", "ال")
        }
        - {""}
        | {"لل", "ولل"},
        key=len,
        reverse=True,
    )
)
_SHORTEST_STEM = 3


def fold(text: str) -> str:
    """Lower case without accents, Arabic diacritics, hamza and tatweel."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return bare.translate(_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text; hyphens, apostrophes and all other signs separate words."""
    return tuple(_WORD.findall(fold(text)))


def stems(word: str) -> Iterator[str]:
    """A folded word as it is, then without the Arabic particles that may be attached to it."""
    yield word
    if not is_arabic(word):
        return
    for particle in _ATTACHED:
        if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST_STEM:
            yield word[len(particle) :]


def is_arabic(word: str) -> bool:
    """Whether a word begins with an Arabic letter."""
    return "\u0600" <= word[:1] <= "\u06ff"


def is_cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return "\u0400" <= word[:1] <= "\u04ff"


def is_misspelling(written: str, name: str) -> bool:
    """Whether a folded word can only be a slip for a name; short names are never misspelt."""
    allowed = slips_allowed(name)
    if not allowed or abs(len(written) - len(name)) > allowed or written[:1] != name[:1]:
        return False
    return DamerauLevenshtein.distance(written, name, score_cutoff=allowed) <= allowed


def slips_allowed(name: str) -> int:
    """How many letters of a name may be wrong, missing or swapped."""
    if is_arabic(name):
        return 1 if len(name) >= 6 else 0
    if len(name) >= 10:
        return 2
    return 1 if len(name) >= 7 else 0
