"""Finding the terms of a word list in a message. Pure matching: no Rasa, no files."""

from itertools import product
from typing import Dict, List, Mapping, NamedTuple, Sequence, Set, Tuple

from bot.inflection import Family, families, family_of
from bot.text import Word, words

Term = Tuple[str, ...]
Terms = Mapping[str, Mapping[str, Sequence[str]]]

# A word for any kind, by what it gives way to when that is named after it: "a doctor for the skin",
# "the emergency department of the hospital".
_GENERIC = {
    "general_practitioner": frozenset(
        (
            *("dentist", "psychologist", "psychiatrist", "gynaecologist", "midwife", "ent"),
            *("paediatrician", "ophthalmologist", "dermatologist", "cardiologist", "free_clinic"),
            *("physiotherapist", "nurse"),
        )
    ),
    "psychologist": frozenset(("psychiatrist",)),
    "hospital": frozenset(("emergency_department", "free_clinic")),
}


class Match(NamedTuple):
    """A term found in a text: its code and where it stands (end exclusive)."""

    code: str
    start: int
    end: int


class _Found(NamedTuple):
    """How many words a term covers, and whether they are written as in the list."""

    size: int
    exact: bool
    code: str


_NOTHING = _Found(0, False, "")


class Gazetteer:
    """Terms of several languages, each leading to one code: `{code: {language: [term, ...]}}`.

    Matches whole words, the longest term first, exact spellings before inflected ones. What may be
    attached to the words of a message is up to the language of the term (bot.inflection).
    """

    def __init__(self, terms: Terms) -> None:
        """Take the terms of each code in their natural spelling."""
        self._lexicons = {family.name: _Lexicon(family) for family in families()}
        for code, by_language in terms.items():
            for language, names in by_language.items():
                for name in names:
                    self._lexicons[family_of(language).name].add(name, code)

    def find(self, text: str) -> List[Match]:
        """The terms of a text from left to right; no two overlap."""
        found: List[Match] = []
        said = words(text)
        readings = [
            (lexicon, [lexicon.forms(word) for word in said]) for lexicon in self._lexicons.values()
        ]
        position = 0
        while position < len(said):
            longest = max(
                (lexicon.longest_at(said, forms, position) for lexicon, forms in readings),
                key=lambda term: term[:2],
            )
            if longest.size:
                end = said[position + longest.size - 1].end
                found.append(Match(longest.code, said[position].start, end))
            position += longest.size or 1
        return _without_generic(found)


class _Lexicon:
    """The terms of the languages whose words are read alike."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._codes: Dict[Term, str] = {}
        self._written: Set[Term] = set()
        self._prefixes: Set[Term] = set()
        self._parts: Set[str] = set()

    def add(self, name: str, code: str) -> None:
        written = tuple(word.folded for word in words(name))
        if not written:
            return
        self._written.add(written)
        for term in product(*(tuple(self._family.term_forms(word)) for word in written)):
            self._codes.setdefault(term, code)
            self._prefixes.update(term[:size] for size in range(1, len(term) + 1))
            self._parts.update(term)

    def forms(self, word: Word) -> List[str]:
        """What the word may be a form of, among the words of the terms."""
        return [form for form in self._family.read_as(word.folded) if form in self._parts]

    def longest_at(
        self, said: Sequence[Word], forms: Sequence[Sequence[str]], position: int
    ) -> _Found:
        best = _NOTHING
        open_terms: List[Term] = [()]
        size = 0
        while open_terms and position + size < len(said):
            open_terms = [
                (*term, form)
                for term in open_terms
                for form in forms[position + size]
                if (*term, form) in self._prefixes
            ]
            size += 1
            whole = next((term for term in open_terms if term in self._codes), None)
            if whole is not None:
                written = tuple(word.folded for word in said[position : position + size])
                best = _Found(size, written in self._written, self._codes[whole])
        return best


def _without_generic(found: List[Match]) -> List[Match]:
    """Leave out a word for any kind that is followed by the kind."""
    return [
        match
        for place, match in enumerate(found)
        if not any(later.code in _GENERIC.get(match.code, ()) for later in found[place + 1 :])
    ]
