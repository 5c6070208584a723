"""The words that wordings are made of, and which of them a texted word can be.

Every word of a wording has a number. Reading a texted word gives the numbers of all the words it
can stand for: the same word, a word with that beginning (`respir*`), or, when it is none of them, a
long word one slip of the finger away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from relais.safety.errors import SignsUnreadableError
from relais.safety.spelling import sound, sound_of_part, split_words

_SHORTEST_MISSPELT = 6
_SHORTEST_PART = 2
# Short words that Arabic writes joined to the next one: and, so, the, with the, for the, to, like.
_JOINED = ("وال", "فال", "بال", "لل", "ال", "و", "ف", "ب", "ل", "ك")

Numbers = frozenset[int]
_NONE: Numbers = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one texted word can stand for: `sure` as written, `likely` with a slip allowed."""

    sure: Numbers
    likely: Numbers


class Vocabulary:
    """Numbers the words of wordings while they are compiled, then reads texted words."""

    def __init__(self, ordinary_words: Iterable[str] = ()) -> None:
        """`ordinary_words` are never taken for a misspelling of another word."""
        self._numbers: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        self._slips: defaultdict[str, set[str]] = defaultdict(set)
        self._ordinary = frozenset(
            sound(part) for word in ordinary_words for part in split_words(word).words
        )

    def number(self, written: str) -> int:
        """The number of a wording's word; `*` at either end stands for any letters.

        Raises SignsUnreadableError when nothing is left of it, or when it is several words.
        """
        core = split_words(written.strip("*")).words
        if len(core) != 1:
            raise SignsUnreadableError(f"not one word: {written!r}")
        start, end = written.startswith("*"), written.endswith("*")
        heard = sound_of_part(core[0]) if end else sound(core[0])
        if (start or end) and len(heard) < _SHORTEST_PART:
            raise SignsUnreadableError(f"too short for a star: {written!r}")
        key = ("*" if start else "") + heard + ("*" if end else "")
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            self._file(heard, start, end, self._numbers[key])
        return self._numbers[key]

    def read(self, heard: str) -> Reading:
        """What a word of a message, written as it is heard (`sound`), can stand for."""
        forms = tuple(_forms(heard))
        sure = frozenset(number for form in forms for number in self._exact(form))
        if sure or len(forms[0]) < _SHORTEST_MISSPELT or not forms[0].isascii():
            return Reading(sure, sure)
        return Reading(_NONE, frozenset(self._misspelt(forms[0])))

    def _file(self, heard: str, start: bool, end: bool, number: int) -> None:
        shelf = (
            self._inside if start and end
            else self._ends if start
            else self._starts if end
            else self._whole
        )  # fmt: skip
        shelf[heard] = number
        if not start and heard.isascii() and len(heard) >= _SHORTEST_MISSPELT:
            for form in _with_one_letter_less(heard):
                self._slips[form].add(heard)

    def _exact(self, form: str) -> Iterator[int]:
        if form in self._whole:
            yield self._whole[form]
        for cut in range(_SHORTEST_PART, len(form) + 1):
            if (part := form[:cut]) in self._starts:
                yield self._starts[part]
        for cut in range(len(form) - _SHORTEST_PART + 1):
            if (part := form[cut:]) in self._ends:
                yield self._ends[part]
            yield from self._contained(part)

    def _contained(self, tail: str) -> Iterator[int]:
        for cut in range(_SHORTEST_PART, len(tail) + 1):
            if (part := tail[:cut]) in self._inside:
                yield self._inside[part]

    def _misspelt(self, form: str) -> Iterator[int]:
        """Numbers of the long words, or long beginnings of words, one slip away from `form`."""
        if form in self._ordinary:
            return
        for known in self._close(form):
            if known in self._whole:
                yield self._whole[known]
        for size in range(_SHORTEST_MISSPELT - 1, len(form) + 1):
            for known in self._close(form[:size]):
                if known in self._starts:
                    yield self._starts[known]

    def _close(self, piece: str) -> Iterator[str]:
        for shorter in _with_one_letter_less(piece):
            for known in self._slips.get(shorter, ()):
                if known[0] == piece[0] and OSA.distance(known, piece, score_cutoff=1) <= 1:
                    yield known


def _forms(heard: str) -> Iterator[str]:
    """The word itself, then, for Arabic, without the short words joined to its front."""
    yield heard
    if heard.isascii():
        return
    for joined in _JOINED:
        if heard.startswith(joined) and len(heard) - len(joined) >= _SHORTEST_PART:
            yield heard.removeprefix(joined)


def _with_one_letter_less(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
