"""Recognises danger in a text, before anything else is asked of it.

Pure and deterministic: the lists are read and compiled once by `load_screen`; after that a text
goes in and an alert, or nothing, comes out. Expressions that only sound like danger are covered
first, word by word, so that a cry beside one is still heard.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from relais.safety.errors import SignsUnreadableError
from relais.safety.matching import Heard, find, find_all
from relais.safety.signs import Danger, Harmless, Line, Signs, read_signs
from relais.safety.spelling import Spellings
from relais.safety.vocabulary import Numbers, Reading, Vocabulary
from relais.safety.wording import Wording, WordingReader, requirements

# Among lines of the same order, the first of these that a message speaks of is answered.
_REPLIES = (
    "safety.emergency",
    "safety.suicidal_thoughts",
    "safety.violence_child",
    "safety.violence",
)


@dataclass(frozen=True)
class Alert:
    """A danger that was recognised; `matched` is the id of the line, never the person's words.

    In doubt, the person is asked; `reply_key` is then what is said when they say yes.
    `probability` (0 to 1) is known only where something was estimated, not looked up.
    """

    danger: Danger
    reply_key: str
    matched: str
    is_doubt: bool = False
    probability: float | None = None

    @property
    def said_key(self) -> str:
        """The reply to say at once: the safety reply, or in doubt the question with the number."""
        return f"safety.doubt_{self.danger}" if self.is_doubt else self.reply_key


class _Shelf:
    """Wordings found by the words that a message must hold for them to be worth a look."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._wordings = wordings
        self._needs = requirements(wordings)
        self._by_word: defaultdict[int, list[int]] = defaultdict(list)
        for place, needs in enumerate(self._needs):
            for number in needs[0]:
                self._by_word[number].append(place)

    def candidates(self, meanings: Iterable[Numbers]) -> list[tuple[int, Wording]]:
        """Place and wording of each that could stand in a message, in the order of the lists."""
        present = frozenset().union(*meanings)
        places = {place for number in present for place in self._by_word.get(number, ())}
        return [
            (place, self._wordings[place])
            for place in sorted(places)
            if not any(present.isdisjoint(needed) for needed in self._needs[place])
        ]


class Screen:
    """The compiled lists. Safe to share between threads: nothing changes once it is built."""

    def __init__(self, signs: Signs) -> None:
        """Raises SignsUnreadableError when a wording of `signs` makes no sense."""
        self._spellings = Spellings(signs.spellings)
        self._vocabulary = Vocabulary(signs.fillers, signs.ordinary_words)
        self._lines = tuple(sorted(signs.lines, key=_rank))
        self._harmless = signs.harmless
        reader = WordingReader(self._vocabulary.number, self._spellings.cut, signs.groups)
        owned = [(line, reader.read(text)) for line in self._lines for text in line.wording]
        self._owners = [line for line, _ in owned]
        self._dangers = _Shelf([wording for _, wording in owned])
        covers = [(entry, reader.read(t)) for entry in signs.harmless for t in entry.wording]
        for entry, cover in covers:
            if len(cover.parts) != 1 or len(requirements([cover])[0]) < 2:
                raise SignsUnreadableError(
                    f"{entry.id} needs one phrase of two words: {cover.text!r}"
                )
        unless = {e.id: tuple(reader.read(text) for text in e.unless) for e in signs.harmless}
        self._cover([(entry.id, cover, unless[entry.id]) for entry, cover in covers])
        for word in signs.forgiving:
            self._vocabulary.forgive(word)

    def screen(self, text: str) -> Alert | None:
        """The gravest danger that `text` speaks of, or None. Never raises, whatever the text."""
        heard = self._listen(text)
        for place, wording in self._dangers.candidates(heard.meanings):
            if find(wording, heard) is not None:
                line = self._owners[place]
                return Alert(line.danger, line.reply_key, line.id)
        return None

    def without(self, harmless_id: str) -> "Screen":
        """The same screen that does not know one harmless expression: what would it hear then?"""
        other = copy(self)
        other._cover([known for known in self._known_covers if known[0] != harmless_id])
        return other

    def _cover(self, covers: Sequence[tuple[str, Wording, tuple[Wording, ...]]]) -> None:
        """Take harmless expressions: of each its id, a wording, and what makes it danger again."""
        self._known_covers = covers
        self._covers = _Shelf([cover for _, cover, _ in covers])
        self._unless = [unless for _, _, unless in covers]

    def describe(self) -> tuple[Line, ...]:
        """Every line of the lists, the first answered first."""
        return self._lines

    def describe_harmless(self) -> tuple[Harmless, ...]:
        """Every expression that is covered before a text is screened."""
        return self._harmless

    def _listen(self, text: str) -> Heard:
        cut = self._spellings.cut(text)
        readings = [self._vocabulary.read(word) for word in cut.words]
        fillers = frozenset(place for place, reading in enumerate(readings) if reading.filler)
        covered = self._covered(readings, fillers, cut.pauses)
        return Heard(
            meanings=tuple(
                frozenset() if place in covered else reading.likely
                for place, reading in enumerate(readings)
            ),
            fillers=fillers - covered,
            pauses=frozenset(),
        )

    def _covered(
        self, readings: Sequence[Reading], fillers: frozenset[int], pauses: frozenset[int]
    ) -> frozenset[int]:
        """Places of the words of harmless expressions; what stands in their gaps stays in sight."""
        heard = Heard(tuple(reading.sure for reading in readings), fillers, pauses)
        whole = Heard(tuple(reading.likely for reading in readings), fillers, frozenset())
        return frozenset(
            place
            for number, cover in self._covers.candidates(heard.meanings)
            for places in find_all(cover, heard)
            for place in places
            if not any(find(wording, whole) for wording in self._unless[number])
        )


def load_screen() -> Screen:
    """The screen with the lists of the package.

    Raises SignsUnreadableError when they cannot be read.
    """
    return Screen(read_signs())


def _rank(line: Line) -> tuple[int, int]:
    return line.order, _REPLIES.index(line.reply_key)
