"""Consonant skeletons: one rough spelling for Arabic script, Arabizi and the French words in both.

"موعد مع الطبيب", "maw3id m3a tbib"; "كارط فيتال", "carte vitale": people write one word in two
scripts and many spellings. Without vowels, and with the consonants merged that get mixed up, their
character n-grams meet. Only for n-grams: too rough to tell two words apart by itself.
"""

import math
import re
from collections import Counter
from typing import Dict, List, Mapping, Sequence, Tuple

import numpy as np
import scipy.sparse

from bot.text import words

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


def skeleton(text: str) -> str:
    """The consonant skeletons of the words of a text, separated by spaces; numbers stay."""
    return " ".join(
        word.folded if word.folded.isdigit() else _skeleton_of(word.folded) for word in words(text)
    )


def _skeleton_of(word: str) -> str:
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    return _DOUBLED.sub(r"\1", word.translate(_LETTERS)) or _ONLY_VOWELS


def ngrams(text: str, shortest: int, longest: int) -> Counter:
    """How often each run of characters stands in the words, their ends marked by spaces."""
    counts: Counter = Counter()
    for word in text.split():
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            for start in range(max(1, len(padded) - size + 1)):
                counts[padded[start : start + size]] += 1
    return counts


def learn_vocabulary(texts: Sequence[Counter], in_at_least: int) -> Dict[str, int]:
    """Columns for the n-grams which stand in at least that many texts."""
    seen_in = Counter(ngram for counts in texts for ngram in counts)
    kept = sorted(ngram for ngram, number in seen_in.items() if number >= in_at_least)
    return {ngram: column for column, ngram in enumerate(kept)}


def vectorise(texts: Sequence[Counter], vocabulary: Mapping[str, int]) -> scipy.sparse.csr_matrix:
    """Damped counts, each row of length 1; float32 of shape (len(texts), len(vocabulary))."""
    rows: List[Tuple[int, int, float]] = []
    for row, counts in enumerate(texts):
        known = {vocabulary[n]: 1.0 + math.log(c) for n, c in counts.items() if n in vocabulary}
        norm = math.sqrt(sum(value * value for value in known.values())) or 1.0
        rows.extend((row, column, value / norm) for column, value in known.items())
    row_numbers, columns, values = zip(*rows, strict=True) if rows else ((), (), ())
    shape = (len(texts), len(vocabulary))
    return scipy.sparse.csr_matrix((values, (row_numbers, columns)), shape=shape, dtype=np.float32)
