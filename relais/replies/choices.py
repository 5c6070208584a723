"""Which of the choices last offered an answer means."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from relais.replies.render import BETWEEN_LABELS, OfferedChoice

# Words of the ten languages people write, folded as `_words` folds them.
# They may stand beside a number without changing it: "le 2", "2 svp", "choix 2".
_FILLERS = {
    *("le", "la", "n", "no", "nr", "num", "numero", "choix", "option", "reponse"),
    *("svp", "stp", "merci", "ok"),
    *("the", "number", "choice", "answer", "please", "pls", "thanks"),
    *("رقم", "الرقم", "خيار", "الخيار", "اختيار", "شكرا"),
    *("el", "opcion", "por", "favor", "gracias", "o", "a", "opcao", "obrigado", "obrigada"),
    *("numar", "numarul", "optiunea", "va", "rog", "multumesc", "mersi"),
    *("номер", "вариант", "пункт", "пожалуиста", "спасибо", "будь", "ласка", "дякую"),
    *("numara", "secenek", "lutfen", "شماره", "گزينه", "لطفا", "مرسي", "ممنون"),
}
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "un une one واحد wahed uno una um uma unu один одна odin bir يك yek premier premiere "
            "first primero primera primeiro primeira primul prima первыи первая первое перше "
            "birinci الاول الاولي اول اولي",
            "deux two اثنان اثنين jouj zouj tnin dos dois duas doi doua два две двi дві dva iki دو "
            "deuxieme second second segundo segunda doilea второи вторая второе друге ikinci "
            "الثاني الثانيه دوم",
            "trois three ثلاثه tlata tres trei три tri uc سه troisieme third tercero tercera "
            "terceiro terceira treilea третии третья третье трете ucuncu الثالث الثالثه سوم",
            "quatre four اربعه arb3a cuatro quatro patru четыре чотири dort چهار quatrieme fourth "
            "cuarto quarto четвертыи четверте dorduncu الرابع الرابعه چهارم",
            "cinq five خمسه khamsa cinco cinci пять bes پنج cinquieme fifth quinto пятыи besinci "
            "الخامس الخامسه پنجم",
        ),
        start=1,
    )
    for word in words.split()
}
# The answers to the question that is asked in doubt of a danger; what is meant follows the first.
DOUBT_YES = "/danger_yes"
DOUBT_NO = "/danger_no"
# Not "si" nor "da", with which other sentences begin.
_YES_AND_NOTHING_ELSE = {
    *("oui", "ouais", "yes", "yeah", "yep", "sim", "evet", "да", "نعم", "ايوه", "naam", "na3am"),
    *("بله", "baleh"),
}
# What people write instead of the words of a label, for choices that are offered again and again.
_OTHER_WORDS = {
    DOUBT_YES: {
        *_YES_AND_NOTHING_ELSE,
        *(
            "oui urgent",
            "urgent",
            "si",
            "da",
            "так",
            "اره",
            "ايه",
            "اه",
            "واه",
            "wah",
            "ih",
            "bale",
        ),
        *("acil", "срочно", "терміново", "مستعجل", "فوري"),
    },
    DOUBT_NO: {
        *(
            "non",
            "no",
            "nope",
            "nao",
            "nu",
            "нет",
            "ні",
            "hayir",
            "hayır",
            "نه",
            "نخير",
            "لا",
            "la",
        ),
        *("non merci", "no thanks", "non ca va", "ca va", "no gracias", "la choukran", "net"),
    },
    "/more_places": {
        *("plus", "encore", "suite", "autre", "autres", "un autre", "d autres", "voir plus"),
        *("more", "next", "other", "others", "another", "show more"),
        *("المزيد", "اكثر", "زيد", "اخر", "مكان اخر", "غيره"),
        *("mas", "otro", "otra", "otros", "siguiente", "mais", "outro", "outra", "outros"),
        *("altul", "alta", "altele", "alt loc", "еще", "другои", "другие", "дальше"),
        *("ще", "іншии", "інші", "далі", "baska", "diger", "daha", "بيشتر", "ديگر", "بعدي"),
    },
}
# Among meanings to choose from, a word that only one label has is enough: "papiers", "AME".
_NONE_OF_THESE = "/none_of_these"
_TELLING_LETTERS = 4
_MOST_DIGITS = 2
_WORD = re.compile(r"[^\W_]+")
# Persian keyboards have letters of their own for "ي" and "ك".
_ARABIC_LETTERS = str.maketrans("ىةیک", "يهيك")


def match_choice(text: str, offered: Sequence[OfferedChoice | Mapping[str, Any]]) -> str | None:
    """The payload of the choice that `text` names by its number, its label, or a word for it.

    The number may be in any digits ("2", "٢", "2️⃣", "le 2.") or a word up to five; the label is
    compared without case, accents and punctuation. None when the text says anything more, as in
    "2 enfants", or when two choices would do. Among the meanings of a message that was not
    understood, words of one label alone are enough.
    """
    words = _words(text)
    choices = [
        choice if isinstance(choice, OfferedChoice) else OfferedChoice(**choice)
        for choice in offered
    ]
    by_label = {choice.payload for choice in choices if words and words in _labels(choice)}
    if by_label:
        return by_label.pop() if len(by_label) == 1 else None
    in_other_words = {
        choice.payload
        for choice in choices
        if " ".join(words) in _OTHER_WORDS.get(_name(choice.payload), ())
    }
    if in_other_words:
        return in_other_words.pop()
    number = _number(words)
    numbered = (choice.payload for choice in choices if choice.number == number)
    return next(numbered, None) or _by_telling_words(words, choices)


def begins_with_yes(text: str) -> bool:
    """Whether the first word of `text` is a yes, in any of the languages, and nothing else."""
    return not _YES_AND_NOTHING_ELSE.isdisjoint(_words(text)[:1])


def _name(payload: str) -> str:
    return payload.partition("{")[0]


def _by_telling_words(words: list[str], choices: Sequence[OfferedChoice]) -> str | None:
    """The meaning whose label alone holds these words, if one of them tells something."""
    said = set(words) - _FILLERS
    if not said or all(choice.payload != _NONE_OF_THESE for choice in choices):
        return None
    held = [choice for choice in choices if said <= set(_words(choice.label))]
    if len(held) != 1:
        return None
    acronyms = set(
        _words(" ".join(word for word in _WORD.findall(held[0].label) if word.isupper()))
    )
    tells = any(len(word) >= _TELLING_LETTERS or word in acronyms for word in said)
    return held[0].payload if tells else None


def _labels(choice: OfferedChoice) -> list[list[str]]:
    """The words of the label; of one in two languages, also those of each."""
    parts = choice.label.split(BETWEEN_LABELS)
    return [_words(label) for label in (choice.label, *(parts if len(parts) > 1 else ()))]


def _number(words: list[str]) -> int | None:
    left = [word for word in words if word not in _FILLERS]
    if len(left) != 1:
        return None
    word = left[0]
    if word.isdecimal():
        return int(word) if len(word) <= _MOST_DIGITS else None
    return _NUMBER_WORDS.get(word)


def _words(text: str) -> list[str]:
    """The words of a text in lower case, without accents, vowel signs or keycap frames."""
    text = text.replace("œ", "oe").replace("Œ", "oe")
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    return _WORD.findall(kept.translate(_ARABIC_LETTERS))
