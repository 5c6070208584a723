"""Which language a message is written in, and how sure that is.

Messages are short, badly spelt, and mix languages. The alphabet decides what it can; among the
languages written in Latin letters, words that tell them apart are weighed together with a
statistical model. A language already known only gives way to clear evidence.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RECOGNISED = ("fr", "en", "ar", "es", "pt", "ro", "ru", "uk", "tr", "fa")

_LATIN = ("fr", "en", "es", "pt", "ro", "tr")
_ARABIC_IN_LATIN = "ar"
_CUES_PATH = Path(__file__).with_name("languages.yml")

# How many times likelier a language is for each word that tells it. Arabic borrows French nouns,
# and French borrows next to nothing of this Arabic: its words weigh more.
_STRONG = math.log(5)
_STRONG_ARABIC = math.log(40)
_WEAK = math.log(2.5)
# Before anything is read: most people here write French, then English.
_PRIOR = {"fr": 4.0, "en": 3.0, "ar": 2.0}
_MODEL_FLOOR = 0.02  # the model is often wrong on a few words: no language is ruled out by it
_MODEL_BLIND = 0.2  # Arabic in Latin letters, which it does not know
_SURE_FIRST = 0.8
_SURE_CHANGE = 0.95
_FEW_WORDS = 3  # fewer never change a known language
_MANY_WORDS = 5  # among so many, one that tells the language is enough to change it
_ARABIC_WORDS = 2  # are enough: French names and words stand in many Arabic messages

_LINK = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b(qu|[cdjlmnst])'")
_DIGIT_AS_LETTER = re.compile(r"(?=.*[a-z])(?:[a-z]+[2-9][a-z0-9]*|[379][a-z]{2}[a-z0-9]*)")
# Two consonants no other language here begins a word with, "kh", and the negation "ma...ch".
_ARABIC_SPELLING = re.compile(
    r"(?:[nm][bcdfgjkpqrstvwxz]|l[bcdfgjkmnpqrstvwxz]|r[bcdfgjklmnpqstvwxz]|nm|mn|mh|nh)"
    r"[a-z]*[aeiou][a-z]*|[a-z]*kh[a-z]+|ma[a-z]{3,}ch"
)
_AMOUNT = re.compile(
    r"\d+(?:h\d*|ans?|mois|jours?|semaines?|sem|heures?|euros?|eme|ieme|fois|enfants?|min|kg|mg|ml|"
    r"years?|months?|weeks?|days?|hours?|hrs?|yrs?|rd|th|nd|am|pm|x)|[a-z]+\d\d+|[a-z]\d"
)
_PERSIAN_LETTERS = frozenset("پچژگکی")
_ARABIC_LETTERS = frozenset("يكةىأإؤئء")
_PERSIAN_WORDS = {"که", "در", "این", "برای", "است", "را", "دارم", "ندارم", "هستم", "چه"}
_UKRAINIAN_LETTERS = frozenset("іїєґ")
_RUSSIAN_LETTERS = frozenset("ыэъё")


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """A language code, or None when nothing tells one; `is_sure` when it may be acted on."""

    code: str | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Cues:
    strong: Mapping[str, frozenset[str]]
    weak: Mapping[str, frozenset[str]]
    neutral: frozenset[str]


def identify_language(text: str, known: str | None = None) -> LanguageGuess:
    """The language of a message, one of RECOGNISED; `known` is the one spoken until now.

    Short messages, numbers, names of places and words that everybody uses keep the known language,
    unsure. Arabic in Latin letters ("wach kayn tbib") counts as Arabic.
    """
    bare = _LINK.sub(" ", text)
    letters = [unicodedata.name(c, "").partition(" ")[0] for c in bare if c.isalpha()]
    if _is_arabic(bare, letters):
        return LanguageGuess(_among_arabic_letters(bare), is_sure=True)
    if letters.count("CYRILLIC") > len(letters) / 2:
        return LanguageGuess(_among_cyrillic_letters(bare, known), is_sure=True)
    if letters.count("LATIN") * 2 < len(letters) or not letters:
        return LanguageGuess(known, is_sure=False)
    return _among_latin_letters(bare, known)


def _is_arabic(text: str, scripts: list[str]) -> bool:
    arabic_words = sum(unicodedata.name(w[0], "").startswith("ARABIC") for w in _WORD.findall(text))
    return arabic_words >= _ARABIC_WORDS or scripts.count("ARABIC") * 3 > len(scripts)


def _among_arabic_letters(text: str) -> str:
    persian = sum(c in _PERSIAN_LETTERS for c in text)
    arabic = sum(c in _ARABIC_LETTERS for c in text)
    words = _WORD.findall(text)
    persian += 2 * sum(word in _PERSIAN_WORDS for word in words)
    return "fa" if persian > arabic else "ar"


def _among_cyrillic_letters(text: str, known: str | None) -> str:
    letters = set(text.lower())
    if letters & _UKRAINIAN_LETTERS:
        return "uk"
    if letters & _RUSSIAN_LETTERS or known not in {"ru", "uk"}:
        return "ru"
    return known


def _among_latin_letters(text: str, known: str | None) -> LanguageGuess:
    cues = _cues()
    words = {word for word in _words(text) if word not in cues.neutral and not word.isdigit()}
    if not words:
        return LanguageGuess(known, is_sure=False)
    strong = {code: len(cues.strong[code] & words) for code in (*_LATIN, _ARABIC_IN_LATIN)}
    strong[_ARABIC_IN_LATIN] = sum(
        word in cues.strong[_ARABIC_IN_LATIN] or _sounds_arabic(word) for word in words
    )
    weak = {code: len(cues.weak[code] & words) for code in strong}
    scores = _scores(text, strong, weak)
    best = max(scores, key=scores.__getitem__)
    share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    if known is None or best == known:
        has_evidence = strong[best] + weak[best] > 0 or len(words) >= _FEW_WORDS
        return LanguageGuess(best, is_sure=has_evidence and share >= _SURE_FIRST)
    lead = strong[best] - strong.get(known, 0)
    is_clear = lead >= 2 or (lead == 1 and len(words) >= _MANY_WORDS)
    if is_clear and len(words) >= _FEW_WORDS and share >= _SURE_CHANGE:
        return LanguageGuess(best, is_sure=True)
    return LanguageGuess(known, is_sure=False)


def _scores(text: str, strong: Mapping[str, int], weak: Mapping[str, int]) -> dict[str, float]:
    """For each language the logarithm of how likely it is, up to a constant."""
    likely = _model_likelihoods(text)
    return {
        code: math.log(_PRIOR.get(code, 1.0) * max(likely.get(code, _MODEL_BLIND), _MODEL_FLOOR))
        + (_STRONG_ARABIC if code == _ARABIC_IN_LATIN else _STRONG) * strong[code]
        + _WEAK * weak[code]
        for code in strong
    }


def _sounds_arabic(word: str) -> bool:
    """Whether a word is spelt as Arabic alone is in Latin letters: "3andi", "nakhod", "mafhemtch".

    A number with its unit ("3ans", "14h30") is not.
    """
    if _ARABIC_SPELLING.fullmatch(word):
        return True
    return bool(_DIGIT_AS_LETTER.fullmatch(word)) and not _AMOUNT.fullmatch(word)


def _words(text: str) -> list[str]:
    """The words in lower case without accents; "j'ai" is two of them, "don't" is "dont"."""
    text = text.lower().replace("’", "'").replace("œ", "oe").replace("ı", "i")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(_ELISION.sub(r"\1 ", plain).replace("'", ""))


@cache
def _cues() -> _Cues:
    data = yaml.load(_CUES_PATH.read_bytes(), yaml.CSafeLoader)
    neutral = frozenset(data.pop("neutral").split())
    strong = {code: frozenset(cues["strong"].split()) for code, cues in data.items()}
    weak = {code: frozenset(cues["weak"].split()) for code, cues in data.items()}
    return _Cues(strong, weak, neutral)


@cache
def _model() -> Any:
    """The statistical model: most of a second to load, so not before the first message."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_LATIN)
    return model


def _model_likelihoods(text: str) -> dict[str, float]:
    return dict(_model().rank(text.lower()))
