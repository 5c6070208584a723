"""Endings of words: what a word of a message may be a form of. Light on purpose, no dictionary.

A language has one way to index the words of its terms (`term_forms`) and one to read the words
of messages (`read_as`); a word of a message is a form of a term's word when they share one.
Words come folded (bot.text). Languages whose words are read alike share a family.
"""

import re
from typing import Callable, Dict, Iterator, List, NamedTuple, Sequence, Tuple

from bot.text import fold

Forms = Callable[[str], Iterator[str]]

_SHORTEST = 4  # letters that have to be left of a Latin word
_SHORTEST_CYRILLIC = 3
_SHORTEST_LATIN_RUSSIAN = 5
_SHORTEST_PERSIAN = 3


class Family(NamedTuple):
    """How the words of some languages are indexed and read."""

    name: str
    term_forms: Forms
    read_as: Forms


def family_of(language: str) -> Family:
    """The family of a language; French, English and Arabic for the languages without rules."""
    return _FAMILIES.get(language, FRENCH_ENGLISH_ARABIC)


def families() -> Tuple[Family, ...]:
    """All families, each once, in the order in which they are asked for a word."""
    return (FRENCH_ENGLISH_ARABIC, _IBERIAN, _ROMANIAN, _SLAVIC, _TURKISH, _PERSIAN)


def _as_is(word: str) -> Iterator[str]:
    yield word


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


def _without(word: str, endings: Sequence[str], shortest: int) -> Iterator[str]:
    """The word without each ending that it has and that leaves enough of it."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield word[: -len(ending)]


def _longest_first(endings: str) -> Tuple[str, ...]:
    return tuple(sorted({fold(ending) for ending in endings.split()}, key=len, reverse=True))


# French, English, Arabic: plural, elided or glued articles and particles.

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
_SHORTEST_ARABIC = 3
_ARTICLE = "ال"


def _term_with_or_without_article(word: str) -> Iterator[str]:
    yield word
    if word.startswith(_ARTICLE) and len(word) - len(_ARTICLE) >= _SHORTEST_ARABIC:
        yield word[len(_ARTICLE) :]


def _read_french_english_arabic(word: str) -> Iterator[str]:
    yield word
    if _is_arabic(word):
        for particle in _ARABIC_PARTICLES:
            if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST_ARABIC:
                yield word[len(particle) :]
        return
    if word[-1] in "sx" and len(word) > _SHORTEST:
        yield word[:-1]
    for particle in _LATIN_PARTICLES:
        if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST:
            yield word[len(particle) :]


# Spanish and Portuguese: plural and gender. "enfermera", "enfermeros"; "hospitais", "visões".

_IBERIAN_PLURALS = (("ais", "al"), ("eis", "el"), ("oes", "ao"), ("ns", "m"))
_IBERIAN_GENDERS = (("a", "o"), ("o", "a"))


def _read_iberian(word: str) -> Iterator[str]:
    for singular in (word, *_without(word, ("s", "es"), _SHORTEST)):
        yield singular
        for gender, other in _IBERIAN_GENDERS:
            if singular.endswith(gender) and len(singular) > _SHORTEST:
                yield singular[:-1] + other
    for plural, singular in _IBERIAN_PLURALS:
        if word.endswith(plural) and len(word) >= _SHORTEST + len(plural) - 1:
            yield word[: -len(plural)] + singular


# Romanian: the article and the cases stand at the end. "dentistul", "moașei", "spitalului".

_ROMANIAN_ENDINGS = _longest_first(
    "urilor urile ilor elor ului iile iilor ele ile uri iei ii ei ea ul lui lor le l u a e i"
)


def _romanian_term(word: str) -> Iterator[str]:
    yield word
    yield from _without(word, ("a", "e", "u"), _SHORTEST)


def _read_romanian(word: str) -> Iterator[str]:
    yield word
    yield from _without(word, _ROMANIAN_ENDINGS, _SHORTEST)


# Russian and Ukrainian, in Cyrillic or Latin letters: both become one rough Latin spelling.

_CYRILLIC = {
    **str.maketrans("абвгдежзийклмнопрстуфхцчшщыіэє", "abvhdezziiklmnoprstufhcCSSiiee", "ьъ"),
    **str.maketrans({"ю": "iu", "я": "ia"}),
}
_LATIN_RUSSIAN = (
    *(("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "z"), ("kh", "h")),
    *(("ts", "c"), ("tz", "c"), ("ph", "f"), ("y", "i"), ("j", "i"), ("g", "h"), ("x", "h")),
    *(("w", "v"), ("4", "C"), ("6", "S")),
)
_CYRILLIC_ENDINGS = (
    "ого его ому ему ими ыми ами ями ами ью ая яя ое ее ые ие ую юю ої ій ий ый ой ей ою ею єю "
    "ом ем єм ам ям ах ях ов ев єв ів їв ові еві ых их им ым а я у ю е є и ы і ї о"
)


def _rough(word: str) -> str:
    """A folded Russian or Ukrainian word, in either script, as one rough Latin spelling."""
    if _is_cyrillic(word):
        word = word.translate(_CYRILLIC)
    else:
        for written, sound in _LATIN_RUSSIAN:
            word = word.replace(written, sound)
    for written, sound in (("ia", "a"), ("iu", "u"), ("ie", "e")):
        word = word.replace(written, sound)
    return "".join(sign for place, sign in enumerate(word) if word[place - 1 : place] != sign)


_SLAVIC_ENDINGS = tuple(
    sorted({_rough(fold(e)) for e in _CYRILLIC_ENDINGS.split()}, key=len, reverse=True)
)


def _slavic_term(word: str) -> Iterator[str]:
    """A Latin term is also kept as it is: that is how short ones are listed."""
    if not _is_cyrillic(word):
        yield "latin " + word
    rough = _rough(word)
    yield rough
    stems = _without(rough, _SLAVIC_ENDINGS, _SHORTEST_CYRILLIC)
    yield from list(stems)[:1]


def _read_slavic(word: str) -> Iterator[str]:
    """Latin letters have to be many, or any short word of another language would do."""
    cyrillic = _is_cyrillic(word)
    if not cyrillic:
        yield "latin " + word
        if not word.isascii():
            return
    shortest = _SHORTEST_CYRILLIC if cyrillic else _SHORTEST_LATIN_RUSSIAN
    rough = _rough(word)
    if cyrillic or len(rough) >= shortest:
        yield rough
    yield from _without(rough, _SLAVIC_ENDINGS, shortest)


# Turkish: plural, possessive and case one after another. "dişçilerden", "doktoruna", "gözlüğüm".

_TURKISH_SUFFIXES = _longest_first(
    "larımız lerimiz ları leri lar ler ımız imiz umuz ınız iniz unuz mız miz sı si su ım im um "
    "ın in un nın nin nun ndan nden nda nde dan den tan ten da de ta te na ne ya ye yı yi yu "
    "nı ni nu la le yla yle ki ca ce sız siz suz a e ı i u m n"
)
_SOFTENED = {"g": "k", "b": "p", "d": "t"}
_MOST_SUFFIXES = 3


def _read_turkish(word: str) -> Iterator[str]:
    yield word
    bare: List[str] = [word]
    seen = {word}
    for _ in range(_MOST_SUFFIXES):
        bare = [
            form
            for longer in bare
            for form in _without(longer, _TURKISH_SUFFIXES, _SHORTEST)
            if form not in seen
        ]
        for form in bare:
            seen.add(form)
            yield form
            if form[-1] in _SOFTENED:
                yield form[:-1] + _SOFTENED[form[-1]]


# Persian: plural, possessive and ezafe; in Latin letters any vowel will do, spellings vary.

_PERSIAN_ENDINGS = _longest_first(
    "هایی هایم هایش های هام هات هاش ها مان تان شان ام ات اش ای ان ی م ت ش ه و را رو"
)
_FINGLISH_ENDINGS = ("haye", "ham", "ha", "am", "et", "esh", "ye", "ro", "e", "o", "i", "m")
_FINGLISH = (
    *(("kh", "X"), ("gh", "Q"), ("q", "Q"), ("sh", "S"), ("ch", "C"), ("zh", "j"), ("ck", "k")),
    *(("c", "k"), ("ph", "f"), ("w", "v")),
)
_VOWELS = re.compile("[aeiouy]+")
_FEWEST_CONSONANTS = 5


def _consonants(word: str) -> str:
    """The consonants of a word in Latin letters, with where its vowels are; nothing for a few."""
    for written, sound in _FINGLISH:
        word = word.replace(written, sound)
    kept = _VOWELS.sub(".", word).rstrip("h").rstrip(".")
    return "=" + kept if len(kept.replace(".", "")) >= _FEWEST_CONSONANTS else ""


def _persian_term(word: str) -> Iterator[str]:
    yield word
    if word.isascii() and (consonants := _consonants(word)):
        yield consonants


def _read_persian(word: str) -> Iterator[str]:
    yield word
    if _is_arabic(word):
        yield from _without(word, _PERSIAN_ENDINGS, _SHORTEST_PERSIAN)
    elif word.isascii():
        for form in (word, *_without(word, _FINGLISH_ENDINGS, _SHORTEST)):
            yield form
            if consonants := _consonants(form):
                yield consonants


FRENCH_ENGLISH_ARABIC = Family(
    "french_english_arabic", _term_with_or_without_article, _read_french_english_arabic
)
_IBERIAN = Family("iberian", _as_is, _read_iberian)
_ROMANIAN = Family("romanian", _romanian_term, _read_romanian)
_SLAVIC = Family("slavic", _slavic_term, _read_slavic)
_TURKISH = Family("turkish", _as_is, _read_turkish)
_PERSIAN = Family("persian", _persian_term, _read_persian)
_FAMILIES: Dict[str, Family] = {
    "es": _IBERIAN,
    "pt": _IBERIAN,
    "ro": _ROMANIAN,
    "ru": _SLAVIC,
    "uk": _SLAVIC,
    "tr": _TURKISH,
    "fa": _PERSIAN,
}
