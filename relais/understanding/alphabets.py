"""What the letters themselves tell: the languages not written in Latin letters."""

from collections import Counter

from relais.understanding.phrase_model import phrase_model, words_of

# Alphabets that one language here is written in, as Unicode names them. Several languages share
# some; the one named is that of most people. None of these is spoken by the assistant.
_ONE_LANGUAGE = {
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh",
    "DEVANAGARI": "hi",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MONGOLIAN": "mn",
    "MYANMAR": "my",
    "NKO": "nqo",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAANA": "dv",
    "THAI": "th",
    "TIBETAN": "bo",
    "TIFINAGH": "zgh",
}
_SHORT_WORDS = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}  # a letter says as much as several of ours
_JAPANESE = {"HIRAGANA", "KATAKANA"}  # beside Chinese characters
_TIGRINYA_LETTERS = frozenset("ኣቐቑቒቓቕቖኸኹኺኻኼኽኾዀ")

# Letters that neither Arabic nor Persian has; each language by those it alone uses here.
_ARABIC_SCRIPT = {
    "ur": frozenset("ٹڈڑںےہۂۓ"),
    "ps": frozenset("ټډړږښڼځڅې"),
    "ckb": frozenset("ڕڵۆێە"),
    "sd": frozenset("ڄڃٻڀٺڏڊڙڳڱ"),
}
_PASHTO_WORDS = {
    *("زه", "زما", "ستا", "تاسو", "مننه", "شته", "راته", "چیرته", "نن", "لپاره", "زوی", "د"),
    *("کوي", "وهي", "سهار", "ودان", "سمه", "ورکوي", "ستاسو", "یم", "کړم"),
}
_PERSIAN_LETTERS = frozenset("پچژگکی")
_ARABIC_LETTERS = frozenset("يكةىأإؤئء")
_MORE_ARABIC = 3.0  # "سلام" alone is said in both, and far more people here write Arabic
_PERSIAN_LETTER = 1.0  # what one such letter weighs beside the logarithms of the model

# Letters that neither Russian nor Ukrainian has.
_CYRILLIC_SCRIPT = {
    "be": frozenset("ў"),
    "mk": frozenset("ѓќѕ"),
    "sr": frozenset("јљњћђџ"),
    "tg": frozenset("ҷҳӣӯ"),
    "kk": frozenset("әұһ"),
    "ky": frozenset("ңөү"),
    "ce": frozenset("ӏ"),
}
_UKRAINIAN_LETTERS = frozenset("іїєґ")
_RUSSIAN_LETTERS = frozenset("ыэъё")
_BULGARIAN_WORDS = {"съм", "имам", "искам", "къде", "какво", "моля", "благодаря", "нямам", "трябва"}

_CLOSE_CALL = 2.0  # a smaller difference of logarithms leaves a known language alone


def of_other_alphabet(alphabets: Counter[str], text: str) -> str | None:
    """The language of an alphabet that the assistant does not write; None when there is none.

    A quarter of the letters is enough: names of papers stay French in every language.
    """
    weights = {
        code: alphabets[code] * (3 if code in _SHORT_WORDS else 1)
        for code in _ONE_LANGUAGE
        if alphabets[code]
    }
    if sum(weights.values()) * 4 < alphabets.total():
        return None
    alphabet = max(weights, key=weights.__getitem__)
    if alphabet == "CJK" and _JAPANESE & alphabets.keys():
        return "ja"
    if alphabet == "ETHIOPIC" and _TIGRINYA_LETTERS.intersection(text):
        return "ti"
    return _ONE_LANGUAGE[alphabet]


def of_arabic_letters(text: str, known: str | None) -> str:
    """Persian or Arabic, or a language not spoken: Urdu, Pashto, Sorani, Sindhi."""
    foreign = {code: sum(c in letters for c in text) for code, letters in _ARABIC_SCRIPT.items()}
    words = set(words_of(text))
    foreign["ps"] += len(words & _PASHTO_WORDS)
    code = max(foreign, key=foreign.__getitem__)
    if foreign[code]:
        return code
    scores = phrase_model("ARABIC").scores(text)
    scores["fa"] += _PERSIAN_LETTER * sum(c in _PERSIAN_LETTERS for c in text)
    scores["ar"] += _PERSIAN_LETTER * sum(c in _ARABIC_LETTERS for c in text) + _MORE_ARABIC
    return _likelier(scores, known, otherwise="ar")


def of_cyrillic_letters(text: str, known: str | None) -> str:
    """Russian or Ukrainian, or a language not spoken: Bulgarian, Serbian, Kazakh and others."""
    letters = set(text.lower())
    foreign = {code: len(letters & own) for code, own in _CYRILLIC_SCRIPT.items()}
    code = max(foreign, key=foreign.__getitem__)
    if foreign[code]:
        return code
    if len(_BULGARIAN_WORDS.intersection(words_of(text))) > 1:
        return "bg"
    ukrainian, russian = letters & _UKRAINIAN_LETTERS, letters & _RUSSIAN_LETTERS
    if ukrainian and not russian:
        return "uk"
    if russian and not ukrainian:
        return "ru"
    return _likelier(phrase_model("CYRILLIC").scores(text), known, otherwise="ru")


def _likelier(scores: dict[str, float], known: str | None, otherwise: str) -> str:
    best = max(scores, key=scores.__getitem__)
    lead = scores[best] - min(scores.values())
    if lead >= _CLOSE_CALL or known is None:
        return best if lead else otherwise
    return known if known in scores else best
