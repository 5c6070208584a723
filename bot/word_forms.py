"""Messages as weighted n-grams of three views of their words. No Rasa here.

Consonant skeletons and sounds are cut into runs of characters, which survive a slip of the finger;
words and pairs of words are kept whole, which say more.
"""

import math
from collections import Counter
from functools import lru_cache
from itertools import chain, pairwise
from typing import Dict, Iterable, Iterator, List, Mapping, NamedTuple, Sequence, Tuple

import numpy as np
import scipy.sparse

from bot.skeleton import skeleton
from bot.spellings import latin_words, sounded


class View(NamedTuple):
    """How much one view of the words counts, and in how many phrases an n-gram must stand."""

    weight: float
    in_at_least: int = 2


VIEWS: Mapping[str, View] = {"skeleton": View(0.7), "sound": View(1.0), "word": View(0.8)}
_SKELETON_SIZES = range(2, 5)
_SOUND_SIZES = range(2, 6)
_COMMON_LETTER = 20  # phrases
_STRANGEST = 0.6
_FAMILIAR = 0.6
_WORDS_KEPT = 1 << 14  # most words of a message are among the few thousand that everybody uses


class Forms(NamedTuple):
    """A message read in three ways: how often each n-gram stands in it; and its words as heard."""

    counts: Mapping[str, Counter]
    heard: Sequence[str]


def read_forms(text: str) -> Forms:
    """The three views of a text."""
    read = [_read_word(word) for word in latin_words(text)]
    heard = [word.heard for word in read]
    pairs = [f"{one} {other}" for one, other in pairwise(heard)]
    counts = {
        "skeleton": Counter(chain.from_iterable(word.skeleton_runs for word in read)),
        "sound": Counter(chain.from_iterable(word.sound_runs for word in read)),
        "word": Counter([*heard, *pairs]),
    }
    return Forms(counts, heard)


class WordForms:
    """The n-grams that training phrases share, each with its column and its weight.

    Rows are float32; each view of a message has the length of the view's weight. Rarer n-grams
    count for more (inverse document frequency, as in scikit-learn's TfidfVectorizer).
    """

    def __init__(
        self, columns: Dict[str, Dict[str, int]], rarity: np.ndarray, letters: Iterable[str]
    ) -> None:
        """Take what `learn` found: by view the columns, for each column its weight, the letters."""
        self.columns = columns
        self.rarity = rarity
        self.letters = frozenset(letters)

    @classmethod
    def learn(cls, texts: Sequence[Forms]) -> "WordForms":
        """The columns and weights of n-grams which stand in enough of the texts."""
        columns: Dict[str, Dict[str, int]] = {}
        rarity: List[float] = []
        for name, view in VIEWS.items():
            seen_in = Counter(ngram for text in texts for ngram in text.counts[name])
            kept = sorted(n for n, number in seen_in.items() if number >= view.in_at_least)
            columns[name] = {ngram: len(rarity) + place for place, ngram in enumerate(kept)}
            rarity.extend(1 + math.log((1 + len(texts)) / (1 + seen_in[n])) for n in kept)
        letters = Counter(letter for text in texts for letter in set("".join(text.heard)))
        common = [letter for letter, number in letters.items() if number >= _COMMON_LETTER]
        return cls(columns, np.array(rarity, np.float32), common)

    def describe(self, texts: Sequence[Forms]) -> scipy.sparse.csr_matrix:
        """One row a text, shape (len(texts), number of columns)."""
        indices: List[int] = []
        counts: List[int] = []
        ends = [0]  # of each view of each text
        for text in texts:
            for name, columns in self.columns.items():
                for ngram, count in text.counts[name].items():
                    column = columns.get(ngram)
                    if column is not None:
                        indices.append(column)
                        counts.append(count)
                ends.append(len(indices))
        weighted = (1 + np.log(np.array(counts, np.float32))) * self.rarity[indices]
        values = weighted * _scales(weighted, ends, [VIEWS[name].weight for name in self.columns])
        shape = (len(texts), len(self.rarity))
        return scipy.sparse.csr_matrix((values, indices, ends[:: len(VIEWS)]), shape=shape)

    def known_share(self, text: Forms) -> float:
        """How much of a message, by letters, is words of the training phrases; from 0 to 1."""
        letters = sum(map(len, text.heard))
        known = sum(len(word) for word in text.heard if word in self.columns["word"])
        return known / letters if letters else 0.0

    def strangeness(self, text: Forms) -> float:
        """How much the words of a message are to be left out of its reading, from 0 to 1.

        All of them in an alphabet that nothing was learnt in; a part where few words are known.
        """
        letters = "".join(text.heard)
        strange = sum(letter not in self.letters for letter in letters)
        if 2 * strange >= len(letters):
            return 1.0
        return _STRANGEST * max(0.0, 1.0 - self.known_share(text) / _FAMILIAR)


class _ReadWord(NamedTuple):
    """One word as it is heard, and its n-grams in two views."""

    heard: str
    skeleton_runs: Tuple[str, ...]
    sound_runs: Tuple[str, ...]


@lru_cache(maxsize=_WORDS_KEPT)
def _read_word(word: str) -> _ReadWord:
    heard = sounded(word)
    skeleton_runs = tuple(_runs(skeleton(word), _SKELETON_SIZES))
    return _ReadWord(heard, skeleton_runs, tuple(_runs(heard, _SOUND_SIZES)))


def _runs(word: str, sizes: range) -> Iterator[str]:
    """Each run of characters of these sizes in a word, its ends marked by spaces."""
    padded = f" {word} "
    for size in sizes:
        if len(padded) <= size:
            yield padded
            return
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _scales(values: np.ndarray, ends: Sequence[int], weights: Sequence[float]) -> np.ndarray:
    """What each value is multiplied by for each view, between two ends, to have its length."""
    sizes = np.diff(ends)
    views = np.repeat(np.arange(len(sizes)), sizes)
    squares = np.bincount(views, values * values, minlength=len(sizes))
    wanted = np.tile(weights, len(sizes) // len(weights))
    return (wanted / np.sqrt(np.where(squares, squares, 1.0)))[views].astype(np.float32)
