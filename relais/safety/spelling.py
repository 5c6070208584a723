"""From a message as it was texted to plain words that compare equal however they are spelt.

Two steps. `split_words` cuts a text into clean lower-case words, whatever the capitals, accents,
vowel signs, look-alike letters and invisible characters. `sound` then writes a word as it is heard,
so that "frappé", "fraper" and "frappez" become one form.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

# Letters of other alphabets that are drawn like Latin ones; used to write a word that looks right.
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁɡοαεικνρτυχıɩ",
    "abekmhopctyxijsdgoaeiknptuxii",
)
# Russian and Ukrainian as both are texted in Latin letters: one wording serves both alphabets.
# Marks are gone by then: "й" is "и", "ї" is "і" and "ё" is "е".
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиіклмнопрстуфыэ", "abvggdeziiklmnoprstufye", strict=True))
    | dict(zip("жхцчшщюяє", ["zh", "kh", "ts", "ch", "sh", "sh", "yu", "ya", "ye"], strict=True))
    | {"ь": None, "ъ": None}
)
# The other ways some of these letters are texted: "хочу" is "khochu" to one and "hochu" to another.
_CYRILLIC_OTHERWISE = {
    "х": ("kh", "h"), "г": ("g", "h"), "ж": ("zh", "j"), "ц": ("ts", "c"),
    "щ": ("sh", "shch", "sch"), "ю": ("yu", "iu", "ju"), "я": ("ya", "ia", "ja"),
    "є": ("ye", "ie", "e", "je"), "ё": ("e", "yo", "o"), "й": ("i", "y", "j"), "ї": ("i", "yi"),
    "ь": ("", "y"),
}  # fmt: skip
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
# The apostrophe of Ukrainian parts no words: "б'є" is one, and many write it "бє".
_CYRILLIC_APOSTROPHE = re.compile("(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])")
# Letters that nobody takes for Latin ones: the message is not a Latin one in disguise.
_ONLY_CYRILLIC = re.compile("[бгджзийлпфцчшщъыьэюяєґ]")
_LATIN_LETTER = re.compile("[a-z]")
# The Persian prefix of verbs, written apart, together, or with a sign that no one sees.
_PERSIAN_PREFIXES = {"مي", "نمي"}
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u2032`´", "'"))
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l"}
)
_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ء": None, "ـ": None, "ک": "ك", "گ": "ك", "ڭ": "ك", "ڨ": "ق", "ڤ": "ف", "پ": "ب", "چ": "ج",
    }
)  # fmt: skip
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Digits inside a word: first those of Arabic in Latin letters, then those drawn like a letter.
_DIGITS_AS_LETTERS = str.maketrans(
    {"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "k"}
    | {"0": "o", "1": "i", "4": "a", "@": "a", "$": "s"}
)
_TOKEN = re.compile(r"(?P<word>[^\W_]+(?:['@$][^\W_]+)*)|(?P<stop>[.,;:!?\n\u060c\u061b\u061f]+)")
_WORD = re.compile(r"[^\W_]+")
_ENGLISH_ENDING = re.compile(r"'(?=(?:t|m|s|re|ve|ll|d)$)")
_AMOUNT = re.compile(r"(\d+)([^\W\d_]\S*)$")
_NUMBERED = re.compile(r"([^\W\d_]+)(\d{2,})$")
# After one digit a short list tells "2mois" (two months) from "3andi" (Arabic in Latin letters).
_UNIT = re.compile(
    r"ans?|a|m(oi(s)?|o|n|in|inutes|g|l)?|j(ours?)?|h(eures?|ours?|rs?)?|sem(aines?)?|k[mg]|g|cl|l"
    r"|e(me|uros?)?|ieme|x|fois|boites?|cachets?|comprimes?|dolipranes?|plaquettes?|gelules?"
    r"|y(ears?|rs?|o)|months?|w(ee)?ks?|wk|days?|pills?|tablets?|st|nd|rd|th|enfants?|kids?|etages?"
)
_DOUBLED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1\1+")
# In this order: what is left of one may be changed by the next.
_SOUNDS = (
    ("oeu", "eu"),
    ("eau", "o"),
    ("au", "o"),
    ("ou", "u"),
    ("ai", "e"),
    ("ei", "e"),
    ("ph", "f"),
    ("sh", "ch"),
    ("qu", "k"),
    ("q", "k"),
    ("ck", "k"),
)
_HARD_C = re.compile(r"c(?=[aoukrltnmsd])")
_LETTERS = str.maketrans("yz", "is")


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of a text and where it pauses: `pauses` holds the index of each word after a stop."""

    words: tuple[str, ...]
    pauses: frozenset[int]


def is_cyrillic_word(text: str) -> bool:
    """Whether `text` is nothing but Cyrillic letters."""
    return _CYRILLIC_WORD.fullmatch(text) is not None


def latin_spellings(word: str) -> Iterator[str]:
    """The ways one word in Cyrillic letters is texted in Latin ones; of any other, nothing.

    A person writes one letter always alike, so a word of five such letters has tens of spellings.
    """
    if not is_cyrillic_word(word):
        return
    word = unicodedata.normalize("NFC", word).lower()
    letters = [letter for letter in _CYRILLIC_OTHERWISE if letter in word]
    for spelt in product(*(_CYRILLIC_OTHERWISE[letter] for letter in letters)):
        chosen: dict[int, str | None] = dict(zip(map(ord, letters), spelt, strict=True))
        yield word.translate(_CYRILLIC | chosen)


def split_words(text: str) -> Cut:
    """The clean words of `text`, in order, and its pauses (sentence ends, commas, new lines)."""
    words: list[str] = []
    pauses: set[int] = set()
    for match in _TOKEN.finditer(_clean(text)):
        if match["word"] is None:
            pauses.add(len(words))
        else:
            words.extend(_pieces(match["word"]))
            if len(words) > 1 and words[-2] in _PERSIAN_PREFIXES and len(words) - 1 not in pauses:
                words[-2:] = ["".join(words[-2:])]
    return Cut(tuple(words), frozenset(pauses))


class Spellings:
    """Knows how people shorten words: "jvai" is read "je vais"."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._read_as = {
            " ".join(split_words(short).words): split_words(full).words
            for short, full in spellings.items()
        }

    def cut(self, text: str) -> Cut:
        """Like `split_words`, with every shortened word written out."""
        plain = split_words(text)
        words: list[str] = []
        pauses: set[int] = set()
        for place, word in enumerate(plain.words):
            if place in plain.pauses:
                pauses.add(len(words))
            words.extend(self._read_as.get(_DRAWN_OUT.sub(r"\1", word), (word,)))
        return Cut(tuple(words), frozenset(pauses))


def sound(word: str) -> str:
    """`word` as it is heard: no doubled letter, one spelling a sound, no mute ending."""
    heard = _one_spelling(word)
    if not heard.isascii():
        return heard
    if len(heard) > 4 and heard.endswith("s"):
        heard = heard[:-1]
    if len(heard) > 3 and heard.endswith(("er", "ez", "es")):
        heard = heard[:-1]
    if heard.endswith("c"):
        heard = heard[:-1] + "k"
    if len(heard) > 4 and heard.endswith("e"):
        heard = heard[:-1]
    return heard.translate(_LETTERS)


def sound_with_ending(word: str) -> str:
    """Like `sound`, with the ending kept: what the beginning of a word is looked for in."""
    return _one_spelling(word).translate(_LETTERS)


def _clean(text: str) -> str:
    """`text` in lower case, one character a letter, without marks or invisible characters."""
    text = (
        text.replace("\u2019", "'")
        .replace("\u2018", "'")
        .replace("\u02bc", "'")
        .replace("`", "'")
        .replace("´", "'")
    )
    text = unicodedata.normalize("NFKC", text).lower().translate(_LIGATURES)
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Cf", "Me"})
    if _ONLY_CYRILLIC.search(kept) or not _LATIN_LETTER.search(kept):
        kept = _WORD.sub(_in_latin_letters, _CYRILLIC_APOSTROPHE.sub("", kept))
    return kept.translate(_LOOKALIKES).translate(_ARABIC).translate(_DIGITS)


def _in_latin_letters(match: re.Match[str]) -> str:
    """A word in Cyrillic letters as it is texted in Latin ones; any other as it stands."""
    word = match[0]
    return word if _LATIN_LETTER.search(word) else word.translate(_CYRILLIC)


def _pieces(word: str) -> list[str]:
    """The words that one token holds: "j'ai" is two, "can't" one, "40cachets" two."""
    pieces: list[str] = []
    for part in _ENGLISH_ENDING.sub("", word).split("'"):
        amount, numbered = _AMOUNT.match(part), _NUMBERED.match(part)
        if amount and (len(amount[1]) > 1 or _UNIT.fullmatch(amount[2])):
            pieces.extend((amount[1], amount[2]))
        elif numbered:
            pieces.extend((numbered[1], numbered[2]))
        elif part.isdigit():
            pieces.append(part)
        else:
            pieces.append(part.translate(_DIGITS_AS_LETTERS))
    return [piece for piece in pieces if piece]


def _one_spelling(word: str) -> str:
    if word.isdigit():
        return word
    if not word.isascii():
        return _DRAWN_OUT.sub(r"\1", word)
    heard = _DOUBLED.sub(r"\1", word)
    for spelling, letter in _SOUNDS:
        heard = heard.replace(spelling, letter)
    if "c" in heard:
        heard = _HARD_C.sub("k", heard)
    return _DOUBLED.sub(r"\1", heard)
