"""The words that wordings are made of, and which of them a texted word can be.

Every word of a wording has a number. Reading a texted word gives the numbers of all the words it
can stand for: the same word, a word with that beginning (`respir*`), the same consonants (`~nmout`)
or, when it is none of them, one of the long words that are forgiven a slip of the finger.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from relais.safety.errors import SignsUnreadableError
from relais.safety.spelling import latin_spellings, sound, sound_with_ending, split_words

_SHORTEST_MISSPELT = 5
_LONGEST_MISSPELT = 20
_SHORTEST_PART = 2
_SHORTEST_BARE = 3
_NO_VOWELS = str.maketrans("", "", "aeiou")
# Short words that Arabic writes joined to the next one: and, so, the, with the, for the, to, like.
_JOINED = ("وال", "فال", "بال", "لل", "ال", "و", "ف", "ب", "ل", "ك")

Numbers = frozenset[int]
_NONE: Numbers = frozenset()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a wording: its form, whether a star opens its ends, whether vowels are left out."""

    form: str
    open_start: bool
    open_end: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one texted word can stand for: `sure` as written, `likely` with a slip allowed."""

    sure: Numbers
    likely: Numbers
    filler: bool


class _Shelves:
    """Forms of words with their numbers, by which end of a form is left open."""

    def __init__(self) -> None:
        self.whole: defaultdict[str, set[int]] = defaultdict(set)
        self.starts: defaultdict[str, set[int]] = defaultdict(set)
        self._ends: defaultdict[str, set[int]] = defaultdict(set)
        self._inside: defaultdict[str, set[int]] = defaultdict(set)
        self._longest = 0

    def put(self, word: "_Word", number: int) -> None:
        shelf = {
            (False, False): self.whole,
            (False, True): self.starts,
            (True, False): self._ends,
            (True, True): self._inside,
        }[word.open_start, word.open_end]
        shelf[word.form].add(number)
        self._longest = max(self._longest, len(word.form))

    def find(self, heard: str, full: str) -> Iterator[int]:
        """Numbers of the forms that `heard`, in `full` with its ending, is an instance of."""
        for form in _without_joined(heard):
            if form in self.whole:
                yield from self.whole[form]
        for form in _without_joined(full):
            for size in self._sizes(len(form)):
                if (part := form[:size]) in self.starts:
                    yield from self.starts[part]
        for size in self._sizes(len(full)):
            if (part := full[-size:]) in self._ends:
                yield from self._ends[part]
        yield from self._within(full)

    def _within(self, full: str) -> Iterator[int]:
        for start in range(len(full) - _SHORTEST_PART + 1):
            for size in self._sizes(len(full) - start):
                if (part := full[start : start + size]) in self._inside:
                    yield from self._inside[part]

    def _sizes(self, room: int) -> range:
        return range(_SHORTEST_PART, min(room, self._longest) + 1)


class Vocabulary:
    """Numbers the words of wordings while they are compiled, then reads texted words."""

    def __init__(self, fillers: Iterable[str] = (), ordinary_words: Iterable[str] = ()) -> None:
        """`fillers` may be looked past; `ordinary_words` are never taken for a misspelling."""
        self._numbers: dict[_Word, int] = {}
        self._by_writing: dict[str, int] = {}
        self._spelt = _Shelves()
        self._consonants = _Shelves()
        self._slips: defaultdict[str, set[str]] = defaultdict(set)
        self._fillers = _sounds(fillers)
        self._ordinary = _sounds(ordinary_words)

    def number(self, written: str) -> int:
        """The number of a wording's word: `*` stands for any letters, `~` for any vowels.

        Raises SignsUnreadableError when too little is left of it, or when it is several words.
        """
        if written in self._by_writing:
            return self._by_writing[written]
        word = _word(written)
        number = self._numbers.setdefault(word, len(self._numbers))
        self._by_writing[written] = number
        shelves = self._consonants if word.bare else self._spelt
        for spelt in (word, *_latin_spellings(written)):
            shelves.put(spelt, number)
        return number

    def forgive(self, written: str) -> None:
        """Let `written`, a word of a wording, be heard with one slip in it.

        Raises SignsUnreadableError when no wording holds it, or when it is too short for that.
        """
        word = _word(written)
        if word not in self._numbers or word.bare or word.open_start:
            raise SignsUnreadableError(f"no wording holds {written!r}, which is forgiven a slip")
        if not _SHORTEST_MISSPELT <= len(word.form) <= _LONGEST_MISSPELT:
            raise SignsUnreadableError(f"too short or long to be forgiven a slip: {written!r}")
        for form in _with_one_letter_less(word.form):
            self._slips[form].add(word.form)

    def read(self, word: str) -> Reading:
        """What a clean word of a message can stand for."""
        heard, full = sound(word), sound_with_ending(word)
        filler = heard in self._fillers
        numbers = set(self._spelt.find(heard, full))
        if full.isascii():
            bare = full.translate(_NO_VOWELS)
            numbers.update(self._consonants.find(bare, bare))
        sure = frozenset(numbers)
        if sure or filler or len(full) < _SHORTEST_MISSPELT or not full.isascii():
            return Reading(sure, sure, filler)
        return Reading(_NONE, frozenset(self._misspelt(heard, full)), filler)

    def _misspelt(self, heard: str, full: str) -> Iterator[int]:
        """Numbers of the forgiven words, or beginnings of words, that are one slip away."""
        if heard in self._ordinary:
            return
        for known in self._close(heard[: _LONGEST_MISSPELT + 1]):
            if known in self._spelt.whole:
                yield from self._spelt.whole[known]
        for size in range(_SHORTEST_MISSPELT - 1, min(len(full), _LONGEST_MISSPELT) + 1):
            for known in self._close(full[:size]):
                if known in self._spelt.starts:
                    yield from self._spelt.starts[known]

    def _close(self, piece: str) -> Iterator[str]:
        for shorter in _with_one_letter_less(piece):
            for known in self._slips.get(shorter, ()):
                if known[0] == piece[0] and OSA.distance(known, piece, score_cutoff=1) <= 1:
                    yield known


def _word(written: str) -> _Word:
    core = split_words(written.strip("*~")).words
    if len(core) != 1:
        raise SignsUnreadableError(f"not one word: {written!r}")
    bare, stars = written.startswith("~"), written.removeprefix("~")
    start, end = stars.startswith("*"), stars.endswith("*")
    form = sound_with_ending(core[0]) if bare or start or end else sound(core[0])
    if bare:
        form = form.translate(_NO_VOWELS)
    if len(form) < (_SHORTEST_BARE if bare else _SHORTEST_PART if start or end else 1):
        raise SignsUnreadableError(f"too little is left of {written!r}")
    return _Word(form, start, end, bare)


def _latin_spellings(written: str) -> Iterator[_Word]:
    """A wording's word in Cyrillic letters, in each way it is texted in Latin ones."""
    core = written.strip("*~")
    for spelt in latin_spellings(core):
        with suppress(SignsUnreadableError):  # a spelling that leaves too little is not looked for
            yield _word(written.replace(core, spelt))


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
