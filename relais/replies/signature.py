"""Who has read a translation: a comment in the catalogue, sealed to the very words that were read.

    # reviewed: Name of the reader, 2026-12-01, seal 1f0c9a2b7d3e

The seal is made of the French and of the translation: when either changes, it no longer fits.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from babel.messages.catalog import Message

UNREVIEWED = "unreviewed"  # the comment of an entry that nobody has read yet
FUZZY = "fuzzy"

_SEAL_LENGTH = 12
_SIGNATURE = re.compile(
    r"reviewed:\s*(?P<name>[^,]+?)\s*,\s*(?P<day>\d{4}-\d{2}-\d{2})(?:\s*,\s*seal (?P<seal>\w+))?"
)


class Review(StrEnum):
    """What is known of the reading of a translation."""

    REVIEWED = "reviewed"
    UNREVIEWED = "unreviewed"
    UNSIGNED = "not signed"  # the mark is off, and nobody has put their name
    BROKEN = "signature stale"  # it was signed for other words


@dataclass(frozen=True, slots=True)
class Signature:
    """Who read a translation, on which day, and the seal of the words they read."""

    name: str
    day: date
    seal: str | None

    def __str__(self) -> str:
        """As it stands in a catalogue."""
        sealed = f", seal {self.seal}" if self.seal else ""
        return f"reviewed: {self.name}, {self.day.isoformat()}{sealed}"


def seal_of(message: Message) -> str:
    """The seal of an entry as it is now."""
    parts = [message.context or "", *_texts(message.id), *_texts(message.string)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_SEAL_LENGTH]


def signature_of(message: Message) -> Signature | None:
    """The signature among the comments of an entry; None when there is none that can be read."""
    for comment in message.user_comments:
        found = _SIGNATURE.fullmatch(comment.strip())
        if found:
            try:
                day = date.fromisoformat(found["day"])
            except ValueError:
                return None
            return Signature(found["name"], day, found["seal"])
    return None


def review_of(message: Message) -> Review:
    """Whether an entry is read and signed; the mark "needs work" (fuzzy) wins over a signature."""
    if message.fuzzy:
        return Review.UNREVIEWED
    signature = signature_of(message)
    if signature is None or signature.seal is None:
        return Review.UNSIGNED
    return Review.REVIEWED if signature.seal == seal_of(message) else Review.BROKEN


def sign(message: Message, name: str, day: date) -> None:
    """Put a name under an entry as it is now, in place of what was said of its reading."""
    others = _other_comments(message)
    message.user_comments = [str(Signature(name, day, seal_of(message))), *others]
    message.flags.discard(FUZZY)


def unsign(message: Message) -> None:
    """Mark an entry as to be read again, and remember who had signed it."""
    before = signature_of(message)
    remembered = [f"before: {before.name}, {before.day.isoformat()}"] if before else []
    message.user_comments = [UNREVIEWED, *remembered, *_other_comments(message)]
    message.flags.add(FUZZY)


def _other_comments(message: Message) -> list[str]:
    return [
        comment
        for comment in message.user_comments
        if comment.strip() != UNREVIEWED and not comment.strip().startswith("reviewed:")
    ]


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value or ()))  # type: ignore[call-overload]
