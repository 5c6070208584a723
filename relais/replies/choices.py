"""Which of the choices last offered an answer means."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from relais.replies.render import OfferedChoice

# Words that may stand beside a number without changing it: "le 2", "2 svp", "choix 2".
_FILLERS = {
    *("le", "la", "n", "no", "nr", "num", "numero", "choix", "option", "reponse"),
    *("svp", "stp", "merci"),
    *("the", "number", "choice", "answer", "please", "pls", "thanks"),
    *("رقم", "الرقم", "خيار", "الخيار", "اختيار", "شكرا"),
}
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "un une one واحد",
            "deux two اثنان اثنين",
            "trois three ثلاثه",
            "quatre four اربعه",
            "cinq five خمسه",
        ),
        start=1,
    )
    for word in words.split()
}
# What people write instead of the words of a label, for choices that are offered again and again.
_OTHER_WORDS = {
    "/more_places": {
        *("plus", "encore", "suite", "autre", "autres", "un autre", "d autres", "voir plus"),
        *("more", "next", "other", "others", "another", "show more"),
        *("المزيد", "اكثر", "زيد", "اخر", "مكان اخر", "غيره"),
    }
}
_MOST_DIGITS = 2
_WORD = re.compile(r"[^\W_]+")
_ARABIC_ENDINGS = str.maketrans("ىة", "يه")


def match_choice(text: str, offered: Sequence[OfferedChoice | Mapping[str, Any]]) -> str | None:
    """The payload of the choice that `text` names by its number, its label, or a word for it.

    The number may be in any digits ("2", "٢", "2️⃣", "le 2.") or a word up to five; the label is
    compared without case, accents and punctuation. None when the text says anything more, as in
    "2 enfants", or when two choices would do.
    """
    words = _words(text)
    choices = [
        choice if isinstance(choice, OfferedChoice) else OfferedChoice(**choice)
        for choice in offered
    ]
    by_label = {choice.payload for choice in choices if words and _words(choice.label) == words}
    if by_label:
        return by_label.pop() if len(by_label) == 1 else None
    in_other_words = {
        choice.payload
        for choice in choices
        if " ".join(words) in _OTHER_WORDS.get(choice.payload, ())
    }
    if in_other_words:
        return in_other_words.pop()
    number = _number(words)
    return next((choice.payload for choice in choices if choice.number == number), None)


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
    return _WORD.findall(kept.translate(_ARABIC_ENDINGS))
