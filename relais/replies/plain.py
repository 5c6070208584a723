"""Latin letters for text messages: without the characters that halve what a message holds.

A text message has 160 characters of the GSM alphabet, but 70 as soon as one character is not in it.
"é", "è" and "à" are inside; "ê", "ç", "œ" and the curly quotes are not.
"""

import re
import unicodedata

GSM_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
    "^{}\\[~]|€"
)
_INNER_SPACE_OF_QUOTES = re.compile(r"(?<=«)\s+|\s+(?=»)")
_NEIGHBOURS = str.maketrans(
    {
        "œ": "oe", "Œ": "OE", "ı": "i", "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"',
        "«": '"', "»": '"', "…": "...", "–": "-", "—": "-", "‑": "-", "•": "-", "·": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u200b": "", "\ufeff": "",
        "\u00ad": "",
    }
)  # fmt: skip
_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")


def plain_spaces(text: str) -> str:
    """The text with ordinary spaces only."""
    return text.translate(_SPACES)


def spare_accents(text: str) -> str:
    """The text in the GSM alphabet, each other character replaced by its neighbour (ê by e).

    A text that cannot be written so, Arabic for one, comes back as it was.
    """
    spared = _INNER_SPACE_OF_QUOTES.sub("", text).translate(_NEIGHBOURS)
    spared = "".join(map(_neighbour, unicodedata.normalize("NFC", spared)))
    return spared if GSM_ALPHABET.issuperset(spared) else text


def _neighbour(character: str) -> str:
    if character in GSM_ALPHABET:
        return character
    return unicodedata.normalize("NFD", character)[0]
