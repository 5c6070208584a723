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


def asks_for_discretion(text: str) -> bool:
    """Whether somebody asks for discreet messages, or says that others read their telephone."""
    plain = _plain(text)
    return plain in _DISCREET or any(f" {phrase} " in f" {plain} " for phrase in _READ_BY_OTHERS)


def is_only_about_discretion(text: str) -> bool:
    """Whether discreet messages are all that is asked for."""
    return _plain(text) in _DISCREET


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
_DISCREET = {
    _plain(word)
    for word in (
        *("discret", "discrète", "discrétion", "mode discret", "sois discret", "soyez discret"),
        *("discreet", "discreet mode", "be discreet", "discreto", "discreta", "modo discreto"),
        *("discreție", "mod discret", "gizli", "gizli mod", "секретно", "таємно"),
        *("بسرية", "سري", "محرمانه"),
    )
}
_READ_BY_OTHERS = {
    _plain(phrase)
    for phrase in (
        *("lit mon téléphone", "lit mes messages", "lit mes sms", "lisent mes messages"),
        *("regarde mon téléphone", "regarde mes messages", "vérifie mon téléphone"),
        *("fouille mon téléphone", "fouille dans mon téléphone", "prend mon téléphone"),
        *("surveille mon téléphone", "contrôle mon téléphone"),
        *("reads my phone", "reads my messages", "reads my texts", "checks my phone"),
        *("looks at my phone", "goes through my phone", "can see my phone"),
        *("lee mi teléfono", "lee mis mensajes", "mira mi teléfono", "revisa mi teléfono"),
        *("lee mi móvil", "mira mi móvil", "revisa mi móvil"),
        *("lê o meu telefone", "lê as minhas mensagens", "lê minhas mensagens"),
        *("vê o meu telefone", "mexe no meu telefone"),
        *("îmi citește telefonul", "îmi citește mesajele", "îmi verifică telefonul"),
        *("читает мой телефон", "читает мои сообщения", "проверяет мой телефон"),
        *("читає мій телефон", "читає мої повідомлення", "перевіряє мій телефон"),
        *("telefonuma bakıyor", "mesajlarımı okuyor", "telefonumu kontrol ediyor"),
        *("يقرأ هاتفي", "يقرأ رسائلي", "يفتش هاتفي", "يراقب هاتفي", "يشوف تليفوني"),
        *("گوشی مرا می بیند", "گوشی من را می بیند", "پیام های من را می خواند"),
    )
}
