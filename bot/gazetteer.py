"""Finding the terms of a word list in a message. Pure matching: no Rasa, no files."""

from typing import Dict, Iterator, List, Mapping, NamedTuple, Sequence, Tuple

from bot.text import Word, words

# Particles written together with the next word: and, so, with, for, as, the; in dialects from, on.
_ARABIC_PARTICLES = tuple(
    sorted(
        {
            conjunction + preposition + article
            for conjunction in ("", "و", "ف")
            for preposition in ("", "ب", "ل", "ك", "ع", "م")
            for article in ("", "ال")
        }
        | {conjunction + "لل" for conjunction in ("", "و", "ف")},
        key=len,
        reverse=True,
    )
)[:-1]
_LATIN_PARTICLES = ("bel", "bil", "el", "al", "l", "d", "b")
_SHORTEST_ARABIC_STEM = 3
_SHORTEST_LATIN_STEM = 4
_ARTICLE = "ال"

Term = Tuple[str, ...]


class Match(NamedTuple):
    """A term found in a text: its code and where it stands (end exclusive)."""

    code: str
    start: int
    end: int


class Gazetteer:
    """Terms of several languages, each leading to one code.

    Matches whole words, the longest term first; in the text, but not in the terms, an attached
    particle (Arabic clitics, elided or Arabizi article) or a plural ending may be added to a word.
    """

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        """Take the terms of each code in their natural spelling."""
        self._codes: Dict[Term, str] = {}
        for code, names in terms.items():
            for name in names:
                self._add(tuple(word.folded for word in words(name)), code)
        self._longest = max(map(len, self._codes), default=0)
        self._prefixes = {term[:size] for term in self._codes for size in range(1, len(term) + 1)}

    def _add(self, term: Term, code: str) -> None:
        if term:
            self._codes.setdefault(term, code)
            self._codes.setdefault(tuple(map(_without_article, term)), code)

    def find(self, text: str) -> List[Match]:
        """The terms of a text from left to right; no two overlap."""
        found: List[Match] = []
        said = words(text)
        position = 0
        while position < len(said):
            code, size = self._longest_at(said, position)
            if size:
                found.append(Match(code, said[position].start, said[position + size - 1].end))
            position += size or 1
        return found

    def _longest_at(self, said: Sequence[Word], position: int) -> Tuple[str, int]:
        best = ("", 0)
        open_terms: List[Term] = [()]
        for size, word in enumerate(said[position : position + self._longest], start=1):
            open_terms = [
                (*term, form)
                for term in open_terms
                for form in _forms(word.folded)
                if (*term, form) in self._prefixes
            ]
            if not open_terms:
                break
            whole = next((term for term in open_terms if term in self._codes), None)
            if whole is not None:
                best = (self._codes[whole], size)
        return best


def _without_article(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) - len(_ARTICLE) >= _SHORTEST_ARABIC_STEM:
        return word[len(_ARTICLE) :]
    return word


def _forms(word: str) -> Iterator[str]:
    """The word as written, then without what may be attached to it."""
    yield word
    if "\u0600" <= word[0] <= "\u06ff":
        for particle in _ARABIC_PARTICLES:
            if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST_ARABIC_STEM:
                yield word[len(particle) :]
        return
    if word[-1] in "sx" and len(word) > _SHORTEST_LATIN_STEM:
        yield word[:-1]
    for particle in _LATIN_PARTICLES:
        if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST_LATIN_STEM:
            yield word[len(particle) :]
