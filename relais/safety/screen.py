"""Recognises danger in a text, before anything else is asked of it.

Pure and deterministic: the lists are read and compiled once by `load_screen`; after that a text
goes in and an alert, or nothing, comes out. Expressions that only sound like danger are covered
first, word by word, so that a cry beside one is still heard. The classifier hears what no list has
words for, and overrules a list that takes a few words of an ordinary message for a cry.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace

from relais.safety.classifier import DangerClassifier, Estimate
from relais.safety.errors import SignsUnreadableError
from relais.safety.matching import Heard, find, find_all
from relais.safety.signs import Danger, Harmless, Line, Signs, read_signs
from relais.safety.spelling import Cut, Spellings
from relais.safety.vocabulary import Numbers, Reading, Vocabulary
from relais.safety.wording import Wording, WordingReader, requirements

CLASSIFIER = "classifier"  # what an alert of no line was recognised by
# How likely danger has to be for an alarm or a question, without a line of a list and with one.
# Measured in docs/understanding.md.
_ALARM, _DOUBT = 0.95, 0.85
_LISTED_ALARM, _LISTED_DOUBT = 0.3, 0.05

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

    def __init__(self, signs: Signs, classifier: DangerClassifier | None = None) -> None:
        """Raises SignsUnreadableError when a wording of `signs` makes no sense.

        Without a classifier the lists decide alone.
        """
        self._classifier = classifier
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
        cut = self._spellings.cut(text)
        heard, covered = self._listen(cut)
        listed = self._listed(heard)
        if self._classifier is None:
            return listed
        estimate = self._classifier.estimate(cut.words)
        if covered:  # danger has to be heard both with the harmless expression and without it
            bare = [word for place, word in enumerate(cut.words) if place not in covered]
            estimate = min(estimate, self._classifier.estimate(bare), key=_likelihood)
            if listed is None and estimate.probability < _ALARM:
                return None  # all there is to doubt of is known to be harmless
        return _judge(listed, estimate)

    def _listed(self, heard: Heard) -> Alert | None:
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

    def lists_alone(self) -> "Screen":
        """The same screen without the classifier."""
        other = copy(self)
        other._classifier = None
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

    def _listen(self, cut: Cut) -> tuple[Heard, frozenset[int]]:
        """What is heard of a message, and the places of the words of harmless expressions."""
        readings = [self._vocabulary.read(word) for word in cut.words]
        fillers = frozenset(place for place, reading in enumerate(readings) if reading.filler)
        covered = self._covered(readings, fillers, cut.pauses)
        heard = Heard(
            meanings=tuple(
                frozenset() if place in covered else reading.likely
                for place, reading in enumerate(readings)
            ),
            fillers=fillers - covered,
            pauses=frozenset(),
        )
        return heard, covered

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
    """The screen with the lists and the classifier of the package.

    Raises SignsUnreadableError or WeightsUnreadableError when they cannot be read.
    """
    return Screen(read_signs(), DangerClassifier.load())


def _likelihood(estimate: Estimate) -> float:
    return estimate.probability


def _judge(listed: Alert | None, estimate: Estimate) -> Alert | None:
    """What the lists and the classifier say together."""
    likely = estimate.probability
    if listed is not None:
        told = replace(listed, is_doubt=likely < _LISTED_ALARM, probability=likely)
        return told if likely >= _LISTED_DOUBT else None
    if likely < _DOUBT:
        return None
    reply_key = f"safety.{estimate.danger}"
    return Alert(estimate.danger, reply_key, CLASSIFIER, likely < _ALARM, likely)


def _rank(line: Line) -> tuple[int, int]:
    return line.order, _REPLIES.index(line.reply_key)
