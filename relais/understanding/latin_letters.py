"""Languages written in Latin letters: told by their words, by what people text, by a model.

Arabic, Russian, Ukrainian and Persian are among them: many people have no other keyboard at hand.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from relais.understanding.guess import LanguageGuess
from relais.understanding.phrase_model import phrase_model, without_accents

_LATIN = ("fr", "en", "es", "pt", "ro", "tr")
_ARABIC = "ar"
_SPELT_OUT = (
    _ARABIC,
    "ru",
    "uk",
    "fa",
)  # unknown to the model in these letters
_ALL = (*_LATIN, *_SPELT_OUT)
_CUES_PATH = Path(__file__).with_name("languages.yml")
_NOT_SPOKEN = "not_spoken"

# How many times likelier a language is for each word that tells it. Arabic borrows French nouns,
# and French borrows next to nothing of this Arabic: its words weigh more.
_STRONG = math.log(5)
_STRONG_ARABIC = math.log(40)
_WEAK = math.log(2.5)
# Before anything is read: most people here write French, then English.
_PRIOR = {"fr": 8.0, "en": 3.0, "ar": 2.0}
_MODEL_FLOOR = 0.02  # the model is often wrong on a few words: no language is ruled out by it
_MODEL_BLIND = 0.2  # for what it does not know
# The pieces of a phrase are not independent: what they say together is too sure of itself.
_PHRASES = 0.35
_SURE_FIRST = 0.8
_SURE_CHANGE = 0.95
_FEW_WORDS = 3  # fewer never change a known language
_MANY_WORDS = 5  # among so many, one that tells the language is enough to change it

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

# When a language that is not spoken is believed: the model, unrestricted, is this sure of it, and
# more than this part of the words stand in no phrase of the likeliest language among the spoken.
_FOREIGN = 0.9
_FOREIGN_UNHEARD = 0.5
_FOREIGN_WORDS = 2  # of its own, and more than the likeliest spoken one has, are enough
# Small languages that the model mistakes misspelt French, Spanish and Arabic for.
_NEVER_FOREIGN = frozenset(
    [
        "an",
        "oc",
        "ca",
        "gl",
        "ast",
        "wa",
        "gcr",
        "gcf",
        "ext",
        "pcm",
        "ary",
        "arz",
        "zxx",
        "kab",
        "mt",
        "la",
        "eo",
        "vo",
        "br",
    ]
)
_FOREIGN_LETTERS = {
    "pl": frozenset("łżźśćńąę"),
    "vi": frozenset("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư"),
    "de": frozenset("ß"),
    "hu": frozenset("őű"),
    "cs": frozenset("řěů"),
    "az": frozenset("ə"),
    "sr": frozenset("đ"),
}


@dataclass(frozen=True, slots=True)
class _Cues:
    strong: Mapping[str, frozenset[str]]
    weak: Mapping[str, frozenset[str]]
    neutral: frozenset[str]
    not_spoken: Mapping[str, frozenset[str]]


def among_latin_letters(text: str, known: str | None) -> LanguageGuess:
    """The language of a text in Latin letters; `known`, unsure, when the text tells too little."""
    cues = _cues()
    words = {word for word in plain_words(text) if word not in cues.neutral and not word.isdigit()}
    if not words:
        return LanguageGuess(known, is_sure=False)
    strong = {code: len(cues.strong[code] & words) for code in _ALL}
    strong[_ARABIC] = sum(word in cues.strong[_ARABIC] or _sounds_arabic(word) for word in words)
    weak = {code: len(cues.weak[code] & words) for code in _ALL}
    likely = _model_likelihoods(text)
    scores = _scores(text, likely, strong, weak)
    best = max(scores, key=scores.__getitem__)
    foreign = _not_spoken(text, words, likely, best, strong[best])
    if foreign:
        return LanguageGuess(foreign, is_sure=True)
    share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    if known is None or best == known:
        has_evidence = strong[best] + weak[best] > 0 or len(words) >= _FEW_WORDS
        return LanguageGuess(best, is_sure=has_evidence and share >= _SURE_FIRST)
    lead = strong[best] - strong.get(known, 0)
    is_clear = lead >= 2 or (lead == 1 and len(words) >= _MANY_WORDS)
    if is_clear and len(words) >= _FEW_WORDS and share >= _SURE_CHANGE:
        return LanguageGuess(best, is_sure=True)
    return LanguageGuess(known, is_sure=False)


def _scores(
    text: str, likely: Mapping[str, float], strong: Mapping[str, int], weak: Mapping[str, int]
) -> dict[str, float]:
    """For each language we speak the logarithm of how likely it is, up to a constant."""
    phrases = phrase_model("LATIN").scores(text)
    known_to_model = sum(likely[code] for code in _LATIN)
    shares = {code: likely[code] / known_to_model for code in _LATIN if known_to_model}
    return {
        code: math.log(_PRIOR.get(code, 1.0) * max(shares.get(code, _MODEL_BLIND), _MODEL_FLOOR))
        + (_STRONG_ARABIC if code == _ARABIC else _STRONG) * strong[code]
        + _WEAK * weak[code]
        + _PHRASES * phrases[code]
        for code in strong
    }


def _not_spoken(
    text: str, words: set[str], likely: Mapping[str, float], best: str, strong_of_best: int
) -> str | None:
    """The language that is not spoken, when it is clear that it is one."""
    phrases = phrase_model("LATIN")
    unheard = {word for word in words if not phrases.has_seen(word, best)}
    letters = set(text.lower())
    own = {
        code: len(unheard & telling) + 2 * len(letters & _FOREIGN_LETTERS.get(code, set()))
        for code, telling in _cues().not_spoken.items()
    }
    told = max(own, key=own.__getitem__)
    needed = _FOREIGN_WORDS if len(unheard) * 2 < len(words) else 1
    if own[told] >= needed and own[told] > strong_of_best:
        return told
    if len(words) < _FEW_WORDS:
        return None
    code = max(likely, key=likely.__getitem__)
    is_foreign = code not in {*_ALL, *_NEVER_FOREIGN} and likely[code] >= _FOREIGN
    return code if is_foreign and len(unheard) > len(words) * _FOREIGN_UNHEARD else None


def _sounds_arabic(word: str) -> bool:
    """Whether a word is spelt as Arabic alone is in Latin letters: "3andi", "nakhod", "mafhemtch".

    A number with its unit ("3ans", "14h30") is not.
    """
    if _ARABIC_SPELLING.fullmatch(word):
        return True
    return bool(_DIGIT_AS_LETTER.fullmatch(word)) and not _AMOUNT.fullmatch(word)


def plain_words(text: str) -> list[str]:
    """The words in lower case without accents; "j'ai" is two of them, "don't" is "dont"."""
    text = text.lower().replace("’", "'").replace("œ", "oe").replace("ı", "i")
    return _WORD.findall(_ELISION.sub(r"\1 ", without_accents(text)).replace("'", ""))


@cache
def _cues() -> _Cues:
    data = yaml.load(_CUES_PATH.read_bytes(), yaml.CSafeLoader)
    neutral = frozenset(data.pop("neutral").split())
    not_spoken = {code: frozenset(words.split()) for code, words in data.pop(_NOT_SPOKEN).items()}
    strong = {code: frozenset(cues["strong"].split()) for code, cues in data.items()}
    weak = {code: frozenset(cues["weak"].split()) for code, cues in data.items()}
    return _Cues(strong, weak, neutral, not_spoken)


@cache
def _model() -> Any:
    """The statistical model: most of a second to load, so not before the first message."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _model_likelihoods(text: str) -> dict[str, float]:
    """How likely each language is that the model knows, by code; together they make 1."""
    return {code: float(likely) for code, likely in _model().rank(text.lower())}
