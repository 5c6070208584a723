"""Which language a message is written in, and how sure that is.

Messages are short, badly spelt, and mix languages. The alphabet decides what it can; among the
languages that share one, words that tell them apart are weighed together with what people are known
to text and with a statistical model. A language already known only gives way to clear evidence.
"""

import re
from collections import Counter

from relais.understanding.alphabets import of_arabic_letters, of_cyrillic_letters, of_other_alphabet
from relais.understanding.guess import LanguageGuess
from relais.understanding.latin_letters import among_latin_letters
from relais.understanding.phrase_model import alphabets_of, words_of

RECOGNISED = ("fr", "en", "ar", "es", "pt", "ro", "ru", "uk", "tr", "fa")

# Alphabets of several languages, what tells these apart, and those that are spoken.
_SHARED_ALPHABETS = {
    "ARABIC": (of_arabic_letters, {"ar", "fa"}),
    "CYRILLIC": (of_cyrillic_letters, {"ru", "uk"}),
}
_FEW_WORDS = 4  # fewer never change a known language into another of the same alphabet
_ENOUGH_WORDS = 2  # French names and words stand in many messages of another alphabet
_LINK = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\[[^\]]*\]")


def identify_language(text: str, known: str | None = None) -> LanguageGuess:
    """The language of a message; `known` is the one spoken until now.

    One of RECOGNISED, or the code of another, which the assistant does not speak, when that is
    clear. Short messages, numbers, names of places and words that everybody uses keep the known
    language, unsure. Arabic, Russian, Ukrainian and Persian count in Latin letters too.
    """
    bare = _LINK.sub(" ", text)
    alphabets = Counter(alphabets_of(bare))
    if not alphabets:
        return LanguageGuess(known, is_sure=False)
    for alphabet, (told_by_letters, languages) in _SHARED_ALPHABETS.items():
        if _is_written_in(alphabet, bare, alphabets):
            if known in languages and len(words_of(bare)) < _FEW_WORDS:
                return LanguageGuess(known, is_sure=False)
            return LanguageGuess(told_by_letters(bare, known), is_sure=True)
    if other := of_other_alphabet(alphabets, bare):
        return LanguageGuess(other, is_sure=True)
    return among_latin_letters(bare, known)


def load_language_models() -> None:
    """Load now what the first message in each alphabet would have to wait for: a few seconds."""
    for greeting in ("bonjour", "سلام", "привет"):
        identify_language(greeting)


def _is_written_in(alphabet: str, text: str, alphabets: Counter[str]) -> bool:
    if not alphabets[alphabet]:
        return False
    words = sum(alphabets_of(word)[:1] == [alphabet] for word in words_of(text))
    return words >= _ENOUGH_WORDS or alphabets[alphabet] * 3 > alphabets.total()
