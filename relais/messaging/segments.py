"""How many texts a message costs: counted as Twilio and the operators count."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# GSM 03.38: the basic alphabet, and what needs an escape before it.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_MARKS = frozenset({"Mn", "Mc", "Me"})
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


class Encoding(StrEnum):
    """The alphabet a text travels in."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


# Units in a text that travels alone, and in each part of a longer one.
_ALONE = {Encoding.GSM7: 160, Encoding.UCS2: 70}
_PART = {Encoding.GSM7: 153, Encoding.UCS2: 67}


@dataclass(frozen=True)
class Segments:
    """The size of a text.

    `characters` counts units of its encoding: septets in GSM-7, where some characters need two;
    UTF-16 units in UCS-2. `count` is what the operator bills; 0 for an empty text.
    """

    encoding: Encoding
    count: int
    characters: int


def measure(text: str) -> Segments:
    """Count the units and the segments of a text."""
    if all(character in _BASIC or character in _ESCAPED for character in text):
        sizes = [2 if character in _ESCAPED else 1 for character in text]
        return _pack(Encoding.GSM7, sizes)
    return _pack(Encoding.UCS2, list(_cluster_sizes(text)))


def _cluster_sizes(text: str) -> Iterator[int]:
    """UTF-16 units of each letter with its marks, of each emoji with what is joined to it."""
    size, previous = 0, ""
    for character in text:
        belongs = (
            _JOINER in previous + character
            or unicodedata.category(character) in _MARKS
            or ord(character) in _SKIN_TONES
        )
        if size and not belongs:
            yield size
            size = 0
        size += 2 if ord(character) > 0xFFFF else 1
        previous = character
    if size:
        yield size


def _pack(encoding: Encoding, sizes: list[int]) -> Segments:
    """Fill one part after the other; what belongs together is not torn over two of them."""
    total = sum(sizes)
    if total <= _ALONE[encoding]:
        return Segments(encoding, 1 if total else 0, total)
    room, count = _PART[encoding], 1
    for size in sizes:
        if size > room:
            count, room = count + 1, _PART[encoding]
        room -= size
    return Segments(encoding, count, total)
