"""Towns written by ear: in Cyrillic with its cases, in Arabic letters, in phonetic Latin ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from relais.directory.sounds import (
    consonants_of,
    consonants_of_french,
    declinable_stem,
    sound_of,
    sounds_of_french,
    without_case,
)
from relais.directory.spelling import is_arabic, is_cyrillic, stems, words

Term = tuple[str, ...]

_LONGEST = 4  # words
# Signs of a key from which it can only be that town: the fewer, the surer the name has to be.
_SHORTEST_SOUND = 5
_SHORTEST_LATIN_SOUND = 6
_SHORTEST_FRENCH_SOUND = 6
_SHORTEST_CONSONANTS = 5
_SHORTEST_LATIN_NAME = 5
_SHORTEST_JOINED = 6  # letters of several words read as the name of one


class HeardTowns:
    """What towns sound like, from their French names and from their names in other scripts."""

    def __init__(self, gazetteer: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Index `{town: {language: [name, ...]}}`."""
        named = [
            (name, town)
            for town, by_language in gazetteer.items()
            for names in by_language.values()
            for name in names
        ]
        # "à Nice" is a name only where it is written like that: "ani ce" (Romanian) is none.
        named = [pair for pair in named if not (pair[0][0].islower() and " " in pair[0])]
        joined = [("".join(words(name)), town) for name, town in named]
        self._of_several_words = {"".join(words(name)) for name, _ in named if len(words(name)) > 1}
        cyrillic = [(name, town) for name, town in joined if is_cyrillic(name)]
        latin = [(name, town) for name, town in joined if _is_long_latin(name)]
        french = [
            (name, town)
            for town, by_language in gazetteer.items()
            for name in {town, *by_language.get("fr", ())}
            if name[0].isupper() and not any(sign.isdigit() for sign in name)
        ]
        self._written = _sure(
            [(form, town) for name, town in cyrillic for form in (name, declinable_stem(name))]
            + latin
        )
        self._sounds = _long(
            _keys(cyrillic, lambda name: {sound_of(name), sound_of(declinable_stem(name))}),
            _SHORTEST_SOUND,
        )
        self._french = _long(_keys(french, sounds_of_french), _SHORTEST_FRENCH_SOUND)
        self._consonants = _long(_keys(french, consonants_of_french), _SHORTEST_CONSONANTS)

    def find(self, said: Term) -> tuple[str, int, int] | None:
        """The first town heard in the folded words of a text: town, first word, end exclusive."""
        for start in range(len(said)):
            for end in range(min(len(said), start + _LONGEST), start, -1):
                stretch = said[start:end]
                joined = "".join(stretch)
                if len(stretch) > 1 and not _one_script(stretch):
                    continue
                if town := self._town_of(joined, len(stretch) > 1):
                    return town, start, end
        return None

    def _town_of(self, joined: str, several: bool) -> str | None:
        """`several`: the letters are those of several words, which may have met by chance."""
        if is_arabic(joined):
            keys = [consonants_of(form) for form in stems(joined)]
            shortest = _SHORTEST_CONSONANTS + several
            towns = (self._consonants.get(key) for key in keys if len(key) >= shortest)
            return next(filter(None, towns), None)
        for form in without_case(joined):
            if several and len(form) < _SHORTEST_JOINED and form not in self._of_several_words:
                continue
            if town := self._written.get(form) or self._by_sound(form, several):
                return town
        return None

    def _by_sound(self, form: str, several: bool) -> str | None:
        if is_cyrillic(form):
            key = sound_of(form)
            return self._sounds.get(key) or self._french.get(key)
        keys = {sound_of(form), sound_of(form.replace("j", "zh"))}
        shortest = _SHORTEST_LATIN_SOUND + 2 * several
        towns = (self._sounds.get(key) for key in keys if len(key) >= shortest)
        return next(filter(None, towns), None)


def _is_long_latin(name: str) -> bool:
    return name.isascii() and name.isalpha() and len(name) >= _SHORTEST_LATIN_NAME


def _one_script(stretch: Term) -> bool:
    return len({(is_cyrillic(word), is_arabic(word)) for word in stretch}) == 1


def _keys(
    names: Iterable[tuple[str, str]], keys_of: Callable[[str], set[str]]
) -> Iterator[tuple[str, str]]:
    return ((key, town) for name, town in names for key in keys_of(name))


def _sure(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs as a dict, without the keys that would name two towns."""
    towns: dict[str, set[str]] = {}
    for key, town in pairs:
        towns.setdefault(key, set()).add(town)
    return {key: next(iter(some)) for key, some in towns.items() if len(some) == 1}


def _long(pairs: Iterable[tuple[str, str]], shortest: int) -> dict[str, str]:
    return {key: town for key, town in _sure(pairs).items() if len(key) >= shortest}
