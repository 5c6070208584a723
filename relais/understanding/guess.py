"""What a message tells of its language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """A language code, or None when nothing tells one; `is_sure` when it may be acted on."""

    code: str | None
    is_sure: bool
