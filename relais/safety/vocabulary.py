"""The words that wordings are made of, and which of them a texted word can be.

Every word of a wording has a number. Reading a texted word gives the numbers of all the words it
can stand for: the same word, a word with that beginning (`respir*`), or, when it is none of them, one of
the long words that are forgiven a slip of the finger.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from relais.safety.errors import SignsUnreadableError
from relais.safety.spelling import sound, sound_with_ending, split_words

_SHORTEST_MISSPELT = 5
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
    filler: bool


class Vocabulary:
    """Numbers the words of wordings while they are compiled, then reads texted words."""

    def __init__(self, fillers: Iterable[str] = (), ordinary_words: Iterable[str] = ()) -> None:
        """`fillers` may be looked past; `ordinary_words` are never taken for a misspelling."""
        self._numbers: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        self._slips: defaultdict[str, set[str]] = defaultdict(set)
        self._fillers = _sounds(fillers)
        self._ordinary = _sounds(ordinary_words)

    def number(self, written: str) -> int:
        """The number of a wording's word; `*` at either end stands for any letters.

        Raises SignsUnreadableError when nothing is left of it, or when it is several words.
        """
        heard, start, end = _parts(written)
        key = ("*" if start else "") + heard + ("*" if end else "")
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            shelf = {
                (False, False): self._whole,
                (False, True): self._starts,
                (True, False): self._ends,
                (True, True): self._inside,
            }[start, end]
            shelf[heard] = self._numbers[key]
        return self._numbers[key]

    def forgive(self, written: str) -> None:
        """Let `written`, a word of a wording, be heard with one slip in it.

        Raises SignsUnreadableError when no wording holds it, or when it is too short for that.
        """
        heard, start, end = _parts(written)
        if start or heard not in (self._starts if end else self._whole):
            raise SignsUnreadableError(f"no wording holds {written!r}, which is forgiven a slip")
        if len(heard) < _SHORTEST_MISSPELT:
            raise SignsUnreadableError(f"too short to be forgiven a slip: {written!r}")
        for form in _with_one_letter_less(heard):
            self._slips[form].add(heard)

    def read(self, word: str) -> Reading:
        """What a clean word of a message can stand for."""
        heard, full = sound(word), sound_with_ending(word)
        filler = heard in self._fillers
        sure = frozenset(self._exact(heard, full))
        if sure or filler or len(full) < _SHORTEST_MISSPELT or not full.isascii():
            return Reading(sure, sure, filler)
        return Reading(_NONE, frozenset(self._misspelt(heard, full)), filler)

    def _exact(self, heard: str, full: str) -> Iterator[int]:
        for form in _without_joined(heard):
            if form in self._whole:
                yield self._whole[form]
        for form in _without_joined(full):
            for cut in range(_SHORTEST_PART, len(form) + 1):
                if (part := form[:cut]) in self._starts:
                    yield self._starts[part]
        for cut in range(len(full) - _SHORTEST_PART + 1):
            if (part := full[cut:]) in self._ends:
                yield self._ends[part]
            yield from self._contained(part)

    def _contained(self, tail: str) -> Iterator[int]:
        for cut in range(_SHORTEST_PART, len(tail) + 1):
            if (part := tail[:cut]) in self._inside:
                yield self._inside[part]

    def _misspelt(self, heard: str, full: str) -> Iterator[int]:
        """Numbers of the long words, or long beginnings of words, one slip away."""
        if heard in self._ordinary:
            return
        for known in self._close(heard):
            if known in self._whole:
                yield self._whole[known]
        for size in range(_SHORTEST_MISSPELT - 1, len(full) + 1):
            for known in self._close(full[:size]):
                if known in self._starts:
                    yield self._starts[known]

    def _close(self, piece: str) -> Iterator[str]:
        for shorter in _with_one_letter_less(piece):
            for known in self._slips.get(shorter, ()):
                if known[0] == piece[0] and OSA.distance(known, piece, score_cutoff=1) <= 1:
                    yield known


def _parts(written: str) -> tuple[str, bool, bool]:
    """How a wording's word is heard, and whether it has a star in front and behind."""
    core = split_words(written.strip("*")).words
    if len(core) != 1:
        raise SignsUnreadableError(f"not one word: {written!r}")
    start, end = written.startswith("*"), written.endswith("*")
    if not start and not end:
        return sound(core[0]), False, False
    heard = sound_with_ending(core[0])
    if len(heard) < _SHORTEST_PART:
        raise SignsUnreadableError(f"too short for a star: {written!r}")
    return heard, start, end


def _without_joined(heard: str) -> Iterator[str]:
    """The word itself, then, for Arabic, without the short words joined to its front."""
    yield heard
    if heard.isascii():
        return
    for joined in _JOINED:
        if heard.startswith(joined) and len(heard) - len(joined) >= _SHORTEST_PART:
            yield heard.removeprefix(joined)


def _sounds(words: Iterable[str]) -> frozenset[str]:
    return frozenset(sound(part) for word in words for part in split_words(word).words)


def _with_one_letter_less(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
