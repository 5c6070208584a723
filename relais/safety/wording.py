"""The small language in which a mediator writes what danger sounds like.

    mal poitrine            these words, one after the other ("très" and the like may stand between)
    mal|douleur poitrine    one word or the other
    (me) frappe             a word that may be missing
    respir*                 a word that begins so; `*` in front: a word that ends so
    ~nmout                  a word with these consonants, for Arabic in Latin letters
    mal ... poitrine        up to three words between; `...6` up to six
    {my_child} respire      any phrase of the group of that name (signs/words_*.yml)
    enceinte + saigne       both, anywhere in the message, in any order
    convuls*!               one word that is enough alone; without the `!` it is refused, so that
                            nobody makes the rest of a wording optional by mistake

Capitals, accents, apostrophes and doubled letters make no difference.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from relais.safety.errors import SignsUnreadableError
from relais.safety.spelling import Cut, is_cyrillic_word, split_words
from relais.safety.vocabulary import Numbers

_GAP = re.compile(r"\.\.\.(\d*)$")
_USUAL_GAP = 3
_PART = " + "
_ALONE = "!"


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `words` words of any kind."""

    words: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these words, or one of these phrases; nothing at all when `optional`."""

    words: Numbers
    phrases: tuple["Phrase", ...]
    optional: bool


Phrase = tuple[Gap | Choice, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A compiled wording: every part must be found in the message."""

    text: str
    parts: tuple[Phrase, ...]


class WordingReader:
    """Compiles wordings.

    `number` gives the number of a word, `cut` the words of a text, `groups` the phrases of a name.
    """

    def __init__(
        self,
        number: Callable[[str], int],
        cut: Callable[[str], Cut],
        groups: Mapping[str, Sequence[str]],
    ) -> None:
        self._number = number
        self._cut = cut
        self._groups = groups
        self._compiled: dict[str, tuple[Phrase, ...]] = {}
        self._open: set[str] = set()
        # Most pieces, and most words in them, stand in many wordings.
        self._pieces: dict[str, tuple[Gap | Choice, ...]] = {}
        self._alternatives: dict[str, tuple[Phrase, ...]] = {}

    def read(self, text: str) -> Wording:
        """Raises SignsUnreadableError when a group is unknown or the wording says nothing."""
        try:
            body = text.removesuffix(_ALONE)
            wording = Wording(text, tuple(self._phrase(part) for part in body.split(_PART)))
            words = sum(_must_appear(item) for part in wording.parts for item in part)
            if (words == 1) != text.endswith(_ALONE):
                raise SignsUnreadableError(f"'{_ALONE}' goes with one word, and one word with it")
            return wording
        except SignsUnreadableError as error:
            raise SignsUnreadableError(f"{error.detail}, in {text!r}") from error

    def _phrase(self, text: str) -> Phrase:
        phrase = tuple(item for piece in text.split() for item in self._compiled_piece(piece))
        if not any(_must_appear(item) for item in phrase):
            raise SignsUnreadableError(f"a wording would match anything: {text!r}")
        return phrase

    def _compiled_piece(self, piece: str) -> tuple[Gap | Choice, ...]:
        if piece not in self._pieces:
            self._pieces[piece] = tuple(self._items(piece))
        return self._pieces[piece]

    def _items(self, piece: str) -> Iterator[Gap | Choice]:
        if gap := _GAP.match(piece):
            yield Gap(int(gap[1] or _USUAL_GAP))
            return
        optional = piece.startswith("(") and piece.endswith(")")
        alternatives = (piece[1:-1] if optional else piece).split("|")
        phrases: list[Phrase] = []
        numbers: set[int] = set()
        for alternative in alternatives:
            if alternative not in self._alternatives:
                self._alternatives[alternative] = self._alternative(alternative)
            for phrase in self._alternatives[alternative]:
                first = phrase[0]
                if len(phrase) == 1 and isinstance(first, Choice) and not first.optional:
                    numbers |= first.words
                    phrases.extend(first.phrases)
                else:
                    phrases.append(phrase)
        yield Choice(frozenset(numbers), tuple(phrases), optional)

    def _alternative(self, text: str) -> tuple[Phrase, ...]:
        if text.startswith("{") and text.endswith("}"):
            return self._group(text[1:-1])
        marked = text.startswith(("*", "~")) or text.endswith("*")
        words = (text,) if marked else self._cut(text).words
        if is_cyrillic_word(text) and words == split_words(text).words:
            words = (text,)  # as it is written: it has several Latin spellings
        if not words or set(text) & set("(){}|"):
            raise SignsUnreadableError(f"not a word of a wording: {text!r}")
        return (tuple(Choice(frozenset({self._number(w)}), (), False) for w in words),)

    def _group(self, name: str) -> tuple[Phrase, ...]:
        if name not in self._groups:
            raise SignsUnreadableError(f"no group of words is called {name!r}")
        if name in self._open:
            raise SignsUnreadableError(f"the group {name!r} holds itself")
        if name not in self._compiled:
            self._open.add(name)
            self._compiled[name] = tuple(self._phrase(text) for text in self._groups[name])
            self._open.remove(name)
        return self._compiled[name]


def requirements(wordings: Iterable[Wording]) -> list[tuple[Numbers, ...]]:
    """What a message must hold for each wording to be worth a look: one word of each set.

    The sets of a wording are in order of rarity among all the wordings, the rarest first.
    """
    wordings = list(wordings)
    uses = Counter(n for w in wordings for part in w.parts for n in _all_numbers(part))
    return [
        tuple(
            sorted(
                {needed for part in wording.parts for needed in _needed(part, uses)},
                key=lambda numbers: (_weight(numbers, uses), sorted(numbers)),
            )
        )
        for wording in wordings
    ]


def _must_appear(item: Gap | Choice) -> bool:
    return isinstance(item, Choice) and not item.optional


def _needed(phrase: Phrase, uses: Counter[int]) -> Iterator[Numbers]:
    for item in phrase:
        if isinstance(item, Choice) and not item.optional:
            yield item.words.union(*(_rarest(_needed(p, uses), uses) for p in item.phrases))


def _rarest(sets: Iterable[Numbers], uses: Counter[int]) -> Numbers:
    return min(sets, key=lambda numbers: _weight(numbers, uses))


def _weight(numbers: Numbers, uses: Counter[int]) -> int:
    return sum(uses[number] for number in numbers)


def _all_numbers(phrase: Phrase) -> Iterator[int]:
    for item in phrase:
        if isinstance(item, Choice):
            yield from item.words
            for inner in item.phrases:
                yield from _all_numbers(inner)
