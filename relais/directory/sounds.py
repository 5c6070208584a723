"""How the names of towns sound: what they are written as by people who only heard them.

A French name and a word in Cyrillic, Arabic or phonetic Latin letters are compared by a rough key.
Vowels fall into three (a; e and i; o and u), consonants that are taken for each other into one. Of
Arabic letters only the consonants count, for short vowels are not written.
"""

import re
from functools import lru_cache
from itertools import product

from relais.directory.spelling import is_arabic, is_cyrillic

_VOWELS = "aeiouyEOU"
_NASAL = rf"(?![{_VOWELS}nmh])"
# From spelling to sound, in this order. Capitals: E an accented e, O and U written with several
# letters, G as in "gare", S the sound of "ch"; "_" ends a vowel.
_FRENCH = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        *(("^ville", "vil"), ("[éèêë]", "E"), ("[àâ]", "a"), ("[îï]", "i"), ("[ôö]", "O")),
        *(
            ("[ûü]", "u"),
            ("ç", "ss"),
            ("eau|au", "O"),
            (f"oin{_NASAL}", "uin"),
            ("oi", "ua"),
            ("ou", "U"),
            ("eu", "O"),
        ),
        *((f"ay(?=[{_VOWELS}])", "ai_"), (f"(?<=[{_VOWELS}])ill", "i_"), ("ille", "ie")),
        *((f"(ain|ein|in|im|un){_NASAL}", "in"), (f"(an|en|am|em){_NASAL}", "an")),
        *((f"(on|om){_NASAL}", "on"), ("ai(?!_)|ei(?!_)|ey", "E"), ("qu", "k"), ("gn", "n")),
        *(("gu(?=[eiEy])", "G"), ("ge(?=[aouO])", "j"), ("g(?=[eiEy])", "j"), ("ch", "S")),
        *(("c(?=[eiEy])", "s"), ("ph", "f"), ("th", "t"), ("h", ""), ("c", "k"), ("x$", "")),
        *((f"(?<=[{_VOWELS}])s(?=[{_VOWELS}])", "z"), ("x", "ks"), ("_", ""), ("es?$", "")),
    )
]
_SHORT_WORDS = {"le": {"le"}, "les": {"le", "lez", "les"}, "des": {"de"}, "de": {"de"}}
_MUTE_END = re.compile("(?<=.)[tdpsz]+$")
_MUTE_E = re.compile(f"(?<=[^{_VOWELS}])e(?=[^{_VOWELS}])")
_HEARD = str.maketrans("EeyOUujG", "iiiooozg")
_HEARD_CONSONANTS = str.maketrans("jGkpv", "gggbf", _VOWELS)

_CYRILLIC: dict[int, str | int | None] = {
    **str.maketrans("абвгґдезийклмнопрстуфхцыіэє", "abvggdiziiklmnoprstofgsiiii", "ьъ"),
    **str.maketrans("жчшщ", "zSSS"),
    ord("ю"): "io",
    ord("я"): "ia",
}
_LATIN = (
    *(("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("zh", "z"), ("kh", "g"), ("gn", "n")),
    *(("ph", "f"), ("ck", "k"), ("ts", "s"), ("x", "ks"), ("h", "g"), ("w", "v"), ("c", "k")),
    *(("q", "k"), ("e", "i"), ("y", "i"), ("j", "i"), ("u", "o")),
)
_ARABIC = {
    letter: sound
    for letters, sound in (
        *(("بپ", "b"), ("تطث", "t"), ("دضذ", "d"), ("ر", "r"), ("زظ", "z"), ("سص", "s")),
        *(("ش", "S"), ("غقكجژچخ", "g"), ("ف", "f"), ("ل", "l"), ("م", "m"), ("ن", "n")),
    )
    for letter in letters
}
_DROPPED_I = re.compile("(?<=[^aio])i(?=[ao])")
_REPEATED = re.compile(r"(.)\1+")

_CYRILLIC_CASES = (
    *("ами", "ові", "еві", "ом", "ем", "єм", "ой", "ою", "ею", "ів", "ов", "ах", "ам", "ям", "ях"),
    *("а", "у", "е", "и", "і", "ы", "ю", "я", "ь"),
)
_LATIN_CASES = (
    *("daki", "deki", "taki", "teki", "dan", "den", "tan", "ten", "nin", "nun", "da", "de", "ta"),
    *("te", "ya", "ye", "om", "em", "un", "in", "a", "e", "i", "u"),
)
_SHORTEST_CYRILLIC = 2  # letters left when an ending is taken off
_SHORTEST_LATIN = 5  # and one more for an ending of one letter


def sound_of(word: str) -> str:
    """The key of a folded word in Cyrillic or phonetic Latin letters."""
    if is_cyrillic(word):
        return _key(word.translate(_CYRILLIC))
    for written, sound in _LATIN:
        word = word.replace(written, sound)
    return _key(word)


def consonants_of(word: str) -> str:
    """The key of a folded word in Arabic letters."""
    return _REPEATED.sub(r"\1", "".join(_ARABIC.get(letter, "") for letter in word))


def sounds_of_french(name: str) -> set[str]:
    """The keys under which a French name is heard: final consonants are mute, or read aloud."""
    return {_key(said.translate(_HEARD)) for said in _spoken(name)}


def consonants_of_french(name: str) -> set[str]:
    """The consonants by which a French name is written in Arabic letters."""
    return {_REPEATED.sub(r"\1", said.translate(_HEARD_CONSONANTS)) for said in _spoken(name)}


@lru_cache(maxsize=4096)
def without_case(word: str) -> tuple[str, ...]:
    """A folded word as it is, then without each ending of Russian, Ukrainian or Turkish it has."""
    if is_arabic(word):
        return (word,)
    cyrillic = is_cyrillic(word)
    forms = [word]
    for ending in _CYRILLIC_CASES if cyrillic else _LATIN_CASES:
        shortest = _SHORTEST_CYRILLIC if cyrillic else _SHORTEST_LATIN + (len(ending) == 1)
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            forms.append(word[: -len(ending)])
    return tuple(forms)


def declinable_stem(name: str) -> str:
    """A Cyrillic name without the ending of its nominative: "ницц"; "монтору" has none."""
    if is_cyrillic(name) and name[-1] in "аяь" and len(name) > _SHORTEST_CYRILLIC + 1:
        return name[:-1]
    return name


def _key(said: str) -> str:
    return _REPEATED.sub(r"\1", _DROPPED_I.sub("", said))


def _spoken(name: str) -> set[str]:
    """Each way to say a French name."""
    words = re.findall(r"[^\W\d_]+", name.casefold().replace("œ", "oe"))
    return {"".join(way) for way in product(*map(_ways, words))}


def _ways(word: str) -> set[str]:
    """A word with its last consonants and its inner mute e said or left out."""
    if word in _SHORT_WORDS:
        return _SHORT_WORDS[word]
    for pattern, sound in _FRENCH:
        word = pattern.sub(sound, word)
    short = _MUTE_END.sub("", word)
    return {word, short, _MUTE_E.sub("", word), _MUTE_E.sub("", short)}
