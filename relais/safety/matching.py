"""Looks for a compiled wording in the words of a message."""

from collections.abc import Iterator
from dataclasses import dataclass

from relais.safety.vocabulary import Numbers
from relais.safety.wording import Choice, Gap, Phrase, Wording

Places = tuple[int, ...]
_MOST_FILLERS = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, word by word: what each can stand for, and the places of those to look past.

    `pauses` are the places that follow the end of a sentence; a wording steps over them only when
    it is left empty.
    """

    meanings: tuple[Numbers, ...]
    fillers: frozenset[int]
    pauses: frozenset[int]


def find(wording: Wording, heard: Heard) -> Places | None:
    """The places of the words that make `wording`, or None; gaps and fillers are not among them."""
    found: list[int] = []
    for part in wording.parts:
        places = _first(part, heard)
        if places is None:
            return None
        found.extend(places)
    return tuple(found)


def find_all(wording: Wording, heard: Heard) -> Iterator[Places]:
    """Every place where a wording of one part stands, one for each word it can begin with."""
    for start in range(len(heard.meanings)):
        places = next(_walk(wording.parts[0], 0, heard, start, ()), None)
        if places is not None:
            yield places[1]


def _first(phrase: Phrase, heard: Heard) -> Places | None:
    for start in range(len(heard.meanings)):
        for _, places in _walk(phrase, 0, heard, start, ()):
            return places
    return None


def _walk(
    phrase: Phrase, index: int, heard: Heard, at: int, places: Places
) -> Iterator[tuple[int, Places]]:
    """Each way to read `phrase[index:]` from the word `at`: where it ends, and its places."""
    if index == len(phrase):
        yield at, places
        return
    item = phrase[index]
    if isinstance(item, Gap):
        for after in _gap_ends(item, heard, at, bool(places)):
            yield from _walk(phrase, index + 1, heard, after, places)
        return
    for after, taken in _take(item, heard, at, places):
        yield from _walk(phrase, index + 1, heard, after, taken)


def _take(item: Choice, heard: Heard, at: int, places: Places) -> Iterator[tuple[int, Places]]:
    for start in range(at, at + _MOST_FILLERS + 1):
        if start >= len(heard.meanings) or (places and start in heard.pauses):
            break
        if not item.words.isdisjoint(heard.meanings[start]):
            yield start + 1, (*places, start)
        for phrase in item.phrases:
            yield from _walk(phrase, 0, heard, start, places)
        if not places or start not in heard.fillers:
            break
    if item.optional:
        yield at, places


def _gap_ends(gap: Gap, heard: Heard, at: int, begun: bool) -> Iterator[int]:
    for after in range(at, min(at + gap.words, len(heard.meanings)) + 1):
        yield after
        if begun and after in heard.pauses:
            return
