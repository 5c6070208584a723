"""The words of days and hours (`words.yml`), ready to be looked up in a message."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from relais.directory import fold, is_arabic, stems

Phrase = tuple[str, ...]

_PIECE = re.compile(r"[^\W_]+|[:/.,;!?،؟]")
_NUMBER_OR_LETTERS = re.compile(r"\d+|[^\W\d_]+")
_GLUED = (
    "hour_marks",
    "morning_marks",
    "afternoon_marks",
    "ordinal_marks",
)  # "14h30", "3pm", "1er"
_SHORTEST_MISSPELT = 6  # letters
_FORGIVEN = ("weekdays", "relative_days")  # kinds in which one slip of the pen is forgiven


class Vocabulary:
    """Phrases by kind; each has a value, True where the kind alone says everything."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        """Take the content of `words.yml`."""
        self._kinds: dict[str, dict[Phrase, Any]] = {}
        for kind, content in entries.items():
            values = content if isinstance(content, dict) else {True: content}
            for value, phrases in values.items():
                self._add(kind, value, phrases)
        self._glued = {word for kind in _GLUED for (word, *_) in self._kinds[kind]}
        self._longest = {kind: max(map(len, phrases)) for kind, phrases in self._kinds.items()}

    def _add(self, kind: str, value: Any, phrases: list[str]) -> None:
        for phrase in phrases:
            written = tuple(_PIECE.findall(fold(phrase)))
            self._kinds.setdefault(kind, {}).setdefault(written, value)

    def tokens(self, text: str) -> tuple[str, ...]:
        """Folded words, numbers and signs: "14h30" is three tokens, "2morro" only one."""
        return tuple(self._split(fold(text)))

    def _split(self, folded: str) -> Iterator[str]:
        for piece in _PIECE.findall(folded):
            parts = _NUMBER_OR_LETTERS.findall(piece)
            letters = [part for part in parts if not part.isdigit()]
            if not piece[0].isdigit() or (letters and letters[0] not in self._glued):
                yield piece  # "2morro" and "7yati" are words
            else:
                yield from (str(int(part)) if part.isdigit() else part for part in parts)

    def match(self, kind: str, tokens: Phrase, start: int) -> tuple[Any, int] | None:
        """The value of the longest phrase of `kind` that begins at `start`, and where it ends."""
        phrases = self._kinds[kind]
        for end in range(min(len(tokens), start + self._longest[kind]), start, -1):
            for first in stems(tokens[start]):
                phrase = (first, *tokens[start + 1 : end])
                if phrase in phrases:
                    return phrases[phrase], end
        return self._misspelt(kind, tokens, start) if kind in _FORGIVEN else None

    def _misspelt(self, kind: str, tokens: Phrase, start: int) -> tuple[Any, int] | None:
        written = tokens[start]
        if len(written) < _SHORTEST_MISSPELT - 1 or is_arabic(written):
            return None  # Arabic words are too close to one another
        for phrase, value in self._kinds[kind].items():
            name = phrase[0]
            if len(phrase) > 1 or len(name) < _SHORTEST_MISSPELT or name[0] != written[0]:
                continue
            if DamerauLevenshtein.distance(written, name, score_cutoff=1) <= 1:
                return value, start + 1
        return None


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    text = files("relais.appointments.dates").joinpath("words.yml").read_text(encoding="utf-8")
    return Vocabulary(yaml.safe_load(text))


class Tokens:
    """The tokens of one message, and what the vocabulary makes of them."""

    def __init__(self, text: str) -> None:
        """Cut the text up."""
        self._vocabulary = vocabulary()
        self._tokens = self._vocabulary.tokens(text)

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self._tokens)

    def at(self, position: int) -> str:
        """The token at a position, or an empty one past the end."""
        return self._tokens[position] if position < len(self._tokens) else ""

    def match(self, kind: str, start: int) -> tuple[Any, int] | None:
        """The value of the longest phrase of `kind` that begins at `start`, and where it ends."""
        return self._vocabulary.match(kind, self._tokens, start) if self.at(start) else None

    def past(self, kind: str, start: int) -> int:
        """Where a phrase of `kind` that begins at `start` ends; `start` when there is none."""
        found = self.match(kind, start)
        return found[1] if found else start

    def number(self, start: int, greatest: int) -> int | None:
        """The number at `start`, when it is not greater than `greatest`."""
        token = self.at(start)
        return int(token) if token.isdigit() and int(token) <= greatest else None

    def spoken_number(self, start: int, greatest: int) -> tuple[int, int] | None:
        """The number at `start`, in digits or in words, and where it ends."""
        number = self.number(start, greatest)
        return (number, start + 1) if number is not None else self.match("number_words", start)
