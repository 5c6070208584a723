"""Messages as weighted n-grams, in numbered columns: what the classifier reads.

Three views of the words, as in the reading of intents: the sounds and the consonants cut into runs
of letters, in which a slip of the finger or another alphabet leaves most runs as they were; and
the words whole, with their neighbours. A column is a hash, so no vocabulary is kept.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from relais.safety.spelling import sound

COLUMNS = 1 << 20
_VIEWS = {"sound": 1.0, "consonants": 0.7, "word": 0.8}  # how much each counts
_SOUND_SIZES = range(2, 6)
_CONSONANT_SIZES = range(2, 5)
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اويع", ""),
        **dict.fromkeys("ب", "b"),
        **dict.fromkeys("تطث", "t"),
        **dict.fromkeys("دذضظ", "d"),
        **dict.fromkeys("سصشز", "s"),
        **dict.fromkeys("قكخ", "k"),
        **dict.fromkeys("حه", "h"),
        **{"ج": "j", "ر": "r", "غ": "g", "ف": "f", "ل": "l", "م": "m", "ن": "n"},
    }
)
_LATIN = str.maketrans(
    {
        **dict.fromkeys("aeiouyw", ""),
        **{"v": "f", "p": "b", "c": "k", "q": "k", "z": "s", "x": "s"},
    }
)
_DIGRAPHS = (("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"))


class Row(NamedTuple):
    """The columns of a message, in order and each once, and how often each n-gram stands in it.

    `views` numbers the view each column belongs to; all three have the same length.
    """

    columns: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    views: npt.NDArray[np.int8]


def read_ngrams(texted: Sequence[str]) -> Row:
    """The n-grams of some words."""
    words = [_read_word(word) for word in texted]
    heard = [word.heard for word in words]
    views = (
        [column for word in words for column in word.sounds],
        [column for word in words for column in word.consonants],
        [_column("word", text) for text in (*heard, *map(" ".join, pairwise(heard)))],
    )
    parts = [np.unique(np.array(view, np.int32), return_counts=True) for view in views]
    return Row(
        np.concatenate([columns for columns, _ in parts]),
        np.concatenate([counts for _, counts in parts]).astype(np.float32),
        np.repeat(np.arange(len(parts), dtype=np.int8), [len(columns) for columns, _ in parts]),
    )


def weighted(row: Row, rarity: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The value of each column of a row, each view as long as it counts.

    `rarity` is the weight of every column there is, shape (COLUMNS,).
    """
    values = (1 + np.log(row.counts)) * rarity[row.columns]
    squares = np.bincount(row.views, values * values, minlength=len(_VIEWS))
    lengths = np.array(list(_VIEWS.values())) / np.sqrt(np.where(squares, squares, 1.0))
    return np.asarray(values * lengths[row.views], np.float32)


class _ReadWord(NamedTuple):
    heard: str
    sounds: tuple[int, ...]
    consonants: tuple[int, ...]


def _read_word(word: str) -> _ReadWord:
    # Not kept for the next message: a word may be a name or a number.
    heard = sound(word)
    bare = _consonants(word)
    return _ReadWord(
        heard,
        tuple(_column("sound", run) for run in _runs(heard, _SOUND_SIZES)),
        tuple(_column("consonants", run) for run in _runs(bare, _CONSONANT_SIZES)),
    )


def _consonants(word: str) -> str:
    """The consonants under which Arabic in Arabic and in Latin letters meet; a number stays."""
    if word.isdigit():
        return word
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    bare = word.translate(_ARABIC).translate(_LATIN)
    return "".join(one for place, one in enumerate(bare) if place == 0 or one != bare[place - 1])


def _runs(word: str, sizes: range) -> Iterator[str]:
    padded = f" {word} "
    for size in sizes:
        if len(padded) <= size:
            yield padded
            return
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _column(view: str, ngram: str) -> int:
    return zlib.crc32(f"{view}:{ngram}".encode()) % COLUMNS
