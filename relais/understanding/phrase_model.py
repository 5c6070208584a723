"""Which language a phrase is likely to be in, learnt from the phrases that Rasa is trained on.

They are what people really text: badly spelt, without accents, Russian and Persian in Latin
letters. A model made of books knows none of that. Counted in memory, in about a second.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

PHRASES_FOLDER = Path(__file__).parents[2] / "data" / "nlu"

_LONGEST_PIECE = 4  # letters
_SMOOTHING = 0.02  # of a phrase, for each piece a language was never seen with
_LETTER_WORD = re.compile(r"[^\W\d_]+(?:\d+[^\W\d_]*)*|\d+[^\W\d_]+\w*")
_MARKED_UP = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")  # [dentiste](care_type)
_EXAMPLE = re.compile(r"^ +- (?!intent:|lookup:|synonym:|regex:)(.+)$", re.MULTILINE)


class PhraseModel:
    """Naive Bayes on whole words and on pieces of words, within one alphabet."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """`phrases` are examples by language; every language counts alike, however many."""
        self.languages = tuple(phrases)
        counts = [_count(examples) for examples in phrases.values()]
        pieces = {
            piece: place for place, piece in enumerate(dict.fromkeys(p for c in counts for p in c))
        }
        table = np.full((len(pieces), len(counts)), _SMOOTHING)
        for column, counted in enumerate(counts):
            rows = np.fromiter((pieces[piece] for piece in counted), dtype=np.intp)
            table[rows, column] += np.fromiter(counted.values(), dtype=float)
        self._pieces = pieces
        self._is_seen = table > _SMOOTHING
        self._likely = np.log(table / table.sum(axis=0)).astype(np.float32)

    def scores(self, text: str) -> dict[str, float]:
        """For each language the logarithm of how likely it writes this, up to a constant."""
        rows = [self._pieces[piece] for piece in pieces_of(text) if piece in self._pieces]
        summed = self._likely[rows].sum(axis=0)
        return dict(zip(self.languages, map(float, summed), strict=True))

    def has_seen(self, word: str, language: str) -> bool:
        """Whether the word, in lower case, stands in a phrase of this language."""
        row = self._pieces.get(f" {word} ")
        return row is not None and bool(self._is_seen[row, self.languages.index(language)])


def pieces_of(text: str) -> set[str]:
    """The words of a text, with spaces around, and their pieces; a number alone is none."""
    found: set[str] = set()
    for word in words_of(text):
        framed = f"^{word}$"
        found.update((f" {word} ", f" {without_accents(word)} "))
        for size in range(1, _LONGEST_PIECE + 1):
            found.update(framed[i : i + size] for i in range(len(framed) - size + 1))
    return found


def words_of(text: str) -> list[str]:
    """The words with a letter in them, in lower case, accents kept."""
    return _LETTER_WORD.findall(unicodedata.normalize("NFC", text.lower()))


def without_accents(text: str) -> str:
    """The text without accents and vowel signs."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@cache
def phrase_model(alphabet: str) -> PhraseModel:
    """The model of an alphabet, as Unicode names it: LATIN, CYRILLIC, ARABIC."""
    return PhraseModel(_phrases()[alphabet])


def main_alphabet(text: str) -> str | None:
    """The alphabet of most letters, as Unicode names it; None when there is no letter."""
    counted = Counter(alphabets_of(text))
    return counted.most_common(1)[0][0] if counted else None


def alphabets_of(text: str) -> Sequence[str]:
    """The alphabet of each letter, in their order."""
    return [_alphabet(letter) for letter in text if letter.isalpha()]


@cache
def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _count(examples: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for example in examples:
        counted.update(pieces_of(example))
    return counted


@cache
def _phrases() -> Mapping[str, Mapping[str, list[str]]]:
    """Every phrase by alphabet and language; the folder of a language is named by its code."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for language, phrase in _read(PHRASES_FOLDER):
        found[main_alphabet(phrase) or ""][language].append(phrase)
    return found


def _read(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*/*.yml")):
        for example in _EXAMPLE.findall(path.read_text(encoding="utf-8")):
            yield path.parent.name, _MARKED_UP.sub(r"\1", example)
