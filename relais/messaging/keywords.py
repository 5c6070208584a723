"""STOP, START and HELP, in the three languages, when they are all that a message says.

Only the whole message counts: "CANCEL my appointment" or "stop reminders" are requests to be
understood, not opt-outs. CANCEL, END and QUIT alone do opt out, because Twilio itself then blocks
the number whatever we think of it; "annuler" and "إلغاء" do not, because Twilio lets them pass.
YES alone would lift Twilio's block but is far more often an answer: it stays one.
"""

import unicodedata
from enum import StrEnum

_TATWEEL = "\u0640"
# Keyboards of other languages write the same Arabic words with other letters.
_LETTERS = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", _TATWEEL: None})


class Keyword(StrEnum):
    """What a lone keyword asks for."""

    STOP = "stop"
    START = "start"
    HELP = "help"


_WRITTEN = {
    Keyword.STOP: (
        # Twilio's own list
        *("stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit"),
        *("revoke", "optout", "opt out"),
        # what French operators teach people to answer
        *("stop sms", "arrêt", "arrête", "arrêter", "arrêtez", "désabonner", "désabonnement"),
        *("se désabonner", "désinscrire", "désinscription"),
        *("قف", "توقف", "أوقف", "إيقاف", "ستوب", "إلغاء الاشتراك"),
    ),
    Keyword.START: (
        *("start", "unstop", "reprendre", "se réabonner", "réabonner"),
        *("ابدأ", "استئناف", "ستارت"),
    ),
    Keyword.HELP: ("help", "info", "infos", "aide", "مساعدة", "المساعدة", "معلومات"),
}


def read_keyword(text: str) -> Keyword | None:
    """The keyword that is the whole of a message; case, accents and punctuation do not matter."""
    return _KEYWORDS.get(_plain(text))


def _plain(text: str) -> str:
    """Letters and digits in lower case without accents or vowel signs, one space between words."""
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = (
        character if character.isalnum() else " "
        for character in spread
        if unicodedata.category(character) not in {"Mn", "Cf"}
    )
    return " ".join("".join(kept).split())


_KEYWORDS = {_plain(word): keyword for keyword, words in _WRITTEN.items() for word in words}
