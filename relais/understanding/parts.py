"""The parts of a message that may each be a question: sentences, lines, and clauses joined by and.

Only candidates: whether a part is a question of its own is known once it has been understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from relais.understanding.spelling import fold

MOST_PARTS = 6  # more of them tell a story
FEWEST_WORDS = 5  # in a message with two questions
_WORDS_OF_A_PART = 2
_LISTS_PATH = Path(__file__).with_name("parts.yml")
# A full stop ends a sentence before a space: not in "A.M.E", "14.30" or an address.
_SENTENCE = re.compile(r"(?:[^?!؟؛;…\n.]|\.(?=\S))+[?!؟؛;…\n.]*")
# Vowel signs and joiners stand inside a word.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c])*")
_QUESTION_MARK = re.compile(r"[?؟]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message, as it was written."""

    text: str
    asks: bool  # has a question mark of its own


class _Joining(NamedTuple):
    words: frozenset[str]
    glued: frozenset[str]


def split_in_parts(text: str, language: str | None) -> list[Part]:
    """The candidates, in their order; the whole message alone when there is nothing to split.

    A piece too short to mean anything by itself stays with its neighbour. `language` says which
    conjunctions to look for; without it, those of the three languages most written here.
    """
    whole = [_part(text)]
    if _length(text) < FEWEST_WORDS:
        return whole
    joining = _joining(language)
    kept: list[str] = []
    for piece in _pieces(text, joining):
        if kept and min(_length(piece), _length(kept[-1])) < _WORDS_OF_A_PART:
            kept[-1] += piece
        else:
            kept.append(piece)
    parts = [_part(_without_joining(piece, joining)) for piece in kept]
    return parts if 1 < len(parts) <= MOST_PARTS else whole


def _part(text: str) -> Part:
    return Part(text.strip(), bool(_QUESTION_MARK.search(text)))


def _length(text: str) -> int:
    return len(_WORD.findall(text))


def _pieces(text: str, joining: _Joining) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        start = 0
        for cut in _cuts(sentence, joining):
            yield sentence[start:cut]
            start = cut
        yield sentence[start:]


def _cuts(sentence: str, joining: _Joining) -> Iterator[int]:
    """Where clauses begin; of several conjunctions in a row, the first begins it."""
    just_cut = True  # a conjunction at the start joins nothing
    for word in _WORD.finditer(sentence):
        folded = fold(word.group())
        joins = folded in joining.words
        if not just_cut and (joins or folded in joining.glued):
            yield word.start()
        just_cut = joins


def _without_joining(piece: str, joining: _Joining) -> str:
    for word in _WORD.finditer(piece):
        if fold(word.group()) not in joining.words:
            return piece[word.start() :]
    return piece


@cache
def _joining(language: str | None) -> _Joining:
    listed = yaml.safe_load(_LISTS_PATH.read_text(encoding="utf-8"))
    chosen = [listed[language]] if language in listed else [listed[code] for code in _USUAL]
    return _Joining(
        frozenset(fold(word) for entry in chosen for word in entry["words"]),
        frozenset(fold(word) for entry in chosen for word in entry.get("glued", ())),
    )


_USUAL = ("fr", "en", "ar")
