"""Rough spellings under which the many ways to write one word meet. No Rasa here.

People write one word in two alphabets and as they hear it: "маю", "mayu"; "фельдшер", "feldsher";
"je veu", "je veux"; "maw3id", "mawid". Only for n-grams: too rough to tell two words apart.
"""

import re
from typing import List

from bot.text import words

# Russian and Ukrainian as both are texted in Latin letters, accents and breves being gone.
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиіклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        **{"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya"},
        **{"є": "ye", "ь": "", "ъ": "", "ё": "yo", "й": "i", "ї": "yi"},
    }
)
# Digits for the letters of Arabic which Latin has not.
_DIGITS = str.maketrans({"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "k"})
# In this order: what is left of one may be changed by the next.
_SOUNDS = (
    ("oeu", "eu"),
    ("eau", "o"),
    ("au", "o"),
    ("ou", "u"),
    ("ai", "e"),
    ("ei", "e"),
    ("ph", "f"),
    ("sch", "ch"),
    ("sh", "ch"),
    ("qu", "k"),
    ("q", "k"),
    ("ck", "k"),
)
_HARD_C = re.compile(r"c(?=[aoukrltnmsd])")
_DOUBLED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1\1+")
_YZ = str.maketrans("yz", "is")
_SHORT = 3


def latin_words(text: str) -> List[str]:
    """The words of a text, folded, the Cyrillic ones in Latin letters."""
    return [word.folded.translate(_CYRILLIC) for word in words(text)]


def sounded(word: str) -> str:
    """A folded Latin word as it is heard: one letter a sound, no doubled letter, no mute ending."""
    if word.isdigit():
        return word
    if not word.isascii():
        return _DRAWN_OUT.sub(r"\1", word)
    heard = _DOUBLED.sub(r"\1", word.translate(_DIGITS))
    for spelling, letter in _SOUNDS:
        heard = heard.replace(spelling, letter)
    heard = _DOUBLED.sub(r"\1", _HARD_C.sub("k", heard))
    return _without_mute_ending(heard).translate(_YZ)


def _without_mute_ending(heard: str) -> str:
    if len(heard) > _SHORT + 1 and heard.endswith("s"):
        heard = heard[:-1]
    if len(heard) > _SHORT and heard.endswith(("er", "ez", "es")):
        heard = heard[:-1]
    if len(heard) > _SHORT + 1 and heard.endswith("e"):
        heard = heard[:-1]
    return heard[:-1] + "k" if heard.endswith("c") else heard
