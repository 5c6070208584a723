"""Consonant skeletons: one rough spelling for Arabic script, Arabizi and the French words in both.

"موعد مع الطبيب", "maw3id m3a tbib"; "كارط فيتال", "carte vitale": people write one word in two
scripts and many spellings. Without vowels, and with the consonants merged that get mixed up, their
character n-grams meet. Only for n-grams: too rough to tell two words apart by itself.
"""

import re

_DIGRAPHS = (
    ("ch", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("dj", "j"),
)
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("aeiouyw23" + "اويع", ""),
        **dict.fromkeys("v" + "ڤ", "f"),
        **dict.fromkeys("p" + "بپ", "b"),
        **dict.fromkeys("cq95" + "قكخ", "k"),
        **dict.fromkeys("x" + "شسصزچ", "s"),
        **dict.fromkeys("7" + "هح", "h"),
        **dict.fromkeys("8" + "غگڭ", "g"),
        **dict.fromkeys("6" + "طتث", "t"),
        **dict.fromkeys("دذضظ", "d"),
        "ج": "j",
        "ف": "f",
        "ر": "r",
        "ل": "l",
        "م": "m",
        "ن": "n",
    }
)
_DOUBLED = re.compile(r"(.)\1+")
_ONLY_VOWELS = "_"


def skeleton(word: str) -> str:
    """The consonants of a folded word in Latin or Arabic letters; a number stays."""
    if word.isdigit():
        return word
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    return _DOUBLED.sub(r"\1", word.translate(_LETTERS)) or _ONLY_VOWELS
